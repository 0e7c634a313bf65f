import { dayIn } from '#base'
import { raw } from 'hono/html'
import { Form, SelectField, TextArea, type Option } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage } from '../../../web/layout.tsx'
import { renderMarkdown } from '../../../web/markdown.ts'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords, PlaceHours } from '../../../web/time.tsx'
import type { CalledOff, EditionCard } from '../queries/editions.ts'
import type { Host } from '../queries/hosts.ts'
import type { SessionCard } from '../queries/sessions.ts'
import { beginningOf } from '../rules.ts'

/** Names within a sentence keep their own direction. */
export const isolated = (text: string): string => `\u2068${text}\u2069`

export const Prose = ({ language, text }: { language: string; text: string }) => (
  <InLanguage as="div" language={language}>
    {raw(renderMarkdown(text))}
  </InLanguage>
)

type Days = Pick<EditionCard, 'startsOn' | 'endsOn'> & { readonly daysKnown?: boolean }

/** In words; and that they are not settled, where nobody has said them. */
export function daysOf(page: Page, { startsOn, endsOn, daysKnown = true }: Days): string {
  const days =
    startsOn === endsOn
      ? dayInWords(page, startsOn)
      : page.say('edition.days', { first: dayInWords(page, startsOn), last: dayInWords(page, endsOn) })
  return daysKnown ? days : page.say('edition.days-open', { days })
}

/** One sentence: that it is a draft, when it is, or that it does not take place. */
export function EditionState({ page, edition }: { page: Page; edition: EditionCard }) {
  const { say } = page
  if (edition.state === 'called-off')
    return (
      <p class="status late">
        <strong>{say('edition.called-off-state')}</strong>
      </p>
    )
  return (
    <p class="status">
      {edition.state === 'draft' ? <strong>{say('edition.draft')} </strong> : null}
      {daysOf(page, edition)}
    </p>
  )
}

/** Where a session stands, in words. */
export function SessionPhase({ page, session }: { page: Page; session: Pick<SessionCard, 'phase'> }) {
  const { say } = page
  return session.phase === 'before' ? null : (
    <span class={session.phase === 'called-off' ? 'status late' : 'status'}>
      <strong>{say(`session.phase.${session.phase}`)}</strong>
    </span>
  )
}

export const SessionTitle = ({ page, session }: { page: Page; session: SessionCard }) => (
  <>
    <span class="quiet">{page.say('session.number', { number: session.number })}</span>{' '}
    <InLanguage language={session.language}>{session.title}</InLanguage>
  </>
)

type Times = Pick<SessionCard, 'daysKnown' | 'hoursKnown' | 'startsAt' | 'endsAt' | 'openedAt' | 'closedAt' | 'zone'>

/** The day on which a session begins; while nobody knows it, the days for which it is planned. */
export function sessionDays(page: Page, session: Times): string {
  const { startsAt, endsAt, daysKnown, zone } = session
  const begins = beginningOf(session)
  return begins === null
    ? daysOf(page, { startsOn: dayIn(startsAt, zone), endsOn: dayIn(endsAt, zone), daysKnown })
    : page.say.day(begins, zone)
}

/** The hours of a session within its day; where none are set those at which it was really held, or that they follow. */
export function SessionHours({ page, session }: { page: Page; session: Times }) {
  const { hoursKnown, startsAt, endsAt, openedAt, closedAt, zone } = session
  if (hoursKnown) return <PlaceHours page={page} from={startsAt} to={endsAt} zone={zone} />
  if (openedAt === null) return <>{page.say('session.hours-later')}</>
  if (closedAt === null) return <>{page.say('block.runs-since', { from: page.say.hour(openedAt, zone) })}</>
  return <PlaceHours page={page} from={openedAt} to={closedAt} zone={zone} />
}

/** A session in a programme: its hours, its title, where it stands, in which languages it is held. */
export function SessionRow({ page, session }: { page: Page; session: SessionCard }) {
  const { say } = page
  return (
    <li>
      <p class="status">
        <SessionHours page={page} session={session} />
      </p>
      <p>
        <a href={href(page, session.path)}>
          <SessionTitle page={page} session={session} />
        </a>
      </p>
      <SessionPhase page={page} session={session} />
      <p class="status">{say('session.held-in', { languages: say.list(session.languages.map((code) => say.language(code))) })}</p>
    </li>
  )
}

export const EditionCards = ({ page, editions }: { page: Page; editions: readonly EditionCard[] }) => (
  <ul class="cards">
    {editions.map((edition) => (
      <li class="card">
        <h3>
          <a href={href(page, edition.path)}>
            <InLanguage language={edition.language}>{edition.name}</InLanguage>
          </a>
        </h3>
        <EditionState page={page} edition={edition} />
      </li>
    ))}
  </ul>
)

export const HostLinks = ({ page, hosts }: { page: Page; hosts: readonly Host[] }) => (
  <>
    {hosts.map((host, at) => (
      <>
        {at === 0 ? '' : ' · '}
        <a href={href(page, `/bodies/${encodeURIComponent(host.slug)}`)}>
          <InLanguage language={host.language}>{host.name}</InLanguage>
        </a>
      </>
    ))}
  </>
)

const WORDS = {
  edition: { calledOff: 'edition.called-off-on', callOff: 'edition.call-off-what', discard: 'edition.discard-what' },
  session: { calledOff: 'session.called-off-on', callOff: 'session.call-off-what', discard: 'session.discard-what' },
} as const

/** That it does not take place, since when, and why: in the words of those who called it off. */
export function CalledOffNote({
  page,
  calledOff,
  zone,
  sort,
}: {
  page: Page
  calledOff: CalledOff
  zone: string
  sort: 'edition' | 'session'
}) {
  return (
    <div class="note">
      <p>
        <strong>{page.say(WORDS[sort].calledOff, { day: page.say.day(calledOff.at, zone) })}</strong>
      </p>
      <InLanguage as="p" language={calledOff.language}>
        {calledOff.reason}
      </InLanguage>
    </div>
  )
}

type CallOffProps = {
  readonly page: Page
  readonly action: string
  readonly sort: 'edition' | 'session'
  readonly languages: readonly Option[]
  readonly written: { readonly reason: string; readonly language: string }
  readonly problem?: Problem | undefined
}

export function CallOffForm({ page, action, sort, languages, written, problem }: CallOffProps) {
  const { say } = page
  return (
    <Form page={page} action={href(page, action)}>
      <p>{say(WORDS[sort].callOff)}</p>
      <TextArea name="reason" label={say('call-off.reason')} value={written.reason} most={1000} problem={problem} required />
      <SelectField name="language" label={say('gathering.language')} value={written.language} options={languages} problem={problem} />
      <p class="actions">
        <button class="danger">{say(`${sort}.call-off`)}</button>
      </p>
    </Form>
  )
}

/** For what only its organisers have seen. */
export const Discard = ({ page, action, sort }: { page: Page; action: string; sort: 'edition' | 'session' }) => (
  <details>
    <summary>{page.say('gathering.discard')}</summary>
    <p>{page.say(WORDS[sort].discard)}</p>
    <DeedButton page={page} action={action} label={page.say('gathering.discard')} look="danger" />
  </details>
)

type ButtonProps = {
  readonly page: Page
  readonly action: string
  readonly label: string
  readonly fields?: Readonly<Record<string, string>>
  readonly look?: 'quiet' | 'plain' | 'danger' | undefined
}

/** A deed that needs nothing but a button. */
export const DeedButton = ({ page, action, label, fields = {}, look }: ButtonProps) => (
  <Form page={page} action={href(page, action)}>
    {Object.entries(fields).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <button class={look}>{label}</button>
  </Form>
)
