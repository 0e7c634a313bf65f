import { Form, SelectField, TextArea } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Day } from '../../../web/time.tsx'
import { REMOVAL_REASONS } from '../rules.ts'

type Found = { readonly participants: readonly number[]; readonly strength: number }
export type ShownPattern = Found &
  (
    | { readonly kind: 'identical'; readonly votes: number }
    | { readonly kind: 'one-answer'; readonly votes: number; readonly choice: 'agree' | 'disagree' | 'pass' | null }
    | { readonly kind: 'speed'; readonly votes: number; readonly seconds: number }
    | { readonly kind: 'burst'; readonly minutes: number; readonly day: string }
  )

export type ShownRemoval = {
  readonly participant: number
  readonly reason: string
  readonly at: Date
  readonly by: string | null
  readonly note: string | null
}

type Where = { readonly page: Page; readonly slug: string; readonly title: { readonly text: string; readonly language: string } }

export type PatternsProps = Where & {
  readonly findings: readonly ShownPattern[]
  readonly unlisted: number
  readonly tooLarge: boolean
  readonly meetings: readonly { readonly meeting: number; readonly sheets: number; readonly alike: number }[]
  readonly removed: readonly ShownRemoval[]
  /** The dialogue publishes votes one by one, so that moderators may see those of one participant. */
  readonly single: boolean
  readonly problem: Problem | undefined
}

/** So many participants of one finding can be chosen on the page; the others follow once these are decided on. */
const MOST_SHOWN = 100

export function PatternsPage(props: PatternsProps) {
  const { page, slug, findings, unlisted, tooLarge, problem } = props
  const { say } = page
  return (
    <Layout page={page} title={say('patterns.title')} index={false}>
      <Crumb {...props} />
      <h1>{say('patterns.title')}</h1>
      <InLanguage as="p" language={props.title.language} class="quiet">
        {props.title.text}
      </InLanguage>
      <p class="lead">{say('patterns.lead')}</p>
      <p class="note">{say('patterns.public')}</p>
      {problem === undefined ? null : (
        <div class="problem" role="alert" tabindex={-1} id="problem">
          <p>
            <strong>{problem.sentence}</strong>
          </p>
        </div>
      )}
      {props.single ? null : <p class="quiet">{say('patterns.sealed')}</p>}
      {tooLarge ? <p class="empty">{say('patterns.too-large')}</p> : null}
      {!tooLarge && findings.length === 0 ? <p class="empty">{say('patterns.none')}</p> : null}
      <ul class="rows">
        {findings.map((finding, at) => (
          <li>
            <FindingCard page={page} slug={slug} single={props.single} finding={finding} number={at + 1} />
          </li>
        ))}
      </ul>
      {unlisted === 0 ? null : <p class="quiet">{say('patterns.unlisted', { count: unlisted })}</p>}
      <Sources {...props} />
      <RemovedList {...props} />
    </Layout>
  )
}

/** What was typed in by somebody else is looked at as one source: its pace says nothing of the people. */
function Sources({ page, slug, meetings }: PatternsProps) {
  const { say } = page
  if (meetings.length === 0) return null
  return (
    <section>
      <h2>{say('patterns.meetings')}</h2>
      <p>{say('patterns.meetings.what')}</p>
      <ul class="targets">
        {meetings.map(({ meeting, sheets, alike }) => (
          <li>
            <a href={href(page, `/dialogues/${slug}/moderation#meeting-${meeting}`)}>
              {say('patterns.meeting', { number: meeting, sheets, alike })}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Crumb({ page, slug }: Where) {
  return (
    <p class="crumb">
      <a href={href(page, `/dialogues/${slug}/moderation`)}>{page.say('desk.moderation')}</a>
    </p>
  )
}

type CardProps = Pick<PatternsProps, 'page' | 'slug' | 'single'> & { readonly finding: ShownPattern; readonly number: number }

function FindingCard(props: CardProps) {
  const { page, finding } = props
  const { say } = page
  return (
    <article>
      <h2>{sentence(page, finding)}</h2>
      <p>
        <strong>{say(`patterns.strength.${finding.strength}`)}</strong> {say(`patterns.caution.${finding.kind}`)}
      </p>
      <ChoosingForm {...props} />
    </article>
  )
}

function sentence({ say }: Page, finding: ShownPattern): string {
  const people = finding.participants.length
  switch (finding.kind) {
    case 'identical':
      return say('patterns.found.identical', { people, votes: finding.votes })
    case 'one-answer':
      return say('patterns.found.one-answer', { choice: finding.choice ?? 'hidden', votes: finding.votes })
    case 'speed':
      return say('patterns.found.speed', { votes: finding.votes, seconds: finding.seconds })
    case 'burst':
      return say('patterns.found.burst', { people, minutes: finding.minutes, day: say.day(new Date(finding.day), 'UTC') })
  }
}

/** Whom to take out: ticked one by one, or all; nobody is ticked beforehand. */
function ChoosingForm({ page, slug, single, finding, number }: CardProps) {
  const { say } = page
  const shown = finding.participants.slice(0, MOST_SHOWN)
  const rest = finding.participants.length - shown.length
  return (
    <details>
      <summary>{say('patterns.choose', { count: finding.participants.length })}</summary>
      <Form page={page} action={href(page, `/dialogues/${slug}/removals`)} label={say('patterns.remove.of', { number })}>
        <fieldset class="field">
          <legend>{say('patterns.who')}</legend>
          {shown.map((participant) => (
            <div class="pick">
              <label class="choice">
                <input type="checkbox" name="participant" value={String(participant)} />
                <span>{say('patterns.participant', { number: String(participant) })}</span>
              </label>
              {single ? (
                <a href={href(page, `/dialogues/${slug}/moderation/participants/${participant}`)}>
                  {say('patterns.answers')}
                  <span class="aloud"> {say('patterns.participant', { number: String(participant) })}</span>
                </a>
              ) : null}
            </div>
          ))}
          {shown.length < 2 ? null : (
            <label class="choice">
              <input type="checkbox" name="all" value="on" />
              <span>{say('patterns.all', { count: shown.length })}</span>
            </label>
          )}
        </fieldset>
        {rest === 0 ? null : <p class="quiet">{say('patterns.more', { count: rest })}</p>}
        {shown.map((participant) => (
          <input type="hidden" name="member" value={String(participant)} />
        ))}
        <RemovalFields page={page} id={String(number)} />
      </Form>
    </details>
  )
}

function RemovalFields({ page, id }: { page: Page; id: string }) {
  const { say } = page
  return (
    <>
      <SelectField
        name="reason"
        id={`reason-${id}`}
        label={say('removal.reason')}
        required
        options={[
          { value: '', label: say('removal.reason.choose') },
          ...REMOVAL_REASONS.map((value) => ({ value, label: say(`removal.reason.${value}`) })),
        ]}
      />
      <TextArea name="note" id={`note-${id}`} label={say('removal.note')} hint={say('removal.note.hint')} rows={2} most={500} />
      <button class="danger">{say('removal.do')}</button>
    </>
  )
}

function RemovedList({ page, slug, removed }: PatternsProps) {
  const { say } = page
  return (
    <section id="removed">
      <h2>{say('removed.title')}</h2>
      {removed.length === 0 ? <p class="empty">{say('removed.none')}</p> : null}
      <ul class="rows">
        {removed.map(({ participant, reason, at, by, note }) => (
          <li>
            <p>
              <strong>{say('patterns.participant', { number: String(participant) })}</strong> · {say(`removal.reason.${reason}`)}
            </p>
            <p class="quiet">
              {by === null ? null : `${by} · `}
              <Day page={page} at={at} />
            </p>
            {note === null ? null : <p dir="auto">{note}</p>}
            <Form
              page={page}
              action={href(page, `/dialogues/${slug}/participants/${participant}/restoration`)}
              label={say('removed.restore.of', { number: String(participant) })}
            >
              <button class="quiet">{say('removed.restore')}</button>
            </Form>
          </li>
        ))}
      </ul>
    </section>
  )
}

export type AnswersProps = Where & {
  readonly participant: number
  readonly removedFor: string | null
  readonly answers: readonly {
    readonly statement: { readonly number: number; readonly text: string; readonly language: string }
    readonly choice: 'agree' | 'disagree' | 'pass'
  }[]
}

/** What one participant answered, where the dialogue publishes that; with the form that takes them out. */
export function AnswersPage(props: AnswersProps) {
  const { page, slug, participant, removedFor, answers } = props
  const { say } = page
  const heading = say('patterns.answers-of', { number: String(participant) })
  return (
    <Layout page={page} title={heading} index={false}>
      <p class="crumb">
        <a href={href(page, `/dialogues/${slug}/moderation/patterns`)}>{say('patterns.title')}</a>
      </p>
      <h1>{heading}</h1>
      {removedFor === null ? null : <p class="note">{say('patterns.already', { reason: say(`removal.reason.${removedFor}`) })}</p>}
      {answers.length === 0 ? <p class="empty">{say('patterns.no-answers')}</p> : null}
      <ul class="rows">
        {answers.map(({ statement, choice }) => (
          <li>
            <InLanguage as="p" language={statement.language}>
              {statement.text}
            </InLanguage>
            <p class="status">
              <strong>{say(`choice.${choice}`)}</strong>
            </p>
          </li>
        ))}
      </ul>
      {removedFor === null ? (
        <section class="card">
          <h2>{say('removal.do')}</h2>
          <p>{say('patterns.public')}</p>
          <Form page={page} action={href(page, `/dialogues/${slug}/removals`)}>
            <input type="hidden" name="participant" value={String(participant)} />
            <RemovalFields page={page} id="one" />
          </Form>
        </section>
      ) : null}
    </Layout>
  )
}
