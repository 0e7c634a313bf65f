import { Hono } from 'hono'
import type { Actor } from '../../../core/actor.ts'
import { perform, together } from '../../../core/perform.ts'
import { no as noFromHub, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Form, type Problem } from '../../../web/form.ts'
import type { Joining, Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type Page, type PageContext } from '../../../web/page.ts'
import { people } from '../../people/index.ts'
import { profiles } from '../../profiles/index.ts'
import { chooseSettings } from '../commands/choose-settings.ts'
import { acceptInvitation, joinCommunity } from '../commands/join-community.ts'
import { leaveCommunity } from '../commands/leave-community.ts'
import { requestJoining } from '../commands/request-joining.ts'
import { invitationBy } from '../queries/invitations.ts'
import { alsoGone } from '../queries/members-among.ts'
import { lookOf } from '../queries/membership.ts'
import { questionsOf } from '../queries/requests.ts'
import { ownCommunities, seenCommunity, settingsOf, type SeenCommunity } from '../queries/seen-community.ts'
import { vouchingIn } from '../queries/standing.ts'
import { no } from '../refusals.ts'
import { EnteredPage, GroundRules, InvitationPage, JoinPage, LeavePage, SettingsPage, type LeaveProps } from '../views/join.tsx'
import type { Values } from '../views/pieces.tsx'
import { communityAt, keepPrivate, readingOf } from './place.ts'

/** Coming in, by which name, and going again. */
export function comingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/communities/:slug/join', (c) => drawJoin(c, kit, { values: {} }))
  app.post('/communities/:slug/join', (c) => join(c, kit))
  app.get('/community-invitations/:token', (c) => drawInvitation(c, kit, { values: {} }))
  app.post('/community-invitations/:token', (c) => accept(c, kit))
  app.get('/communities/:slug/leave', (c) => drawLeave(c, kit))
  app.post('/communities/:slug/leave', (c) => leave(c, kit))
  app.get('/communities/:slug/settings', (c) => drawSettings(c, kit))
  app.post('/communities/:slug/settings', (c) => choose(c, kit))
  return app
}

type Filled = { readonly values: Values; readonly problem?: Problem }

/** What a guardian is asked, and what is said, where whoever comes in said that they are under 18. */
async function guardianOf(c: PageContext, kit: Kit, community: string) {
  const { db, outside } = kit.runner
  const { guardian, guardianAge, youth } = await settingsOf(db, community)
  const young = await profiles.isYoung(db, outside.keys, c.var.page.actor)
  return { asked: guardian && young, age: guardianAge, amongAdults: young && !youth }
}

async function drawJoin(c: PageContext, kit: Kit, { values, problem }: Filled): Promise<Response> {
  const { page } = c.var
  const community = await communityAt(c, kit)
  if (community.me !== null) return goTo(c, community.path)
  if (community.access !== 'open' && community.access !== 'request') return refuse(no('community.not-open'))
  keepPrivate(c)
  const asks = community.access === 'request'
  return c.html(
    <JoinPage
      page={page}
      community={community}
      identities={await people.ownNames(kit.runner.db, page.actor)}
      questions={asks ? await questionsOf(kit.runner.db, community.id) : []}
      guardian={await guardianOf(c, kit, community.id)}
      values={values}
      joining={(await rulesOf(c, kit, community)).draw(problem)}
      problem={problem}
    />,
  )
}

/** What is accepted on coming in: the charter, and where there is none the ground rules. A charter is asked about after somebody was let in. */
async function rulesOf(c: PageContext, kit: Kit, { id, path, access }: SeenCommunity): Promise<Joining> {
  const { page } = c.var
  const own = await kit.joining(page, id)
  if (own === null) return groundRules(page, path)
  return access === 'request' ? { draw: () => null, demand: () => undefined, record: () => Promise.resolve() } : own
}

/** To belong is to have accepted them: beside the membership nothing is kept of it. */
const groundRules = (page: Page, path: string | null): Joining => ({
  draw: (problem) => <GroundRules page={page} path={path} problem={problem} />,
  demand(form) {
    if (form.checked('accepted')) return
    refuse(noFromHub('input.invalid', { field: 'accepted' }), [{ field: 'accepted', code: 'field.accept-rules', data: {} }])
  },
  record: () => Promise.resolve(),
})

const ANSWERS = [0, 1, 2, 3, 4].map((at) => `answer-${at}`)
const valuesOf = (form: Form): Values => Object.fromEntries(['as', 'name', 'guardian', ...ANSWERS].map((name) => [name, form.text(name)]))

async function join(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const community = await communityAt(c, kit)
  const form = await readForm(c)
  const known = await people.ownNames(kit.runner.db, page.actor)
  const asks = community.access === 'request'
  const joining = await rulesOf(c, kit, community)
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      joining.demand(form)
      return together(kit.runner, async (deed) => {
        const actor = await people.comeByName(deed, page.actor, { as: form.text('as'), name: form.text('name'), known })
        const input = { community: community.id, guardian: form.checked('guardian') }
        if (asks) await deed(requestJoining, { ...input, answers: ANSWERS.map((name) => form.text(name)) }, actor)
        else {
          await deed(joinCommunity, input, actor)
          await joining.record(deed, actor)
        }
        return actor
      })
    },
    {
      done: (actor) => entered(c, kit, { actor, path: asks ? '/me/communities' : `${community.path}/welcome`, asked: asks }),
      redraw: (problem) => drawJoin(c, kit, { values: valuesOf(form), problem }),
    },
  )
}

type Entered = { readonly actor: Actor; readonly path: string; readonly asked: boolean }

/** By the name under which one acts one simply goes on; as another one is asked to act as that one first. */
async function entered(c: PageContext, kit: Kit, { actor, path, asked }: Entered): Promise<Response> {
  const { page } = c.var
  const { person } = actor
  if (person === null || person === page.actor.person) return goTo(c, path)
  const name = (await people.nameOf(kit.runner.db, [person])).get(person) ?? ''
  keepPrivate(c)
  return c.html(<EnteredPage page={page} name={name} person={person} path={path} asked={asked} />)
}

const tokenOf = (c: PageContext): string => (c.req.param('token') ?? '').slice(0, 100)

async function drawInvitation(c: PageContext, kit: Kit, { values, problem }: Filled): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  // Who is not signed in is told nothing, not even whether the link holds: messengers open it to draw a preview.
  const invitation = page.actor.account === null ? null : await invitationBy(db, outside.keys, { token: tokenOf(c), now: page.now })
  keepPrivate(c)
  return c.html(
    <InvitationPage
      page={page}
      token={tokenOf(c)}
      sentence={invitation?.sentence ?? null}
      vouching={invitation !== null && (await vouchingIn(db, invitation.community))}
      identities={await people.ownNames(kit.runner.db, page.actor)}
      guardian={invitation === null ? { asked: false, age: null, amongAdults: false } : await guardianOf(c, kit, invitation.community)}
      values={values}
      joining={invitation === null ? null : (await joiningOf(c, kit, invitation.community)).draw(problem)}
      problem={problem}
    />,
  )
}

/** The charter of one that the reader may not know of yet is asked about on its page, after coming in; the ground rules are the same everywhere. */
async function joiningOf(c: PageContext, kit: Kit, community: string): Promise<Joining> {
  const seen = await seenCommunity(kit.runner.db, readingOf(c, kit), { id: community })
  return (seen === null ? null : await kit.joining(c.var.page, community)) ?? groundRules(c.var.page, null)
}

async function accept(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const form = await readForm(c)
  const known = await people.ownNames(kit.runner.db, page.actor)
  const invitation =
    page.actor.account === null ? null : await invitationBy(kit.runner.db, kit.runner.outside.keys, { token: tokenOf(c), now: page.now })
  const joining = invitation === null ? null : await joiningOf(c, kit, invitation.community)
  return attempt(
    c,
    async () => {
      await kit.limits.spend('take-part', c.var.visitor)
      joining?.demand(form)
      return together(kit.runner, async (deed) => {
        const actor = await people.comeByName(deed, page.actor, { as: form.text('as'), name: form.text('name'), known })
        const came = await deed(acceptInvitation, { token: tokenOf(c), guardian: form.checked('guardian') }, actor)
        await joining?.record(deed, actor)
        return { actor, path: `/communities/${came.slug}/welcome`, asked: false }
      })
    },
    { done: (came) => entered(c, kit, came), redraw: (problem) => drawInvitation(c, kit, { values: valuesOf(form), problem }) },
  )
}

async function ownAt(c: PageContext, kit: Kit): Promise<SeenCommunity & { readonly me: NonNullable<SeenCommunity['me']> }> {
  const community = await communityAt(c, kit)
  const { me } = community
  keepPrivate(c)
  return me === null ? refuse(no('community.members-only')) : { ...community, me }
}

async function drawLeave(c: PageContext, kit: Kit, problem?: Problem): Promise<Response> {
  const community = await ownAt(c, kit)
  return c.html(<LeavePage page={c.var.page} community={community} also={await alsoLeft(c, kit, community)} problem={problem} />)
}

/** What is left in the same deed; of where the account goes by another of its names only that there is something, on this page as elsewhere. */
async function alsoLeft(c: PageContext, kit: Kit, { id, me }: Awaited<ReturnType<typeof ownAt>>): Promise<LeaveProps['also']> {
  const { db, outside } = kit.runner
  const gone = new Set((await alsoGone(db, outside.keys, { community: id, member: me.member })).map(({ community }) => community))
  const own = gone.size === 0 ? [] : await ownCommunities(db, readingOf(c, kit))
  const named = own.filter((one) => gone.has(one.id))
  return { named, another: named.length < gone.size }
}

async function leave(c: PageContext, kit: Kit): Promise<Response> {
  const community = await ownAt(c, kit)
  const form = await readForm(c)
  const input = { community: community.id, posts: form.text('posts') === 'erase' ? 'erase' : 'keep' }
  return attempt(c, () => perform(kit.runner, leaveCommunity, input, c.var.page.actor), {
    done: () => goTo(c, '/me/communities'),
    redraw: (problem) => drawLeave(c, kit, problem),
  })
}

async function drawSettings(c: PageContext, kit: Kit): Promise<Response> {
  const community = await ownAt(c, kit)
  const settings = await lookOf(kit.runner.db, { community: community.id, member: community.me.member })
  return c.html(<SettingsPage page={c.var.page} community={community} settings={settings} done={c.req.query('done') !== undefined} />)
}

async function choose(c: PageContext, kit: Kit): Promise<Response> {
  const community = await ownAt(c, kit)
  const form = await readForm(c)
  const input = { community: community.id, listed: form.checked('listed'), tellBack: form.checked('tellBack') }
  await perform(kit.runner, chooseSettings, input, c.var.page.actor)
  return goTo(c, `${community.path}/settings?done`)
}
