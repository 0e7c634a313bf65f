import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords, DayWords } from '../../../web/time.tsx'
import type { BodyName, Card } from '../queries/cards.ts'
import type { ReportState, Status } from '../rules.ts'
import type { Day } from '../tables.ts'

/** `2026-Q1` as one says it. */
export const sayQuarter = ({ say }: Pick<Page, 'say'>, quarter: string): string =>
  say('commitment.quarter', { year: quarter.slice(0, 4), number: quarter.slice(6) })

/** A sign for those who see shapes before words; none of them points anywhere, so it is the same from right to left. */
const SIGNS: Readonly<Record<Status, string>> = {
  proposed: '○',
  declined: '✕',
  running: '●',
  late: '!',
  kept: '✓',
  partly: '◐',
  'not-kept': '✕',
  withdrawn: '–',
  merged: '≡',
}
/** What stands in clay says so in words and by its sign too. */
const CLAY: ReadonlySet<Status> = new Set(['late', 'not-kept', 'declined'])

type Stated = Pick<Card, 'status' | 'silent' | 'unanswered' | 'dueOn' | 'firstDueOn' | 'endedOn'>

export function StatusWords({ page, card: { status, silent, unanswered, dueOn, firstDueOn, endedOn } }: { page: Page; card: Stated }) {
  const { say } = page
  const running = status === 'running' || status === 'proposed'
  return (
    <>
      <p class={CLAY.has(status) ? 'status late' : 'status'}>
        <strong>
          <span aria-hidden="true">{SIGNS[status]} </span>
          {status === 'late' ? say('commitment.late-since', { day: dayInWords(page, dueOn) }) : say(`commitment.status.${status}`)}
        </strong>
        {running ? <> · {say('commitment.due', { day: dayInWords(page, dueOn) })}</> : null}
        {endedOn === null ? null : (
          <>
            {' '}
            · <DayWords page={page} day={endedOn} />
          </>
        )}
        {firstDueOn === dueOn ? null : <> · {say('commitment.first-due', { day: dayInWords(page, firstDueOn) })}</>}
      </p>
      {silent ? (
        <p class="status late">
          <strong>
            <span aria-hidden="true">! </span>
            {say('commitment.silent')}
          </strong>
        </p>
      ) : null}
      {unanswered > 0 ? (
        <p class="status late">
          <strong>
            <span aria-hidden="true">! </span>
            {say('commitment.unanswered')}
          </strong>
        </p>
      ) : null}
    </>
  )
}

const REPORT_SIGNS: Readonly<Record<ReportState, string>> = { sent: '✓', 'sent-late': '✓', awaited: '…', missing: '!' }

export function ReportWords({ page, state, due, sentOn }: { page: Page; state: ReportState; due: Day; sentOn: Day | null }) {
  const { say } = page
  const day = dayInWords(page, sentOn ?? due)
  return (
    <span class={state === 'missing' ? 'clay' : undefined}>
      <strong>
        <span aria-hidden="true">{REPORT_SIGNS[state]} </span>
        {say('commitment.report-state', { state, day })}
      </strong>
    </span>
  )
}

export const BodyWords = ({ page, body }: { page: Page; body: BodyName }) => (
  <a href={href(page, body.path)}>
    <InLanguage language={body.language}>{body.name}</InLanguage>
  </a>
)

/** Beside the name of a body that speaks for a state. */
export const GovernmentMark = ({ page, body }: { page: Page; body: BodyName }) =>
  body.government ? <> · {page.say('commitment.government')}</> : null

/** A link that somebody gave: to another site, which gets no word of who came. */
export const OutLink = ({ page, link }: { page: Page; link: string | null }) =>
  link === null ? null : (
    <a href={link} rel="noopener noreferrer nofollow" dir="ltr">
      {page.say('commitment.look', { host: new URL(link).host })}
    </a>
  )

export function Goals({ page: { say }, sdgs }: { page: Page; sdgs: readonly number[] }) {
  if (sdgs.length === 0) return null
  return (
    <ul class="quiet">
      {sdgs.map((goal) => (
        <li>{say('commitment.goal', { number: goal, title: say(`sdg.${goal}`) })}</li>
      ))}
    </ul>
  )
}

/** The rows of a list of commitments. */
export function CardRows({ page, cards, heading: Heading = 'h3' }: { page: Page; cards: readonly Card[]; heading?: 'h2' | 'h3' }) {
  const { say } = page
  return (
    <ul class="cards">
      {cards.map((card) => (
        <li class="card">
          <Heading>
            <a href={href(page, card.path)}>
              <InLanguage language={card.language}>{card.title}</InLanguage>
            </a>
          </Heading>
          <StatusWords page={page} card={card} />
          <p class="quiet">
            {say('commitment.lead')} <BodyWords page={page} body={card.lead} />
            <GovernmentMark page={page} body={card.lead} />
            {card.supporters.length === 0 ? null : <> · {say('commitment.with', { count: card.supporters.length })}</>}
            {card.edition === null ? null : (
              <>
                {' '}
                ·{' '}
                <a href={href(page, card.edition.path)}>
                  <InLanguage language={card.edition.language}>{card.edition.name}</InLanguage>
                </a>
              </>
            )}
          </p>
        </li>
      ))}
    </ul>
  )
}
