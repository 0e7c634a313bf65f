import type { SubjectSection } from '../../../web/manifest.ts'
import { href } from '../../../web/page.ts'
import { communities } from '../../communities/index.ts'
import { mayDecide } from '../policy.ts'
import { hereIn } from '../queries/here.ts'
import { cardsOf, rowsIn } from '../queries/rows.ts'
import { BeginLink, Cards } from '../views/list.tsx'

/** On the page of a community: what it set out to reach, and where that stands. */
export const subjectSection: SubjectSection = async (kit, page, { sort, id }) => {
  if (sort !== 'community') return null
  const { db } = kit.runner
  const community = await communities.seen(db, { actor: page.actor, now: page.now, outside: kit.runner.outside }, { id })
  if (community === null || !community.mayRead) return null
  const here = hereIn(community, page.actor)
  const rows = await rowsIn(db, here)
  const running = await cardsOf(
    db,
    rows.filter(({ outcome }) => outcome === null),
    { here, now: page.now },
  )
  const mayBegin = running.length === 0 && mayDecide(here.asking).ok
  // A community need not have a purpose; one that is of that sort says that it has none.
  if (rows.length === 0 && !mayBegin && community.sort !== 'purpose') return null
  const { say } = page
  return (
    <section>
      <h2>{say('purposes.title')}</h2>
      {running.length === 0 ? <p class="empty">{say(mayBegin ? 'purposes.none.steward' : 'purposes.none')}</p> : null}
      <Cards page={page} cards={running} heading="h3" />
      {rows.length > running.length ? (
        <p>
          <a href={href(page, `${community.path}/purposes`)}>{say('purposes.earlier')}</a>
        </p>
      ) : null}
      {mayBegin ? <BeginLink page={page} community={community} /> : null}
    </section>
  )
}
