import type { Sources } from '../../../core/citable.ts'
import type { BodySection, SessionSection } from '../../../web/manifest.ts'
import { href } from '../../../web/page.ts'
import { gatherings } from '../../gatherings/index.ts'
import { isTeam } from '../policy.ts'
import { recommendationCards } from '../queries/cards.ts'
import { CardRows } from '../views/list.tsx'

/** So many are shown where they are not the matter of the page. */
const MOST = 5

/** On the page of a session: what it recommends; for those who lead it, the way to the workbench. */
export const sessionSectionOf =
  (sources: Sources): SessionSection =>
  async (kit, page, { id, path }) => {
    const { say, actor, now } = page
    const cards = await recommendationCards(kit.runner.db, { sessionId: id }, { actor, now, sources })
    const seen = actor.person === null ? null : await gatherings.seenSession(kit.runner.db, { id }, actor)
    if (cards.length === 0 && (seen === null || !isTeam(actor, seen.parts))) return null
    return (
      <section>
        <h2>{say('recommendation.list')}</h2>
        {cards.length === 0 ? (
          <p class="empty">{say('recommendation.session.none')}</p>
        ) : (
          <CardRows page={page} cards={cards.toSorted((a, b) => a.number - b.number).slice(0, MOST)} />
        )}
        <p>
          <a href={href(page, `${path}/recommendations`)}>{say('recommendation.session.open', { count: cards.length })}</a>
        </p>
      </section>
    )
  }

/** On the page of a body: what was recommended to it. Overdue ones come first. */
export const bodySectionOf =
  (sources: Sources): BodySection =>
  async (kit, page, bodyId) => {
    const { say, actor, now } = page
    const all = await recommendationCards(kit.runner.db, { body: bodyId }, { actor, now, sources })
    const cards = all.filter(({ status }) => ['silent', 'put', 'accepted', 'partly', 'refused'].includes(status))
    if (cards.length === 0) return null
    return (
      <section>
        <h2>{say('recommendation.to-body')}</h2>
        <CardRows page={page} cards={cards.slice(0, MOST)} withSession />
        <p>
          <a href={href(page, `/recommendations?addressee=${bodyId}`)}>{say('recommendation.to-body.all', { count: cards.length })}</a>
        </p>
      </section>
    )
  }
