import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { refuse } from '../../../core/refused.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { Env, PageContext } from '../../../web/page.ts'
import { organisations } from '../../organisations/index.ts'
import { noteLook } from '../commands/choose-settings.ts'
import { facetNames } from '../queries/facets.ts'
import { leadersFor } from '../queries/members.ts'
import { lookOf, waitingIn } from '../queries/membership.ts'
import { removalOf } from '../queries/removals.ts'
import { requestOf } from '../queries/requests.ts'
import { allTextsOf, countOf, facetsOf, seenCommunity, settingsOf, type SeenCommunity } from '../queries/seen-community.ts'
import { no } from '../refusals.ts'
import { dayIn, mayStillResume } from '../rules.ts'
import { CommunityPage, WelcomePage, type CommunityProps } from '../views/community.tsx'
import { communityAt, keepPrivate, movedTo, readingOf } from './place.ts'

export function communityPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/communities/:slug', (c) => draw(c, kit))
  app.get('/communities/:slug/welcome', (c) => drawWelcome(c, kit))
  return app
}

async function draw(c: PageContext, shared: Kit): Promise<Response> {
  const { page } = c.var
  const kit = shared.forOnePage()
  const { db } = kit.runner
  const reading = readingOf(c, kit)
  const community = await seenCommunity(db, reading, { slug: c.req.param('slug') ?? '' })
  if (community === null) return (await movedTo(c, kit)) ?? refuse(no('community.missing'))
  if (page.actor.account !== null || community.readable === 'members') keepPrivate(c)
  const { id, me } = community
  const own = me === null ? null : await lookOf(db, { community: id, member: me.member })
  if (own !== null && own.keepsLook && own.lookedOn !== dayIn(page.now))
    await perform(shared.runner, noteLook, { community: id }, page.actor)
  const facets = (await facetsOf(db, [id])).get(id) ?? []
  const body =
    community.bodyId === null ? null : (await organisations.bodyCards(db, [community.bodyId], page.say.locale)).get(community.bodyId)
  const undoes = me?.role === 'steward' && community.state === 'ended'
  const thing = { sort: 'community', scope: id, subject: id, path: community.path, toAuthor: false }
  return c.html(
    <CommunityPage
      page={page}
      community={community}
      body={body ?? null}
      facets={facets}
      names={await facetNames(db, facets, page.say.locale, (tag) => page.say.language(tag))}
      members={await countOf(db, id)}
      leaders={await leadersFor(db, reading, id, me !== null)}
      texts={await allTextsOf(db, id)}
      standing={me === null ? await standingOf(c, kit, community) : null}
      waiting={community.leads ? await waitingIn(db, id) : 0}
      offered={own?.offered === true}
      mayUndoEnd={undoes && mayStillResume((await settingsOf(db, id)).endedAt, page.now)}
      sections={await kit.subjectSections(page, { sort: 'community', id, path: community.path, name: community.name })}
      things={community.access === 'hidden' || community.hiddenFor !== null ? [] : await kit.thingSections(page, thing)}
    />,
  )
}

/** What the account reads here that asked to come in, or was taken out. */
async function standingOf(c: PageContext, kit: Kit, { id }: SeenCommunity): Promise<CommunityProps['standing']> {
  const { account } = c.var.page.actor
  const { db, outside } = kit.runner
  const request = await requestOf(db, outside.keys, { account, community: id })
  if (request?.state === 'waiting') return { state: 'waiting', day: request.decideBy, reason: '' }
  const removal = await removalOf(db, outside.keys, { account, community: id })
  if (removal?.banned === true) return { state: 'removed', day: removal.removedOn, reason: removal.reason }
  return request?.state === 'declined' && request.decidedAt !== null
    ? { state: 'declined', day: dayIn(request.decidedAt), reason: request.reason }
    : null
}

async function drawWelcome(c: PageContext, kit: Kit): Promise<Response> {
  const community = await communityAt(c, kit)
  keepPrivate(c)
  if (community.me === null) return refuse(no('community.members-only'))
  return c.html(<WelcomePage page={c.var.page} community={community} languages={community.languages} />)
}
