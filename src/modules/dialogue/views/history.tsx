import { Differences } from '../../../web/differences.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Day } from '../../../web/time.tsx'
import type { History, HistoryVersion } from '../queries/history.ts'

type Props = {
  readonly page: Page
  readonly slug: string
  readonly title: { readonly text: string; readonly language: string }
  /** Those of which there are several versions, or one that can be dated. */
  readonly texts: History
}

/** All versions of each text, the newest first, with what was added and what was taken out. */
export function HistoryPage({ page, slug, title, texts }: Props) {
  const { say } = page
  return (
    <Layout page={page} title={say('versions.title')} index={false}>
      <p class="crumb">
        <a href={href(page, `/dialogues/${slug}`)}>
          <InLanguage language={title.language}>{title.text}</InLanguage>
        </a>
      </p>
      <h1>{say('versions.title')}</h1>
      <p class="lead">{say('versions.lead')}</p>
      {texts.map((text) => (
        <TextHistory page={page} text={text} />
      ))}
      <p class="quiet">{say('versions.statements')}</p>
    </Layout>
  )
}

function TextHistory({ page, text: { sort, language, versions } }: { page: Page; text: History[number] }) {
  const { say } = page
  const id = `${sort}-${language}`
  const count = versions.length
  return (
    <section id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{say(`versions.${sort}`, { language: say.language(language) })}</h2>
      {count === 1 ? <p class="quiet">{say('versions.one')}</p> : null}
      {versions
        .map((version, at) => (
          <Version page={page} number={at + 1} language={language} version={version} before={versions[at - 1]} open={at === count - 1} />
        ))
        .toReversed()}
    </section>
  )
}

type VersionProps = {
  readonly page: Page
  readonly number: number
  readonly language: string
  readonly version: HistoryVersion
  readonly before: HistoryVersion | undefined
  readonly open: boolean
}

function Version({ page, number, language, version, before, open }: VersionProps) {
  const { say } = page
  return (
    <details open={open && before !== undefined}>
      <summary>
        <span>
          {say('versions.version', { number })} ·{' '}
          {version.at === null ? say('versions.opening') : <Day page={page} at={new Date(version.at)} />}
          {version.office === null ? null : ` · ${say('versions.by', { office: version.office })}`}
        </span>
      </summary>
      <dl class="versions">
        {Object.entries(version.content).map(([field, words]) => (
          <Field
            page={page}
            field={field}
            language={language}
            after={textOf(words)}
            before={before && textOf(before.content[field] ?? '')}
          />
        ))}
      </dl>
    </details>
  )
}

const textOf = (words: string | readonly string[]): string => (typeof words === 'string' ? words : words.join('\n'))

type FieldProps = {
  readonly page: Page
  readonly field: string
  readonly language: string
  readonly after: string
  readonly before: string | undefined
}

function Field({ page: { say }, field, language, after, before }: FieldProps) {
  if (after === '' && (before ?? '') === '') return null
  return (
    <>
      <dt>{say(`versions.field.${field}`)}</dt>
      <dd>
        <InLanguage as="div" language={language} class="as-written">
          {before === undefined ? after : <Differences say={say} before={before} after={after} />}
        </InLanguage>
      </dd>
    </>
  )
}
