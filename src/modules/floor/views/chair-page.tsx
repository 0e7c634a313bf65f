import { Form, ProblemNote } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { ReceivingPlace } from '../../../core/receiver.ts'
import type { SessionCard } from '../../gatherings/index.ts'
import type { Block } from '../queries/floor-facts.ts'
import type { SeenPoll } from '../queries/polls.ts'
import type { SeenQuestion } from '../queries/questions.ts'
import type { Put } from '../queries/records.ts'
import type { Speaking } from '../queries/speaking.ts'
import { BlockName, Now } from './now.tsx'
import { Counted, Frame, isBegun, Sending, type Guiding } from './pieces.tsx'
import { NewPoll, PollsToLead, type PollValues } from './poll-desk.tsx'
import { Queue } from './queue.tsx'
import { SpeakingDesk, type TurnValues } from './speaking-desk.tsx'

export type ChairProps = {
  readonly page: Page
  readonly session: SessionCard
  readonly blocks: readonly Block[]
  readonly guiding: readonly Guiding[]
  readonly questions: readonly SeenQuestion[]
  readonly polls: readonly SeenPoll[]
  readonly puts: readonly Put[]
  readonly reader: string
  readonly places: readonly ReceivingPlace[]
  readonly speaking: Speaking
  /** New ones for each form that has to be sent once only. */
  readonly freshId: () => string
  readonly poll: PollValues
  readonly turn: TurnValues
  readonly problem?: Problem | undefined
  readonly faulty?: string | undefined
}

/** For whoever leads the session: the clock, who speaks, what is asked, polls. All of it works by keyboard and without any script. */
export function ChairPage(props: ChairProps) {
  const { page, session, problem, faulty } = props
  const { say } = page
  return (
    <Frame page={page} session={session} title={say('floor.chair')} wide index={false} scripts={['floor.js', 'send-later.js', 'times.js']}>
      <p class="lead">{say('floor.chair.lead')}</p>
      <nav class="tabs" aria-label={say('floor.desks')}>
        <a href={href(page, `${session.path}/floor/chair`)} aria-current="page">
          {say('floor.chair')}
        </a>
        {isBegun(session) ? <a href={href(page, `${session.path}/floor/rapporteur`)}>{say('floor.rapporteur')}</a> : null}
        <a href={href(page, `${session.path}/floor`)}>{say('floor.title')}</a>
      </nav>
      <ProblemNote page={page} problem={problem} />
      <live-floor
        src={href(page, `${session.path}/floor/live`)}
        data-part={href(page, `${session.path}/floor/chair`)}
        data-changed={say('floor.changed')}
        data-show={say('floor.changed.show')}
        data-quick=""
      >
        <Sending page={page} session={session} reader={props.reader}>
          <ChairParts {...props} />
        </Sending>
        <NewPoll page={page} session={session} poll={props.poll} problem={faulty === 'poll' ? problem : undefined} />
      </live-floor>
    </Frame>
  )
}

export function ChairParts(props: ChairProps) {
  const { page, session, questions, problem, faulty } = props
  const { say } = page
  return (
    <div class="desk">
      <div>
        <Now {...props} />
        <section data-part="clock">
          <RunSheet {...props} />
          <dl class="numbers">
            <div>
              <dt>{say('floor.count.waiting')}</dt>
              <dd>
                <Counted page={page} name="waiting" value={questions.filter(({ state }) => state === 'waiting').length} />
              </dd>
            </div>
            <div>
              <dt>{say('floor.count.hands')}</dt>
              <dd>
                <Counted page={page} name="hands" value={props.speaking.hands.length} />
              </dd>
            </div>
          </dl>
        </section>
        <SpeakingDesk {...props} problem={faulty === 'turn' ? problem : undefined} />
      </div>
      <div>
        <Queue {...props} path={session.path} />
        <PollsToLead page={page} path={session.path} polls={props.polls} running={session.phase === 'running'} />
      </div>
    </div>
  )
}

/** Begin and end the parts of the run sheet, by the routes of the room that keeps it. */
function RunSheet({ page, session, blocks }: ChairProps) {
  const { say } = page
  const running = blocks.find(({ beganAt, endedAt }) => beganAt !== null && endedAt === null)
  const next = blocks.find(({ beganAt, position }) => beganAt === null && position > (running?.position ?? -1))
  return (
    <>
      <h2>{say('floor.clock')}</h2>
      {blocks.length === 0 ? <p class="empty">{say('floor.clock.none')}</p> : null}
      <div class="actions">
        {session.phase !== 'running' || running === undefined ? null : (
          <Form page={page} action={href(page, `${session.path}/blocks/${running.id}/ending`)} class="send">
            <button class="quiet">
              <span>
                {say('floor.clock.end')} <BlockName page={page} block={running} />
              </span>
            </button>
          </Form>
        )}
        {session.phase !== 'running' || next === undefined ? null : (
          <Form page={page} action={href(page, `${session.path}/blocks/${next.id}/beginning`)} class="send">
            <button>
              <span>
                {say('floor.clock.begin')} <BlockName page={page} block={next} />
              </span>
            </button>
          </Form>
        )}
        <a href={href(page, `${session.path}/run-sheet`)}>{say('floor.clock.sheet')}</a>
      </div>
      <ol class="rows">
        {blocks.map((block) => (
          <li>
            <BlockName page={page} block={block} />{' '}
            <span class="quiet">
              {say('floor.minutes', { count: block.minutes })}
              {block.endedAt !== null ? ` · ${say('floor.block.over')}` : block.beganAt !== null ? ` · ${say('floor.block.runs')}` : ''}
            </span>
            {block.speakers.map(({ name, language }) => (
              <>
                {' '}
                <InLanguage language={language}>{name}</InLanguage>
              </>
            ))}
          </li>
        ))}
      </ol>
    </>
  )
}
