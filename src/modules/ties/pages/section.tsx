import type { SubjectSection, WaitingIn } from '../../../web/manifest.ts'
import { href } from '../../../web/page.ts'
import { communities } from '../../communities/index.ts'
import { mayDecide } from '../policy.ts'
import { askingIn } from '../queries/here.ts'
import { likenessesOf } from '../queries/likenesses.ts'
import { mergersOf } from '../queries/mergers.ts'
import { waitingAmong } from '../queries/news.ts'
import { tiesOf } from '../queries/ties.ts'
import { LedOn } from '../views/mergers.tsx'
import { StandingTies } from '../views/pieces.tsx'

/** On the page of a community: where it belongs, and where it goes on if it was merged. */
export const subjectSection: SubjectSection = async (kit, page, { sort, id }) => {
  if (sort !== 'community') return null
  const { db, outside } = kit.runner
  const reading = { actor: page.actor, now: page.now, outside }
  const community = await communities.seen(db, reading, { id })
  if (community === null) return null
  const ties = await tiesOf(db, reading, community)
  const mergers = await mergersOf(db, reading, community)
  const gone = mergers.find(({ state, ends }) => state === 'merged' && ends)
  const decides = mayDecide(askingIn(community, page.actor)).ok
  const standing = ties.some(({ state }) => state === 'standing')
  const alike = await likenessesOf(db, reading, community)
  const open = mergers.some(({ state }) => state === 'proposed' || state === 'asking') || ties.some(({ state }) => state === 'proposed')
  const waits = open || alike.length > 0
  // Whoever takes two for the same finds the way here only where they are signed in.
  if (!standing && gone === undefined && !waits && page.actor.person === null) return null
  const { say } = page
  return (
    <section>
      <h2>{say('ties.title')}</h2>
      {gone === undefined ? null : <LedOn page={page} merger={gone} steward={decides} />}
      <StandingTies page={page} ties={ties} heading="h3" />
      {standing || gone !== undefined ? null : <p class="empty">{say(decides ? 'ties.none.steward' : 'ties.none')}</p>}
      {waits ? (
        <p class="status">
          <strong>{say('ties.waits')}</strong>
        </p>
      ) : null}
      <p>
        <a href={href(page, `${community.path}/ties`)}>{say('ties.all')}</a>
      </p>
    </section>
  )
}

/** On the page of one's own communities: where a letter said that something waits. */
export const waitingIn: WaitingIn = async (kit, page, ids) => {
  const { db, outside } = kit.runner
  const waiting = await waitingAmong(db, { actor: page.actor, now: page.now, outside }, ids)
  return new Map(
    waiting.map(({ community, lines }) => [
      community.id,
      <>
        {lines.map((line) => (
          <p class="status">
            {line(page.say)} <a href={href(page, `${community.path}/ties`)}>{page.say('ties.title')}</a>
          </p>
        ))}
      </>,
    ]),
  )
}
