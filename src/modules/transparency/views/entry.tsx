import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Crumb } from '../../../web/parts.tsx'
import type { LogEntry, Opened } from '../queries/entries.ts'
import type { Standing } from '../queries/standing.ts'
import { lineOf } from './lines.ts'
import { About, DayRow, Signatures, textIn, Warnings, type BodyName } from './pieces.tsx'

type Props = {
  readonly page: Page
  readonly entry: LogEntry
  readonly body: BodyName | undefined
  /** Null: it commits to nothing. */
  readonly opened: Opened | null
  readonly standing: Standing
}

export function EntryPage({ page, entry, body, opened, standing }: Props) {
  const { say } = page
  const title = say('public-log.entry', { index: entry.index })
  return (
    <Layout page={page} title={title} description={lineOf(say, entry)}>
      <Crumb page={page} path="/record">
        {say('public-log.back')}
      </Crumb>
      <h1>{title}</h1>
      <p class="lead">{lineOf(say, entry)}</p>
      <About page={page} entry={entry} body={body} />
      <Warnings page={page} standing={standing} />
      <dl class="facts">
        <DayRow page={page} entry={entry} />
      </dl>
      <ByBody page={page} entry={entry} />
      <Words page={page} index={entry.index} opened={opened} />
      <section aria-labelledby="proof">
        <h2 id="proof">{say('public-log.proof')}</h2>
        <p>
          <a class="button" href={`${href(page, `/record/${entry.index}`)}.tlog-proof`}>
            {say('public-log.proof.get')}
          </a>
        </p>
        <p>{say('public-log.proof.what')}</p>
        <p>{say('public-log.keep')}</p>
        <details>
          <summary>{say('public-log.as-it-is')}</summary>
          <pre class="prose" dir="ltr">
            {entry.content}
          </pre>
        </details>
      </section>
      <Signatures page={page} standing={standing} />
    </Layout>
  )
}

/** The key with which the body itself signed, where it spoke. */
function ByBody({ page, entry }: { page: Page; entry: LogEntry }) {
  const { by_body: said } = entry.fields
  const key = typeof said === 'object' && said !== null && 'key' in said ? said.key : null
  if (typeof key !== 'string') return null
  return (
    <dl class="facts">
      <dt>{page.say('public-log.by-body')}</dt>
      <dd>
        <code class="proof" dir="ltr">
          {key}
        </code>
      </dd>
    </dl>
  )
}

/** Whether the words that the entry commits to still stand, and then the words. */
function Words({ page, index, opened }: { page: Page; index: number; opened: Opened | null }) {
  if (opened === null) return null
  const { say } = page
  const said = opened.state === 'stands' ? textIn(opened.value) : null
  return (
    <section aria-labelledby="words">
      <h2 id="words">{say('public-log.words')}</h2>
      {said === null ? null : (
        <blockquote>
          <InLanguage as="p" language={said.language}>
            {said.text}
          </InLanguage>
        </blockquote>
      )}
      <p>
        {say(
          opened.state === 'stands'
            ? 'public-log.words.stand'
            : opened.state === 'hidden'
              ? 'public-log.words.hidden'
              : 'public-log.words.gone',
        )}
      </p>
      {opened.state === 'stands' ? (
        <p class="actions">
          <a class="button quiet" href={href(page, `/record/${index}/receipt`)}>
            {say('public-log.receipt.print')}
          </a>
          <a class="button quiet" href={`${href(page, `/record/${index}`)}.words.json`}>
            {say('public-log.receipt.file')}
          </a>
        </p>
      ) : null}
      <p class="quiet">{say('public-log.words.what')}</p>
      {opened.state === 'stands' ? (
        <details>
          <summary>{say('public-log.salt')}</summary>
          <p>
            <code class="proof" dir="ltr">
              {opened.salt}
            </code>
          </p>
        </details>
      ) : null}
    </section>
  )
}
