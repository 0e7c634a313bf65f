import type { Child } from 'hono/jsx'
import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords } from '../../../web/time.tsx'
import type { Addressee } from '../queries/cards.ts'
import type { Signature } from '../queries/signatures.ts'
import type { Status } from '../rules.ts'
import type { Day } from '../tables.ts'

/** A sign for those who see shapes before words; silence is marked like nothing else. */
const SIGNS: Readonly<Record<Status, string>> = {
  draft: '…',
  proposed: '○',
  adopted: '✓',
  'not-adopted': '✕',
  put: '→',
  answered: '✓',
  accepted: '✓',
  partly: '◐',
  refused: '✕',
  silent: '!',
  withdrawn: '–',
}

/** What is late or refused is in clay, and says so in words and by its sign too. */
const LATE: ReadonlySet<Status> = new Set(['silent', 'refused', 'not-adopted'])

type StatusProps = { page: Page; status: Status; answerBy: Day; answeredAt?: Date | null; answeredLate?: boolean; children?: Child }

export function StatusWords({ page, status, answerBy, answeredAt = null, answeredLate = false, children }: StatusProps) {
  const { say } = page
  const day = dayInWords(page, answerBy)
  return (
    <p class={LATE.has(status) ? 'status late' : 'status'}>
      <strong>
        <span aria-hidden="true">{SIGNS[status]} </span>
        {status === 'silent' ? say('recommendation.silent', { day }) : say(`recommendation.status.${status}`)}
      </strong>
      {status === 'put' || status === 'adopted' ? <> · {say('recommendation.answer-by', { day })}</> : null}
      {answeredAt === null ? null : (
        <>
          {' '}
          · {say('recommendation.answered-on', { day: say.day(answeredAt, page.zone ?? page.homeZone) })}
          {answeredLate ? <> · {say('recommendation.answered-late', { day })}</> : null}
        </>
      )}
      {children}
    </p>
  )
}

export function AddresseeWords({ page, addressee: { name, language, path } }: { page: Page; addressee: Addressee }) {
  const words = <InLanguage language={language}>{name}</InLanguage>
  return path === null ? <>{words}</> : <a href={href(page, path)}>{words}</a>
}

/** Whose words, as they chose to be named. */
export function SignatureWords({ page, by }: { page: Page; by: Signature }) {
  const { say } = page
  if (by.body !== null) {
    const { name, language, path, government } = by.body
    return (
      <>
        <a href={href(page, path)}>
          <InLanguage language={language}>{name}</InLanguage>
        </a>
        , {say(`recommendation.office.${by.office ?? 'hub'}`)}
        {government ? <> · {say('recommendation.government')}</> : null}
      </>
    )
  }
  if (by.name === null) return <>{say('recommendation.not-attributed')}</>
  return (
    <>
      <bdi>{by.name}</bdi>
      {by.pseudonym ? <> · {say('recommendation.pseudonym')}</> : null}
    </>
  )
}

/** Goals by number and short title. */
export function Goals({ page: { say }, sdgs, gcm }: { page: Page; sdgs: readonly number[]; gcm: readonly number[] }) {
  if (sdgs.length + gcm.length === 0) return null
  return (
    <ul class="quiet">
      {sdgs.map((goal) => (
        <li>{say('recommendation.sdg', { number: goal, title: say(`sdg.${goal}`) })}</li>
      ))}
      {gcm.map((goal) => (
        <li>{say('recommendation.gcm', { number: goal, title: say(`recommendation.gcm.${goal}`) })}</li>
      ))}
    </ul>
  )
}

const KNOWN_SORTS: ReadonlySet<string> = new Set(['intervention', 'statement', 'idea', 'question', 'extract', 'table'])

export const saySort = ({ say }: Pick<Page, 'say'>, sort: string): string =>
  say('recommendation.source-sort', { sort: KNOWN_SORTS.has(sort) ? sort : 'other' })

/** A group by its letter, in the letters of the page's language. */
export const sayLetter = ({ say }: Pick<Page, 'say'>, letter: string): string => say('recommendation.group.letter', { letter })

export function Crumb({ page, path, text, language }: { page: Page; path: string; text: string; language: string }) {
  return (
    <p class="crumb">
      <a href={href(page, path)}>
        <InLanguage language={language}>{text}</InLanguage>
      </a>
    </p>
  )
}
