import type { Kit, Manifest } from '../web/manifest.ts'
import { Layout } from '../web/layout.tsx'
import type { PageContext } from '../web/page.ts'
import { rooms } from './rooms.ts'

/**
 * What somebody looks for first who comes for the first time, and whoever belongs here when they come back: what is new for them, what helps where they
 * live, people, what one can say. Rooms that are not named come after, in the order of the house.
 */
const FIRST = ['following', 'abroad', 'communities', 'dialogue', 'events', 'gatherings']
const placeOf = ({ name }: Manifest): number => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length)
const ORDERED = rooms.toSorted((one, other) => placeOf(one) - placeOf(other))

/** The hub's first page: each room shows its part. */
export async function drawFront(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const parts = await Promise.all(ORDERED.flatMap((room) => room.front?.(kit, page) ?? []))
  return c.html(
    <Layout page={page} title={page.hubName} description={page.say('front.lead')} width="wide">
      <div class="welcome">
        <h1>{page.say('front.title')}</h1>
        <p class="lead">{page.say('front.lead')}</p>
      </div>
      {parts}
    </Layout>,
  )
}
