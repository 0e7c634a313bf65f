import type { EntryKind } from '../../../core/recorded.ts'
import { SelectField, TextField, type Option } from '../../../web/fields.tsx'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Asked, LogEntry } from '../queries/entries.ts'
import type { Standing } from '../queries/standing.ts'
import { kindInWords } from './lines.ts'
import { EntryLine, Signatures, Warnings, type BodyName } from './pieces.tsx'

type Props = {
  readonly page: Page
  readonly asked: Asked
  readonly entries: readonly LogEntry[]
  /** The index below which there are older ones; null: there are none. */
  readonly before: number | null
  readonly bodies: ReadonlyMap<string, BodyName>
  readonly all: readonly (BodyName & { readonly id: string })[]
  readonly standing: Standing
  readonly kinds: readonly EntryKind[]
}

const isNarrow = ({ kind, body, scope, from, to }: Asked): boolean => [kind, body, scope, from, to].some((one) => one !== undefined)

export function addressOf(page: Page, { kind, body, scope, from, to }: Asked, before: number | null = null): string {
  const said = { kind, body, scope, from, to, before: before === null ? undefined : String(before) }
  const query = new URLSearchParams(Object.entries(said).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
  return href(page, query.size === 0 ? '/record' : `/record?${query.toString()}`)
}

export function RecordPage(props: Props) {
  const { page, asked, entries, before, bodies, standing } = props
  const { say } = page
  return (
    <Layout
      page={page}
      title={say('public-log.title')}
      description={say('public-log.lead')}
      index={!isNarrow(asked) && asked.before === undefined}
      feeds={[{ title: say('public-log.title'), path: '/record/feed' }]}
    >
      <h1>{say('public-log.title')}</h1>
      <p class="lead">{say('public-log.lead')}</p>
      <Warnings page={page} standing={standing} />
      <Narrow {...props} />
      <section aria-labelledby="entries">
        <h2 id="entries">{say('public-log.found')}</h2>
        {entries.length === 0 ? (
          <div class="empty">
            <p>{say(isNarrow(asked) ? 'public-log.none-like-this' : 'public-log.none')}</p>
          </div>
        ) : (
          <ul class="rows">
            {entries.map((entry) => (
              <EntryLine page={page} entry={entry} body={entry.body === null ? undefined : bodies.get(entry.body)} />
            ))}
          </ul>
        )}
        {before === null ? null : (
          <nav aria-label={say('public-log.parts')}>
            <p class="actions">
              <a class="button quiet" rel="next" href={addressOf(page, asked, before)}>
                {say('public-log.older')}
              </a>
            </p>
          </nav>
        )}
      </section>
      <Signatures page={page} standing={standing} />
      <p>
        <a href={`${href(page, '/record/feed')}.atom`}>{say('public-log.feed')}</a>
      </p>
    </Layout>
  )
}

function Narrow({ page, asked, all, kinds: known }: Props) {
  const { say } = page
  const any: Option = { value: '', label: say('public-log.any') }
  const { compare } = new Intl.Collator(say.locale)
  const kinds = known.map((kind) => ({ value: kind, label: kindInWords(say, kind) })).toSorted((a, b) => compare(a.label, b.label))
  return (
    <form method="get" action={href(page, '/record')} class="card">
      <details open={isNarrow(asked)}>
        <summary>{say('public-log.narrow')}</summary>
        <SelectField name="kind" label={say('public-log.kind')} value={asked.kind} options={[any, ...kinds]} />
        <SelectField
          name="body"
          label={say('public-log.body')}
          value={asked.body}
          options={[any, ...all.map(({ id, name, language }) => ({ value: id, label: name, lang: language }))]}
        />
        <TextField name="from" type="date" label={say('public-log.from')} value={asked.from} />
        <TextField name="to" type="date" label={say('public-log.to')} value={asked.to} />
        <p class="actions">
          <button type="submit">{say('public-log.show')}</button>
          {isNarrow(asked) ? (
            <a class="button quiet" href={href(page, '/record')}>
              {say('public-log.all')}
            </a>
          ) : null}
        </p>
      </details>
    </form>
  )
}
