import { Checkbox, Form, ProblemNote, RadioField, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { href, type Page } from '../../../web/page.ts'
import type { SessionCard } from '../../gatherings/index.ts'
import type { Standing } from '../policy.ts'
import type { SeenPoll } from '../queries/polls.ts'
import type { SeenQuestion } from '../queries/questions.ts'
import type { Speaking } from '../queries/speaking.ts'
import { DAYS_KEPT, QUESTION_LENGTH, type Order } from '../rules.ts'
import type { Block } from '../queries/floor-facts.ts'
import { Now } from './now.tsx'
import { Frame, isBegun, GuidingField, LanguageField, Sending, type Guiding } from './pieces.tsx'
import { Polls } from './polls.tsx'
import { OwnQuestions, Questions } from './questions.tsx'

export type AskValues = Readonly<Record<'id' | 'text' | 'language' | 'guiding' | 'naming' | 'pseudonym', string>> & {
  readonly chairOnly: boolean
}
export type HandValues = Readonly<Record<'id' | 'label' | 'language' | 'group', string>>

export type FloorProps = {
  readonly page: Page
  readonly session: SessionCard
  readonly standing: Standing
  readonly mayTakePart: boolean
  readonly mayAsk: boolean
  readonly blocks: readonly Block[]
  readonly guiding: readonly Guiding[]
  readonly questions: readonly SeenQuestion[]
  readonly own: readonly SeenQuestion[]
  readonly polls: readonly SeenPoll[]
  readonly speaking: Speaking
  readonly order: Order
  /** Mark of whoever reads on this device, so that what waits here is sent by nobody else. */
  readonly reader: string
  readonly ask: AskValues
  readonly hand: HandValues
  readonly done: 'asked' | 'sent' | null
  readonly problem?: Problem | undefined
  /** Which form came back: ask, hand, or the id of a poll. */
  readonly faulty?: string | undefined
}

export function FloorPage(props: FloorProps) {
  const { page, session, standing, done, problem, faulty } = props
  const { say } = page
  return (
    <Frame page={page} session={session} title={say('floor.title')} scripts={['floor.js', 'send-later.js', 'times.js']}>
      {done === null ? null : (
        <p class="done" role="status">
          {say(`floor.done.${done}`)}
        </p>
      )}
      <ProblemNote page={page} problem={problem} />
      {props.mayAsk ? (
        <p class="actions">
          <a class="button" href="#ask">
            {say('floor.ask')}
          </a>
          {props.mayTakePart ? (
            <a class="button quiet" href="#hand">
              {say('floor.hand')}
            </a>
          ) : null}
        </p>
      ) : null}
      <noscript>
        <p class="quiet">{say('floor.reload')}</p>
      </noscript>
      <live-floor
        src={href(page, `${session.path}/floor/live`)}
        data-part={`${href(page, `${session.path}/floor`)}${props.order === 'time' ? '?order=time' : ''}`}
        data-changed={say('floor.changed')}
        data-show={say('floor.changed.show')}
      >
        <Sending page={page} session={session} reader={props.reader}>
          <FloorParts {...props} />
          {props.mayAsk ? <AskForm {...props} problem={faulty === 'ask' ? problem : undefined} /> : null}
          {props.mayTakePart ? <HandForm {...props} problem={faulty === 'hand' ? problem : undefined} /> : <WhyNot {...props} />}
        </Sending>
      </live-floor>
      <p class="actions">
        <a href={href(page, `${session.path}/floor/so-far`)}>{say('floor.so-far')}</a>
        <a href={href(page, `${session.path}/floor/transcript`)}>{say('floor.transcript')}</a>
        {standing.leads ? <a href={href(page, `${session.path}/floor/chair`)}>{say('floor.chair')}</a> : null}
        {standing.records && isBegun(session) ? (
          <a href={href(page, `${session.path}/floor/rapporteur`)}>{say('floor.rapporteur')}</a>
        ) : null}
      </p>
    </Frame>
  )
}

/** What an open page draws anew when something changed. */
export function FloorParts(props: FloorProps) {
  const { page, session, own, questions, polls, mayTakePart, faulty, problem } = props
  const path = session.path
  return (
    <>
      <Now {...props} />
      <OwnHand {...props} />
      <Polls page={page} path={path} polls={polls} mayAnswer={mayTakePart} problem={problem} faulty={faulty} />
      <Questions
        page={page}
        path={path}
        phase={session.phase}
        questions={questions}
        guiding={props.guiding}
        order={props.order}
        mayJoin={mayTakePart}
      />
      <OwnQuestions page={page} path={path} own={own} questions={questions} />
    </>
  )
}

function WhyNot({ page, session, standing }: FloorProps) {
  const { say, actor } = page
  if (session.phase !== 'running' || standing.attending) return null
  return (
    <p class="note">
      {say('floor.attend-first')}{' '}
      <a
        href={href(page, actor.person === null ? `/sign-in?then=${encodeURIComponent(page.path)}` : `${session.editionPath}/registration`)}
      >
        {say(actor.person === null ? 'sign-in.do' : 'floor.register')}
      </a>
    </p>
  )
}

const NAMINGS = ['unnamed', 'pseudonym', 'named'] as const

function AskForm({ page, session, guiding, ask, problem }: FloorProps) {
  const { say } = page
  return (
    <section id="ask">
      <h2>{say('floor.ask')}</h2>
      <Form page={page} action={href(page, `${session.path}/floor/questions`)} class="send">
        <input type="hidden" name="id" value={ask.id} />
        <TextArea name="text" label={say('floor.ask.text')} value={ask.text} most={QUESTION_LENGTH} rows={3} required problem={problem} />
        <LanguageField page={page} session={session} value={ask.language || undefined} problem={problem} id="ask-language" />
        <GuidingField page={page} guiding={guiding} value={ask.guiding} problem={problem} id="ask-guiding" />
        <RadioField
          name="naming"
          label={say('floor.naming')}
          hint={say('floor.naming.hint', { days: DAYS_KEPT })}
          options={NAMINGS.map((value) => ({ value, label: say(`floor.naming.${value}`) }))}
          value={ask.naming || 'unnamed'}
          problem={problem}
        />
        <TextField name="pseudonym" label={say('floor.pseudonym')} value={ask.pseudonym} most={60} problem={problem} />
        <Checkbox name="chairOnly" label={say('floor.chair-only')} checked={ask.chairOnly} hint={say('floor.chair-only.hint')} />
        <p class="actions">
          <button>{say('floor.ask.do')}</button>
        </p>
      </Form>
    </section>
  )
}

function OwnHand({ page, session, speaking }: FloorProps) {
  const { say } = page
  const place = speaking.hands.findIndex(({ mine }) => mine)
  const mine = speaking.hands[place]
  return (
    <section data-part="hand">
      {mine === undefined ? null : (
        <>
          <p class="done">{say('floor.hand.up', { place: place + 1, all: speaking.hands.length })}</p>
          <Form page={page} action={href(page, `${session.path}/floor/hands/${mine.id}/withdrawal`)} class="send">
            <button class="quiet">{say('floor.hand.lower')}</button>
          </Form>
        </>
      )}
    </section>
  )
}

function HandForm({ page, session, hand, problem, faulty }: FloorProps) {
  const { say } = page
  return (
    <details id="hand" open={faulty === 'hand'}>
      <summary>
        <h2>{say('floor.hand')}</h2>
      </summary>
      <p>{say('floor.hand.rule')}</p>
      <Form page={page} action={href(page, `${session.path}/floor/hands`)} class="send">
        <input type="hidden" name="id" value={hand.id} />
        <TextField
          name="label"
          label={say('floor.hand.label')}
          hint={say('floor.hand.label.hint')}
          value={hand.label}
          most={60}
          required
          problem={problem}
        />
        <LanguageField page={page} session={session} value={hand.language || undefined} problem={problem} id="hand-language" />
        <TextField
          name="group"
          label={say('floor.hand.group')}
          hint={say('floor.hand.group.hint')}
          value={hand.group}
          most={40}
          problem={problem}
        />
        <p class="actions">
          <button>{say('floor.hand.raise')}</button>
        </p>
      </Form>
    </details>
  )
}
