import { href, type Page } from '../../../web/page.ts'
import type { SessionCard } from '../../gatherings/index.ts'
import type { SeenQuestion } from '../queries/questions.ts'
import type { Guiding } from './pieces.tsx'
import { Unanswered } from './so-far-page.tsx'

export type SectionProps = {
  readonly page: Page
  readonly session: SessionCard
  readonly leads: boolean
  readonly questions: readonly SeenQuestion[]
  readonly polls: number
  readonly guiding: readonly Guiding[]
}

/** On the page of the session: what is to come, where to go now, or what became of it. */
export function Section({ page, session, leads, questions, polls, guiding }: SectionProps) {
  const { say } = page
  const unanswered = questions.filter(({ state }) => state === 'shown' || state === 'floor')
  const answered = questions.filter(({ state }) => state === 'answered')
  return (
    <section>
      <h2>{say('floor.title')}</h2>
      {session.phase === 'before' ? <p>{say('floor.section.before')}</p> : null}
      {session.phase === 'before' ? null : (
        <dl class="numbers">
          <div>
            <dt>{say('floor.questions')}</dt>
            <dd>{say.number(questions.length)}</dd>
          </div>
          <div>
            <dt>{say('floor.questions.answered')}</dt>
            <dd>{say.number(answered.length)}</dd>
          </div>
          <div>
            <dt>{say('floor.polls')}</dt>
            <dd>{say.number(polls)}</dd>
          </div>
        </dl>
      )}
      <p class="actions">
        {session.phase === 'running' ? (
          <a class="button" href={href(page, `${session.path}/floor`)}>
            {say('floor.section.go')}
          </a>
        ) : null}
        {session.phase === 'before' ? (
          <a href={href(page, `${session.editionPath}/registration`)}>{say('floor.register')}</a>
        ) : (
          <a href={href(page, `${session.path}/floor/so-far`)}>{say('floor.so-far')}</a>
        )}
        {leads ? <a href={href(page, `${session.path}/floor/chair`)}>{say('floor.chair')}</a> : null}
      </p>
      {session.phase === 'closed' ? <Unanswered page={page} session={session} unanswered={unanswered} guiding={guiding} /> : null}
    </section>
  )
}
