import { dayIn } from '#base'
import type { Sources } from '../../../core/citable.ts'
import type { BodySection, Front, SessionSection } from '../../../web/manifest.ts'
import { href, type Page } from '../../../web/page.ts'
import { gatherings } from '../../gatherings/index.ts'
import { isTeam } from '../policy.ts'
import { recommendationCards } from '../queries/cards.ts'
import { recommendationOf, selectRecommendations } from '../queries/facts.ts'
import { isAnnounced, statusOf } from '../rules.ts'
import { CardRows } from '../views/list.tsx'

/** So many are shown where they are not the matter of the page. */
const MOST = 5

/** On the hub's first page: how many wait for an answer, and for how many it is late. What was answered is read on the page of them all. */
export const front: Front = async (kit, page) => {
  const { say, now } = page
  const { db } = kit.runner
  const put = (await selectRecommendations(db).where('state', '=', 'put').where('hidden_for', 'is', null).execute()).map(recommendationOf)
  const sessions = await gatherings.sessionsByIds(
    db,
    put.map(({ sessionId }) => sessionId),
    say.locale,
  )
  const statuses = put.flatMap((one) => {
    const session = sessions.get(one.sessionId)
    return session === undefined || !isAnnounced(session) ? [] : [statusOf({ ...one, answer: null }, dayIn(now, session.zone))]
  })
  if (statuses.length === 0) {
    const proposed = selectRecommendations(db).where('proposed_at', 'is not', null).where('hidden_for', 'is', null)
    return (await proposed.limit(1).executeTakeFirst()) === undefined ? null : <AllOfThem page={page} />
  }
  const shown = ['silent', 'put'] as const
  return (
    <section>
      <h2>{say('recommendation.list.title')}</h2>
      <dl class="numbers">
        {shown
          .map((status) => [status, statuses.filter((one) => one === status).length] as const)
          .filter(([, count]) => count > 0)
          .map(([status, count]) => (
            <div>
              <dt>
                <a href={href(page, `/recommendations?status=${status}`)}>{say(`recommendation.status.${status}`)}</a>
              </dt>
              <dd class={status === 'silent' ? 'clay' : undefined}>{say.number(count)}</dd>
            </div>
          ))}
      </dl>
      <AllOfThem page={page} />
    </section>
  )
}

const AllOfThem = ({ page }: { page: Page }) => (
  <p>
    <a href={href(page, '/recommendations')}>{page.say('recommendation.all')}</a>
  </p>
)

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
