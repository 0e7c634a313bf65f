import type { Child } from 'hono/jsx'
import { Form } from '../../../web/fields.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { OwnStanding } from '../queries/sureness.ts'
import type { Speaker } from '../queries/shapes.ts'
import { SpeakerWords } from './speaker.tsx'
import { CopyText } from '../../../web/copy-text.tsx'
import { WaitingAnswers, WAITING_SCRIPTS } from '../../../web/waiting.tsx'
import { groupLetter } from './group-mark.tsx'
import { standingSentence } from './sureness.tsx'
import { SharedSentence, type SharedWith } from './take-part-page.tsx'

export type MyPartProps = {
  readonly page: Page
  readonly slug: string
  readonly title: { readonly text: string; readonly language: string }
  readonly votes: readonly {
    readonly statement: { readonly number: number; readonly text: string; readonly language: string }
    readonly choice: 'agree' | 'disagree' | 'pass'
    readonly important: boolean
  }[]
  readonly statements: readonly {
    readonly number: number
    readonly text: string
    readonly language: string
    readonly status: 'waiting' | 'published' | 'declined'
    readonly declinedFor: string | null
    readonly note: string | null
  }[]
  /** What other rooms add to a statement of one's own, by its number: why it was hidden, and how to appeal. */
  readonly sections: ReadonlyMap<number, readonly Child[]>
  /** What other rooms add to one's votes: how to keep a receipt. */
  readonly receipts: readonly Child[]
  readonly removedFor: string | null
  /** Whom somebody who was taken out may ask. */
  readonly body: { readonly slug: string; readonly name: string; readonly language: string } | null
  /** Only sums are published. */
  readonly sealed: boolean
  readonly group: string | null
  readonly standing: OwnStanding | null
  readonly shared: SharedWith
  /** The whole private address, for those without an account. */
  readonly privateLink: string | null
  readonly answerBy: Date
  readonly mayChange: boolean
  /** Whose it is what waits on this device. */
  readonly own: string | null
  /** As who they speak in this dialogue. */
  readonly speaker: Speaker
  /** The country that they said, by its name; null: they said none. */
  readonly country: string | null
}

export function MyPart(props: MyPartProps) {
  const { page, slug, title, privateLink, group, standing, shared } = props
  const { say } = page
  return (
    <Layout page={page} title={say('my-part.title')} scripts={WAITING_SCRIPTS} index={false}>
      <p class="crumb">
        <a href={href(page, `/dialogues/${slug}`)}>
          <InLanguage language={title.language}>{title.text}</InLanguage>
        </a>
      </p>
      <h1>{say('my-part.title')}</h1>
      <Removed {...props} />
      {props.own === null ? null : <WaitingAnswers page={page} own={props.own} />}
      <section class="card">
        <h2>{say('my-part.where')}</h2>
        <p>
          {group === null
            ? say(props.sealed ? 'my-part.sealed' : 'my-part.no-group')
            : say('my-part.group', { group: groupLetter(say, group) })}
        </p>
        {standing === null ? null : <p>{standingSentence(say, standing)}</p>}
        <SharedSentence page={page} shared={shared} />
        <p>
          <a href={href(page, `/dialogues/${slug}/result`)}>{say('my-part.see')}</a>
        </p>
      </section>
      {privateLink === null ? (
        <p>{say('my-part.account', { day: say.day(props.answerBy, page.homeZone) })}</p>
      ) : (
        <section class="card">
          <h2>{say('my-part.link')}</h2>
          <p>{say('my-part.link.what', { day: say.day(props.answerBy, page.homeZone) })}</p>
          <CopyText say={say} text={privateLink} />
        </section>
      )}
      <OwnChoices {...props} />
      <OwnStatements {...props} />
      <OwnVotes {...props} />
    </Layout>
  )
}

/** As who one speaks, and where one lives: chosen for this dialogue alone. */
function OwnChoices({ page, slug, speaker, country }: MyPartProps) {
  const { say } = page
  const path = `/dialogues/${slug}`
  return (
    <section>
      <h2>{say('my-part.choices')}</h2>
      <dl class="facts">
        <dt>{say('voice.title')}</dt>
        <dd>
          <SpeakerWords page={page} speaker={speaker} /> <a href={href(page, `${path}/voice`)}>{say('voice.change')}</a>
        </dd>
        <dt>{say('country.title')}</dt>
        <dd>
          {country ?? say('country.not-said')}{' '}
          <a href={href(page, `${path}/country`)}>{say(country === null ? 'country.say' : 'country.change')}</a>
        </dd>
      </dl>
    </section>
  )
}

/** Taken out by a moderator: that it is so, why, and whom to ask. Nobody else is told. */
function Removed({ page, removedFor, body }: MyPartProps) {
  if (removedFor === null) return null
  const { say } = page
  return (
    <section class="note">
      <h2>{say('my-part.removed')}</h2>
      <p>{say('participation.removed', { reason: removedFor })}</p>
      {body === null ? null : (
        <p>
          {say('my-part.removed.ask')}{' '}
          <a href={href(page, `/bodies/${body.slug}`)}>
            <InLanguage language={body.language}>{body.name}</InLanguage>
          </a>
        </p>
      )}
    </section>
  )
}

function OwnStatements({ page, statements, slug, sections }: MyPartProps) {
  const { say } = page
  return (
    <section>
      <h2>{say('my-part.statements')}</h2>
      {statements.length === 0 ? <p class="empty">{say('my-part.no-statements')}</p> : null}
      <ul class="rows">
        {statements.map((statement) => (
          <li>
            <InLanguage as="p" language={statement.language} class="statement">
              {statement.text}
            </InLanguage>
            <p class="status">
              <strong>{say(statement.declinedFor === 'withdrawn' ? 'rule.withdrawn' : `statement.status.${statement.status}`)}</strong>{' '}
              {statement.status === 'published' ? (
                <a href={href(page, `/dialogues/${slug}/statements/${statement.number}`)}>{say('statement.look')}</a>
              ) : null}
              {statement.declinedFor === null || statement.declinedFor === 'withdrawn' ? null : say(`rule.${statement.declinedFor}`)}
            </p>
            {statement.note === null ? null : <p>{say('my-part.note', { note: statement.note })}</p>}
            <OwnDeeds page={page} slug={slug} statement={statement} />
            {[...(sections.get(statement.number) ?? [])]}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Correct it while it waits; take it back as long as it is not decided against. */
function OwnDeeds({ page, slug, statement }: Pick<MyPartProps, 'page' | 'slug'> & { statement: MyPartProps['statements'][number] }) {
  const { say } = page
  if (statement.status === 'declined') return null
  const address = href(page, `/dialogues/${slug}/statements/${statement.number}`)
  return (
    <>
      {statement.status === 'waiting' ? (
        <p>
          <a href={`${address}/correction`}>{say('correct.link')}</a>
        </p>
      ) : null}
      <details>
        <summary>{say('withdraw.title')}</summary>
        <p>{say('withdraw.what')}</p>
        <Form page={page} action={`${address}/withdrawal`} label={say('withdraw.of', { number: statement.number })}>
          <button class="danger">{say('withdraw.do')}</button>
        </Form>
      </details>
    </>
  )
}

/** Lagoon is agreement and clay disagreement, here as on every bar. */
const SIDES = { agree: 'lagoon', disagree: 'clay', pass: undefined } as const

function OwnVotes({ page, votes, slug, mayChange, receipts }: MyPartProps) {
  const { say } = page
  return (
    <section>
      <h2>{say('my-part.votes', { count: votes.length })}</h2>
      {votes.length === 0 ? null : [...receipts]}
      <ul class="rows">
        {votes.map(({ statement, choice, important }) => (
          <li>
            <InLanguage as="p" language={statement.language}>
              {statement.text}
            </InLanguage>
            <p class="quiet">
              <strong class={SIDES[choice]}>{say(`choice.${choice}`)}</strong> {important ? say('my-part.important') : null}{' '}
              {mayChange ? (
                <a href={href(page, `/dialogues/${slug}/take-part?statement=${statement.number}`)}>{say('my-part.change')}</a>
              ) : null}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
