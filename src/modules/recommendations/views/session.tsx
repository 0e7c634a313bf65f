import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { SessionWay } from '../../../web/session-way.tsx'
import type { SessionCard } from '../../gatherings/index.ts'
import type { Card } from '../queries/cards.ts'
import type { Workbench } from '../queries/workbench.ts'
import { CardRows } from './list.tsx'

type Props = {
  readonly page: Page
  readonly session: SessionCard
  readonly cards: readonly Card[]
  readonly questions: Workbench['questions']
  readonly mayDraft: boolean
}

/** The recommendations of a session by guiding question; a question without one is said. */
export function SessionRecommendationsPage({ page, session, cards, questions, mayDraft }: Props) {
  const { say } = page
  const unfiled = cards.filter(({ question }) => !questions.some(({ number }) => number === question))
  return (
    <Layout page={page} title={say('recommendation.session.title')} description={say('recommendation.session.lead')}>
      <SessionWay page={page} session={session} />
      <h1>{say('recommendation.session.title')}</h1>
      <p class="lead">{say('recommendation.session.lead')}</p>
      {mayDraft ? (
        <p class="actions">
          <a class="button" href={href(page, `${session.path}/recommendations/workbench`)}>
            {say('recommendation.workbench')}
          </a>
        </p>
      ) : null}
      {cards.length === 0 ? <p class="empty">{say('recommendation.session.none')}</p> : null}
      {(cards.length === 0 ? [] : questions).map(({ number, text, language }) => {
        const own = cards.filter(({ question }) => question === number)
        return (
          <section>
            <h2>
              {say('recommendation.question', { number })} <InLanguage language={language}>{text}</InLanguage>
            </h2>
            {own.length === 0 ? <p class="quiet">{say('recommendation.question.none')}</p> : <CardRows page={page} cards={own} />}
          </section>
        )
      })}
      {unfiled.length === 0 ? null : (
        <section>
          <h2>{say('recommendation.unfiled')}</h2>
          <CardRows page={page} cards={unfiled} />
        </section>
      )}
      <p>
        <a href={href(page, '/recommendations')}>{say('recommendation.all')}</a>
      </p>
    </Layout>
  )
}
