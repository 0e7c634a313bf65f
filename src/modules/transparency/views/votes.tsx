import type { OwnPart } from '../../../core/recorded.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Crumb } from '../../../web/parts.tsx'
import { QrCode, type Qr } from '../../../web/qr.tsx'
import type { LogEntry } from '../queries/entries.ts'
import { lineOf } from './lines.ts'
import { AddressRow, CodeRow, DayRow } from './pieces.tsx'

type Props = { readonly page: Page; readonly entry: LogEntry; readonly part: OwnPart; readonly code: string; readonly qr: Qr }

/** One sheet: what one voted, as the signed result covers it, and one line that ties it to the log. */
export function VotesReceiptPage({ page, entry, part, code, qr }: Props) {
  const { say } = page
  const path = `/record/${entry.index}`
  return (
    <Layout page={page} title={say('public-log.votes.title')} index={false}>
      <Crumb page={page} path={path}>
        {say('public-log.entry', { index: entry.index })}
      </Crumb>
      <h1>{say('public-log.votes.title')}</h1>
      <p class="lead">{lineOf(say, entry)}</p>
      <p>{say('public-log.votes.lead')}</p>
      <p class="note">{say('public-log.votes.careful')}</p>
      <dl class="facts">
        <DayRow page={page} entry={entry} />
        <AddressRow page={page} entry={entry} />
      </dl>
      <ul class="rows">
        {part.given.map((one) => (
          <Given page={page} one={one} />
        ))}
      </ul>
      <QrCode qr={qr} label={say('public-log.receipt.code-label')} />
      <dl class="facts">
        <CodeRow page={page} code={code} />
      </dl>
      <p>{say('public-log.votes.how')}</p>
      <p class="actions">
        <a class="button quiet" href={`${href(page, path)}.votes.json`}>
          {say('public-log.votes.file')}
        </a>
      </p>
    </Layout>
  )
}

const CHOICES = { agree: 'public-log.votes.agree', disagree: 'public-log.votes.disagree', pass: 'public-log.votes.pass' } as const

const Given = ({ page, one: { number, said, choice } }: { page: Page; one: OwnPart['given'][number] }) => (
  <li>
    <p>
      {page.say('public-log.votes.on', { number })}{' '}
      {said === null ? page.say('public-log.votes.hidden') : <InLanguage language={said.language}>{said.text}</InLanguage>}
    </p>
    <p class="quiet">
      <strong>{page.say(CHOICES[choice])}</strong>
    </p>
  </li>
)

/** On the private page of whoever took part. `index`: null: no entry covers the votes that are published now; `withheld`: no single votes are. */
export function VotesOnRecord({ page, index, withheld }: { page: Page; index: number | null; withheld: boolean }) {
  const { say } = page
  if (withheld) return <p>{say('public-log.votes.withheld')}</p>
  if (index === null) return <p class="quiet">{say('public-log.votes.later')}</p>
  return (
    <p>
      <a href={href(page, `/record/${index}/receipt`)} rel="nofollow">
        {say('public-log.votes.keep')}
      </a>
    </p>
  )
}
