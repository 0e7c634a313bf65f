import type { SessionSection } from '../../../web/manifest.ts'
import { href } from '../../../web/page.ts'
import { mayEnter } from '../policy.ts'
import { countOf } from '../queries/entries.ts'
import { standingIn } from '../queries/here.ts'
import { roundly } from '../rules.ts'

/** On the page of a session: the way to the list for those who attend; to others at most how many there are, in tens. */
export const sessionSection: SessionSection = async (kit, page, { id, path }) => {
  const { say } = page
  const { db, outside } = kit.runner
  const { here, leads } = await standingIn(db, { id }, { actor: page.actor, now: page.now, outside })
  if (!here.open) return null
  const count = roundly(await countOf(db, id))
  const may = mayEnter(here).ok
  if (!may && !leads && count === null) return null
  // Whoever is under 18 is not asked on; who is still on the list is told why not, and how to go.
  if (here.young && !here.listed && !leads) return null
  return (
    <section>
      <h2>{say('encounters.title')}</h2>
      {count === null ? <p>{say('encounters.lead')}</p> : <p>{say('encounters.count', { count })}</p>}
      {may ? (
        <p class="actions">
          <a class="button quiet" href={href(page, `${path}/people`)}>
            {say(here.listed ? 'encounters.section.go' : 'encounters.section.enter')}
          </a>
        </p>
      ) : (
        <p class="quiet">{say(here.young ? 'encounter.young' : 'encounters.section.attend')}</p>
      )}
      {leads ? (
        <p class="actions">
          <a class="button quiet" href={href(page, `${path}/people/rooms`)}>
            {say('encounters.rooms.lead-to')}
          </a>
        </p>
      ) : null}
    </section>
  )
}
