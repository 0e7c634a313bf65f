import { InLanguage } from '../../../web/layout.tsx'
import { address, href, type Page } from '../../../web/page.ts'
import { DayWords, Moment } from '../../../web/time.tsx'
import type { LogEntry } from '../queries/entries.ts'
import type { Standing } from '../queries/standing.ts'
import { lineOf, lookAt } from './lines.ts'

export type BodyName = { readonly slug: string; readonly name: string; readonly language: string }

type InWords = { readonly page: Page; readonly entry: LogEntry; readonly body: BodyName | undefined }

/** What it is about, as the entry says it, and of which body; nothing where it says neither. */
export function About({ page, entry, body }: InWords) {
  const { title, language } = entry.fields
  const named = typeof title === 'string' && typeof language === 'string' ? { title, language } : null
  const at = lookAt(entry, new URL(address(page, '/')).host)
  if (at === null && body === undefined) return null
  return (
    <p>
      {at === null ? null : (
        <a href={href(page, at)}>
          {named === null ? (
            <>
              {page.say('public-log.look')} <span class="aloud">{page.say('public-log.entry', { index: entry.index })}</span>
            </>
          ) : (
            <InLanguage language={named.language}>{named.title}</InLanguage>
          )}
        </a>
      )}
      {at === null || body === undefined ? null : ' · '}
      {body === undefined ? null : (
        <a href={href(page, `/bodies/${encodeURIComponent(body.slug)}`)}>
          <InLanguage language={body.language}>{body.name}</InLanguage>
        </a>
      )}
    </p>
  )
}

/** What the pages of an entry and of its receipts say of it, each for a list of facts. */
export const DayRow = ({ page, entry }: { page: Page; entry: LogEntry }) => (
  <>
    <dt>{page.say('public-log.day')}</dt>
    <dd>
      <DayWords page={page} day={entry.day} />
    </dd>
  </>
)

export const AddressRow = ({ page, entry }: { page: Page; entry: LogEntry }) => (
  <>
    <dt>{page.say('public-log.entry', { index: entry.index })}</dt>
    <dd>
      <bdi class="proof" dir="ltr">
        {address(page, `/record/${entry.index}`)}
      </bdi>
    </dd>
  </>
)

export const CodeRow = ({ page, code }: { page: Page; code: string }) => (
  <>
    <dt>{page.say('public-log.receipt.code')}</dt>
    <dd>
      <code class="proof" dir="ltr">
        {code}
      </code>
    </dd>
  </>
)

export const EntryLine = ({ page, entry, body }: InWords) => (
  <li>
    <p>{lineOf(page.say, entry)}</p>
    <About page={page} entry={entry} body={body} />
    <p class="status">
      <DayWords page={page} day={entry.day} /> ·{' '}
      <a href={href(page, `/record/${entry.index}`)}>
        {page.say('public-log.details')} <span class="aloud">{page.say('public-log.entry', { index: entry.index })}</span>
      </a>
    </p>
  </li>
)

/** Who stands for the log, and whether it goes on: the same on every page of it. */
export function Signatures({ page, standing }: { page: Page; standing: Standing }) {
  const { say } = page
  const { last, witnesses, vkey } = standing
  return (
    <section aria-labelledby="signed">
      <h2 id="signed">{say('public-log.signed')}</h2>
      {last === null ? null : (
        <p>
          {say('public-log.signed.hub', { size: last.size })} <Moment page={page} at={last.signedAt} />
        </p>
      )}
      {witnesses.length === 0 ? (
        <p class="note">{say('public-log.signed.nobody')}</p>
      ) : (
        <ul>
          {witnesses.map(({ name, size, signedAt }) => (
            <li>
              {size === null || signedAt === null ? (
                say('public-log.witness.none', { name })
              ) : (
                <>
                  {say('public-log.witness.signed', { name, size })} <Moment page={page} at={signedAt} />
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      {vkey === null ? null : (
        <dl class="facts">
          <dt>{say('public-log.key')}</dt>
          <dd>
            <code class="proof" dir="ltr">
              {vkey}
            </code>
          </dd>
          <dt>{say('public-log.files')}</dt>
          <dd>
            <a href={standing.files}>
              <bdi dir="ltr">{standing.files}</bdi>
            </a>
          </dd>
        </dl>
      )}
    </section>
  )
}

/** What nobody may overlook. */
export function Warnings({ page, standing }: { page: Page; standing: Standing }) {
  const { say } = page
  return (
    <>
      {standing.standsSince === null ? null : (
        <p class="note" role="status">
          {say('public-log.stands', { day: say.day(new Date(`${standing.standsSince}T12:00:00Z`), 'UTC') })}
          {standing.why === 'other-key' ? ` ${say('public-log.stands.other-key')}` : null}
        </p>
      )}
      {standing.witnesses
        .filter(({ alarm }) => alarm)
        .map(({ name }) => (
          <p class="note" role="status">
            {say('public-log.witness.split', { name })}
          </p>
        ))}
    </>
  )
}

type OnRecord = {
  readonly page: Page
  readonly body: string
  readonly some: boolean
  /** Null: it is not verified. */ readonly bodyKey: string | null
}

export function BodyOnRecord({ page, body, some, bodyKey }: OnRecord) {
  const { say } = page
  return (
    <section aria-labelledby="on-record">
      <h2 id="on-record">{say('public-log.body.title')}</h2>
      {some ? (
        <p>
          <a href={href(page, `/record?body=${body}`)}>{say('public-log.body.all')}</a>
        </p>
      ) : null}
      {bodyKey === null ? null : (
        <details>
          <summary>{say('public-log.body.key')}</summary>
          <p>{say('public-log.body.what')}</p>
          <p>
            <code class="proof" dir="ltr">
              {bodyKey}
            </code>
          </p>
        </details>
      )}
    </section>
  )
}

export const ThingOnRecord = ({ page, index, toAuthor }: { page: Page; index: number; toAuthor: boolean }) => (
  <p>
    <a href={href(page, toAuthor ? `/record/${index}/receipt` : `/record/${index}`)} rel="nofollow">
      {page.say(toAuthor ? 'public-log.receipt.keep' : 'public-log.thing')}
    </a>
  </p>
)

/** Words of somebody, where that is what was committed to. */
export function textIn(value: unknown): { readonly text: string; readonly language: string } | null {
  if (typeof value !== 'object' || value === null || !('text' in value) || !('language' in value)) return null
  const { text, language } = value
  return typeof text === 'string' && typeof language === 'string' ? { text, language } : null
}
