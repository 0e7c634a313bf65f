import type { Child } from 'hono/jsx'
import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Day } from '../../../web/time.tsx'
import type { SessionCard } from '../../gatherings/index.ts'
import type { SeenQuestion } from '../queries/questions.ts'
import type { Put } from '../queries/records.ts'
import { answerDueAt } from '../rules.ts'
import { Answer, AskedBy, Frame, QuestionText, type Guiding } from './pieces.tsx'
import { PutLink } from './queue.tsx'
import { Merged } from './questions.tsx'

export type QuestionPageProps = {
  readonly page: Page
  readonly session: SessionCard
  readonly question: SeenQuestion
  readonly into: SeenQuestion | null
  readonly merged: readonly SeenQuestion[]
  readonly puts: readonly Put[]
  readonly guiding: readonly Guiding[]
  /** What other rooms add: the way to report it, what was built on it. */
  readonly sections: readonly Child[]
}

/** One question under its own address: what became of it, or who answers by when. */
export function QuestionPage({ page, session, question, into, merged, puts, guiding, sections }: QuestionPageProps) {
  const { say } = page
  const open = question.state === 'shown' || question.state === 'floor'
  return (
    <Frame page={page} session={session} title={say('floor.question')}>
      <article class="card">
        <QuestionText question={question} />
        <AskedBy page={page} question={question} guiding={guiding} />
        <p class="quiet">{say('floor.people', { count: question.people })}</p>
        <Answer page={page} question={question} />
        {question.state === 'floor' ? (
          <p class="status">
            <strong>{say('floor.state.floor')}</strong>
          </p>
        ) : null}
        {open ? (
          <p class="status">
            {say(session.closedAt === null ? 'floor.unanswered.running' : 'floor.unanswered.due')}{' '}
            {session.closedAt === null ? null : <Day page={page} at={answerDueAt(session.closedAt)} />}
          </p>
        ) : null}
        {into === null ? null : (
          <p>
            {say('floor.merged-into')}{' '}
            <a href={href(page, `${session.path}/floor/questions/${into.id}`)}>
              <InLanguage language={into.language}>{into.text}</InLanguage>
            </a>
          </p>
        )}
        <Merged page={page} merged={merged} />
        {puts.map((put) => (
          <PutLink page={page} put={put} />
        ))}
      </article>
      {[...sections]}
      <p>
        <a href={href(page, `${session.path}/floor`)}>{say('floor.title')}</a>
      </p>
    </Frame>
  )
}
