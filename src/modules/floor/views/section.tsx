import { href, type Page } from '../../../web/page.ts'
import type { SessionCard } from '../../gatherings/index.ts'
import type { SessionNumbers } from '../queries/live-numbers.ts'
import type { SeenQuestion } from '../queries/questions.ts'
import type { Guiding } from './pieces.tsx'
import { Unanswered } from './so-far-page.tsx'

export type SectionProps = {
  readonly page: Page
  readonly session: SessionCard
  readonly leads: boolean
  /** Null: the session has not begun. */
  readonly numbers: SessionNumbers | null
  /** Of a session that is over. */
  readonly unanswered: readonly SeenQuestion[]
  readonly guiding: readonly Guiding[]
}

/** On the page of the session: what is to come, where to go now, or what became of it. */
export function Section({ page, session, leads, numbers, unanswered, guiding }: SectionProps) {
  const { say } = page
  return (
    <section>
      <h2>{say('floor.title')}</h2>
      {numbers === null ? (
        <p>{say('floor.section.before')}</p>
      ) : (
        <dl class="numbers">
          <div>
            <dt>{say('floor.questions')}</dt>
            <dd>{say.number(numbers.questions)}</dd>
          </div>
          <div>
            <dt>{say('floor.questions.answered')}</dt>
            <dd>{say.number(numbers.answered)}</dd>
          </div>
          <div>
            <dt>{say('floor.polls')}</dt>
            <dd>{say.number(numbers.polls)}</dd>
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
      <Unanswered page={page} session={session} unanswered={unanswered} guiding={guiding} />
    </section>
  )
}
