import type { Child } from 'hono/jsx'
import { Form } from '../../../web/fields.tsx'
import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { SessionPlace } from '../../../web/session-way.tsx'
import { PlaceHours } from '../../../web/time.tsx'
import type { Told } from '../rules.ts'

/** The session that everything here belongs to. */
export type Place = SessionPlace & { readonly languages: readonly string[] }
export type Question = { readonly number: number; readonly text: string; readonly language: string }

/** Below the way to the session: back to all that is told to those on the list. */
export function Back({ page, session }: { page: Page; session: Place }) {
  return (
    <p class="crumb">
      <a href={href(page, `${session.path}/people`)}>{page.say('encounters.title')}</a>
    </p>
  )
}

type Timed = { readonly startsAt: string; readonly endsAt: string }

/** A time within a session: its day, and from when to when by the clock of the place. */
export function When({ page, session, time }: { page: Page; session: { readonly zone: string }; time: Timed }) {
  const [from, to] = [new Date(time.startsAt), new Date(time.endsAt)]
  return (
    <>
      {page.say.day(from, session.zone)}
      <br />
      <PlaceHours page={page} from={from} to={to} zone={session.zone} />
    </>
  )
}

/** A form of one button. */
export function OneButton(props: { page: Page; action: string; class?: string | undefined; label: string; children?: Child }) {
  const { page, action, class: name, label, children } = props
  return (
    <Form page={page} action={href(page, action)}>
      {children}
      <button class={name}>{label}</button>
    </Form>
  )
}

/** Who somebody is here; that they hold an office of a state is always said. */
export function Who({ page, name, state }: { page: Page; name: string; state: boolean }) {
  return (
    <>
      <bdi>{name}</bdi>
      {state ? <span class="quiet"> · {page.say('encounters.state')}</span> : null}
    </>
  )
}

const Words = ({ words }: { words: readonly string[] }) => (
  <>
    {words.map((word, at) => (
      <>
        {at === 0 ? '' : ' · '}
        <bdi>{word}</bdi>
      </>
    ))}
  </>
)

/** What somebody tells, or what two have in common: `kind` chooses the sentences. */
export function ToldList({
  page,
  told,
  questions,
  kind,
}: {
  page: Page
  told: Told
  questions: readonly Question[]
  kind: 'told' | 'reason'
}) {
  const { say } = page
  const named = told.questions.flatMap((number) => questions.find((one) => one.number === number) ?? [])
  const rows = (['words', 'seeks', 'offers'] as const).filter((of) => told[of].length > 0)
  if (named.length + rows.length + told.languages.length === 0) return null
  return (
    <dl class="facts">
      {named.length === 0 ? null : (
        <>
          <dt>{say(`encounters.${kind}.questions`)}</dt>
          {named.map(({ number, text, language }) => (
            <dd>
              {say.number(number)}. <InLanguage language={language}>{text}</InLanguage>
            </dd>
          ))}
        </>
      )}
      {rows.map((of) => (
        <>
          <dt>{say(`encounters.${kind}.${of}`)}</dt>
          <dd>
            <Words words={told[of]} />
          </dd>
        </>
      ))}
      {told.languages.length === 0 ? null : (
        <>
          <dt>{say(`encounters.${kind}.languages`)}</dt>
          <dd>
            <Words words={told.languages.map((language) => say.language(language))} />
          </dd>
        </>
      )}
    </dl>
  )
}

/** Words of somebody as they wrote them: text alone, so a link in it is no link. */
export const Lines = ({ text }: { text: string }) => (
  <>
    {text.split('\n').map((line, at) => (
      <>
        {at === 0 ? null : <br />}
        {line}
      </>
    ))}
  </>
)

/** Says, on an open page, that something is new; without the script one loads the page again. */
export function Newer({ page, session, path, children }: { page: Page; session: Place; path: string; children?: Child }) {
  const { say } = page
  return (
    <live-counts src={href(page, `${session.path}/people/live`)}>
      <p class="note" role="status" data-new-result hidden>
        {say('encounters.newer')} <a href={href(page, path)}>{say('encounters.newer.show')}</a>
      </p>
      {children}
    </live-counts>
  )
}
