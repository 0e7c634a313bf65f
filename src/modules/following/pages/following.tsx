import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { subjectKey, type Publications, type Subject } from '../../../core/published.ts'
import { demand } from '../../../core/refused.ts'
import { readForm } from '../../../web/form.ts'
import type { BodySection, EditionSection, Kit, SubjectSection } from '../../../web/manifest.ts'
import { goTo, type Env, type Page, type PageContext } from '../../../web/page.ts'
import { communities } from '../../communities/index.ts'
import { organisations } from '../../organisations/index.ts'
import { people } from '../../people/index.ts'
import { chooseOrder } from '../commands/choose-order.ts'
import { followSubject } from '../commands/follow-subject.ts'
import { unfollowSubject } from '../commands/unfollow-subject.ts'
import { signedIn } from '../policy.ts'
import { followOf } from '../queries/followers.ts'
import { ownFollows } from '../queries/follows.ts'
import { recipesBy } from '../queries/recipes.ts'
import { stateOf } from '../queries/state.ts'
import { subjectsNamed } from '../queries/subjects.ts'
import { subjectFrom } from '../rules.ts'
import { Follow } from '../views/follow.tsx'
import { FollowsPage } from '../views/follows.tsx'
import { keepPrivate, readingAt } from './around.ts'

/** What one follows, and the press that begins and ends it. */
export function followingPages(kit: Kit, publications: Publications): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/me/follows', (c) => drawFollows(c, kit, publications))
  app.post('/me/follows', async (c) => {
    const { then, ...input } = await subjectIn(c)
    await perform(kit.runner, followSubject(publications), input, c.var.page.actor)
    return goTo(c, then)
  })
  app.post('/me/follows/undo', async (c) => {
    const { then, ...input } = await subjectIn(c)
    await perform(kit.runner, unfollowSubject, input, c.var.page.actor)
    return goTo(c, then)
  })
  app.post('/me/follows/weights', async (c) => {
    const { actor } = c.var.page
    const form = await readForm(c)
    const state = await stateOf(kit.runner.db, kit.runner.outside.keys, actor.account)
    const follows = state.follows.flatMap(([key]) => {
      const weight = form.text(`weight-${key}`)
      return weight === '' ? [] : [{ key, weight: Number(weight) }]
    })
    await perform(kit.runner, chooseOrder, { order: state.order, follows }, actor)
    return goTo(c, '/me/follows?saved=1')
  })
  return app
}

async function subjectIn(c: PageContext) {
  const form = await readForm(c)
  return { sort: form.text('sort'), id: form.text('id'), then: people.localPath(form.optional('then')) ?? '/me/follows' }
}

async function drawFollows(c: PageContext, kit: Kit, publications: Publications): Promise<Response> {
  const { page } = c.var
  demand(signedIn(page.actor))
  const [reading, { db }] = [readingAt(c, kit), kit.forOnePage().runner]
  const part = Number(c.req.query('part') ?? 1)
  const own = await ownFollows(db, publications, reading, Number.isInteger(part) ? part : 1)
  const mutes = own.state.mutes.flatMap(({ sort, what }) => (sort === 'subject' ? (subjectFrom(what) ?? []) : []))
  const muted = await subjectsNamed(db, mutes, { publications, reading })
  const recipes = page.actor.person === null ? [] : await recipesBy(db, [page.actor.person], page.now)
  keepPrivate(c)
  return c.html(<FollowsPage page={page} own={own} muted={muted} recipes={recipes} saved={c.req.query('saved') !== undefined} />)
}

/** The button on the page of what can be followed. */
async function drawFollow(kit: Kit, page: Page, at: { readonly subject: Subject; readonly path: string; readonly belongs: boolean }) {
  const { db, outside } = kit.runner
  const { followed, followers } = await followOf(db, outside.keys, page.actor.account, at.subject)
  const state = at.belongs ? 'belongs' : followed ? 'followed' : 'open'
  return <Follow page={page} subject={at.subject} written={subjectKey(at.subject)} path={at.path} state={state} followers={followers} />
}

export const subjectSection: SubjectSection = async (kit, page, { sort, id, path }) => {
  const subject: Subject = { sort, id }
  if (sort !== 'community') return drawFollow(kit, page, { subject, path, belongs: false })
  const seen = (await communities.seenAmong(kit.runner.db, { actor: page.actor, now: page.now, outside: kit.runner.outside }, [id])).get(id)
  return seen?.mayRead === true ? drawFollow(kit, page, { subject, path, belongs: seen.me !== null }) : null
}

export const bodySection: BodySection = async (kit, page, bodyId) => {
  const card = (await organisations.bodyCards(kit.runner.db, [bodyId], page.say.locale)).get(bodyId)
  return card === undefined
    ? null
    : drawFollow(kit, page, { subject: { sort: 'body', id: bodyId }, path: `/bodies/${card.slug}`, belongs: false })
}

/** Whoever follows from the page of an edition follows the summit, also its next one. */
export const editionSection: EditionSection = async (kit, page, { summitId, state, path }) =>
  state === 'draft' ? null : drawFollow(kit, page, { subject: { sort: 'summit', id: summitId }, path, belongs: false })
