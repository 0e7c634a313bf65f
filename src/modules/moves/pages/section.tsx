import type { SubjectSection } from '../../../web/manifest.ts'
import { href } from '../../../web/page.ts'
import { dayInWords } from '../../../web/time.tsx'
import { communities } from '../../communities/index.ts'
import { mayAnnounce } from '../policy.ts'
import { hereIn } from '../queries/here.ts'
import { Elsewhere } from '../views/move.tsx'

/** On the page of a community: to its members that it moves, to everybody who finds it where it has gone. */
export const subjectSection: SubjectSection = async (kit, page, { sort, id }) => {
  if (sort !== 'community') return null
  const { db, outside } = kit.runner
  const reading = { actor: page.actor, now: page.now, outside }
  const seen = await communities.seen(db, reading, { id })
  if (seen === null) return null
  const { move, asking } = await hereIn(db, reading, seen)
  const { say } = page
  if (move === null)
    return mayAnnounce(asking).ok ? (
      <p class="actions">
        <a href={href(page, `${seen.path}/move`)}>{say('moves.announce')}</a>
      </p>
    ) : null
  if (move.state === 'settled')
    return (
      <div class="note">
        <p>{say('moves.has-moved')}</p>
        <Elsewhere move={move} community={seen} />
        {seen.me === null ? null : (
          <p>
            <a href={href(page, `${seen.path}/move`)}>{say('moves.own-link')}</a>
          </p>
        )}
      </div>
    )
  if (seen.me === null) return null
  return (
    <div class="note">
      <p>{say('moves.will-move', { day: dayInWords(page, move.leavesOn), destination: move.destination })}</p>
      <p>
        <a href={href(page, `${seen.path}/move`)}>{say('moves.read-more')}</a>
      </p>
    </div>
  )
}
