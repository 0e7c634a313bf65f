import { Hono } from 'hono'
import type { Actor } from '../../../core/actor.ts'
import { perform, together } from '../../../core/perform.ts'
import { refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import type { SeenCommunity } from '../../communities/index.ts'
import { people } from '../../people/index.ts'
import { acceptFacilitating, endFacilitating } from '../commands/accept-facilitating.ts'
import { chooseSide } from '../commands/choose-side.ts'
import { joinSpace } from '../commands/join-space.ts'
import { heldTogether } from '../queries/held-together.ts'
import type { Held } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import type { Values } from '../views/pieces.tsx'
import { ComeInPage, EnteredPage, SpacePage } from '../views/space.tsx'
import { readingOf, spaceAt } from './place.ts'

const AT = '/communities/:slug'
/** Of a space that two hold together: how it is held, and how one comes in. */
export function spacePages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get(`${AT}/held`, (c) => drawHeld(c, kit))
  app.post(`${AT}/held/side`, async (c) => {
    const form = await readForm(c)
    return onSpace(c, kit, (community) =>
      perform(kit.runner, chooseSide, { community, side: form.text('side'), shown: form.checked('shown') }, c.var.page.actor),
    )
  })
  app.post(`${AT}/held/facilitating`, async (c) => {
    const side = (await readForm(c)).text('side')
    return onSpace(c, kit, (community) => perform(kit.runner, acceptFacilitating, { community, side }, c.var.page.actor))
  })
  app.post(`${AT}/held/facilitating/end`, (c) =>
    onSpace(c, kit, (community) => perform(kit.runner, endFacilitating, { community }, c.var.page.actor)),
  )
  app.get(`${AT}/come-in`, (c) => drawComeIn(c, kit, {}))
  app.post(`${AT}/come-in`, (c) => comeIn(c, kit))
  return app
}

async function heldAt(c: PageContext, kit: Kit): Promise<{ readonly community: SeenCommunity; readonly held: Held }> {
  const { community } = await spaceAt(c, kit)
  const held = await heldTogether(kit.runner.db, readingOf(c, kit), { space: community })
  return { community, held: held ?? refuse(no('mirror.missing')) }
}

async function drawHeld(c: PageContext, kit: Kit): Promise<Response> {
  const { community, held } = await heldAt(c, kit)
  const asked = held.versions.findIndex(({ number }) => String(number) === c.req.query('version'))
  const at = Math.max(0, asked)
  return c.html(
    <SpacePage
      page={c.var.page}
      community={community}
      held={held}
      shown={held.versions[at] ?? null}
      before={held.versions[at + 1] ?? null}
      compares={c.req.query('compare') !== undefined && held.versions[at + 1] !== undefined}
    />,
  )
}

async function onSpace(c: PageContext, kit: Kit, run: (community: string) => Promise<unknown>): Promise<Response> {
  const { community } = await spaceAt(c, kit)
  await kit.limits.spend('write', c.var.visitor, c.var.page.actor.account)
  await run(community.id)
  return goTo(c, `${community.path}/held`)
}

async function drawComeIn(c: PageContext, kit: Kit, { values = {}, problem }: { values?: Values; problem?: Problem }): Promise<Response> {
  const { community, held } = await heldAt(c, kit)
  if (community.me !== null) return goTo(c, `${community.path}/held`)
  if (held.state === 'ended') return refuse(no('mirror.not-open'))
  const identities = await people.ownNames(kit.runner.db, c.var.page.actor)
  return c.html(
    <ComeInPage page={c.var.page} community={community} held={held} identities={identities} values={values} problem={problem} />,
  )
}

async function comeIn(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { community } = await spaceAt(c, kit)
  const form = await readForm(c)
  const known = await people.ownNames(kit.runner.db, c.var.page.actor)
  const values: Values = {
    ...Object.fromEntries(['side', 'as', 'name'].map((name) => [name, form.text(name)])),
    shown: form.checked('shown') ? 'on' : '',
  }
  return attempt(
    c,
    async () => {
      await kit.limits.spend('take-part', c.var.visitor)
      return together(kit.runner, async (deed) => {
        const actor = await people.comeByName(deed, page.actor, { as: form.text('as'), name: form.text('name'), known })
        await deed(joinSpace, { community: community.id, side: form.text('side'), shown: form.checked('shown') }, actor)
        return actor
      })
    },
    {
      done: (actor) => entered(c, kit, { actor, path: `${community.path}/welcome` }),
      redraw: (problem) => drawComeIn(c, kit, { values, problem }),
    },
  )
}

async function entered(c: PageContext, kit: Kit, { actor, path }: { readonly actor: Actor; readonly path: string }): Promise<Response> {
  const { page } = c.var
  const { person } = actor
  if (person === null || person === page.actor.person) return goTo(c, path)
  const name = (await people.nameOf(kit.runner.db, [person])).get(person) ?? ''
  c.header('cache-control', 'private, no-store')
  return c.html(<EnteredPage page={page} name={name} person={person} path={path} />)
}
