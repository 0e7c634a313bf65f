import { Differences } from '../../../web/differences.tsx'
import { Form } from '../../../web/fields.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Version } from '../queries/read.ts'
import type { Whole } from '../queries/shapes.ts'
import { dayOf, fieldsOf, nameOf } from '../rules.ts'
import { Crumb, OnDay } from './pieces.tsx'

type Props = {
  readonly page: Page
  readonly entry: Whole
  readonly versions: readonly Version[]
  /** The newest one, for whoever may bring an earlier one back. */
  readonly follows: number | null
}

/** Every version, the newest first, with what it changed since the one before. */
export function VersionsPage({ page, entry, versions, follows }: Props) {
  const { say } = page
  return (
    <Layout page={page} title={say('library.versions.title')} index={false}>
      <Crumb page={page} to={entry.path} label={entry.text.title} language={entry.original} />
      <h1>{say('library.versions.title')}</h1>
      {versions.map((version, at) => (
        <section class="card">
          <h2>{say('library.version', { number: version.version })}</h2>
          <p class="quiet">
            <OnDay page={page} day={dayOf(version.writtenAt)} />
          </p>
          <Changes page={page} entry={entry} version={version} before={versions[at + 1]} />
          {follows === null || version.version === follows ? null : (
            <Form page={page} action={`${href(page, entry.path)}/versions/${version.version}/restoration`}>
              <input type="hidden" name="follows" value={String(follows)} />
              <button class="quiet">{say('library.version.restore')}</button>
            </Form>
          )}
        </section>
      ))}
    </Layout>
  )
}

type ChangesProps = Pick<Props, 'page' | 'entry'> & { readonly version: Version; readonly before: Version | undefined }

function Changes({ page, entry, version, before }: ChangesProps) {
  const { say } = page
  const parts = [
    { label: say('library.word.title'), now: version.title, then: before?.title },
    { label: say('library.word.summary'), now: version.summary, then: before?.summary },
    ...fieldsOf(entry.kind).map(({ key }) => ({
      label: say(`library.word.${nameOf(key)}`),
      now: version.words[key] ?? '',
      then: before === undefined ? undefined : (before.words[key] ?? ''),
    })),
  ]
  const changed = before === undefined ? parts.slice(0, 2) : parts.filter(({ now, then }) => now !== then)
  return (
    <div class="differences">
      {changed.length === 0 ? <p class="quiet">{say('library.version.same')}</p> : null}
      {changed.map(({ label, now, then }) => (
        <>
          <h3>{label}</h3>
          <InLanguage as="p" language={entry.original}>
            {then === undefined ? now : <Differences say={say} before={then} after={now} />}
          </InLanguage>
        </>
      ))}
    </div>
  )
}
