import type { Kit } from '../web/manifest.ts'
import { Layout } from '../web/layout.tsx'
import type { PageContext } from '../web/page.ts'
import { rooms } from './rooms.ts'

/** The hub's first page: each room shows its part. */
export async function drawFront(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const parts = await Promise.all(rooms.flatMap((room) => (room.front === undefined ? [] : [room.front(kit, page)])))
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
