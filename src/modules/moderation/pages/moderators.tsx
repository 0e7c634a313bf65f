import { isUuid } from '#base'
import { Hono } from 'hono'
import { ask, perform } from '../../../core/perform.ts'
import { refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit, NamedOf } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { acceptModerator } from '../commands/accept-moderator.ts'
import { dismissModerator } from '../commands/dismiss-moderator.ts'
import { offerModerator } from '../commands/offer-moderator.ts'
import { showModerator } from '../commands/show-moderator.ts'
import { mayAcceptModerator } from '../policy.ts'
import { readModeratorLink } from '../queries/links.ts'
import { acceptingFacts, moderatorOffer, readModerators, termOf } from '../queries/moderators.ts'
import { no } from '../refusals.ts'
import { inTerm, usualTermDay } from '../rules.ts'
import { ModeratorLinkPage, ModeratorsPage, type ModeratorsProps } from '../views/moderators.tsx'

/** Who decides about what belongs to no body, beside whoever runs the hub: offered by a link, accepted, until a day. */
export function moderatorPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/moderation/moderators', (c) => draw(c, kit))
  app.post('/moderation/moderators/offers', async (c) => {
    const until = (await readForm(c)).text('until')
    return attempt(c, () => perform(kit.runner, offerModerator, { until }, c.var.page.actor), {
      done: (offered) => draw(c, kit, { until, offered }),
      redraw: (problem) => draw(c, kit, { until, problem: atItsField(problem) }),
    })
  })
  app.post('/moderation/moderators/showing', async (c) => {
    const named = (await readForm(c)).checked('named')
    await perform(kit.runner, showModerator, { named }, c.var.page.actor)
    return goTo(c, '/moderation/moderators')
  })
  app.post('/moderation/moderators/ending', async (c) => {
    const person = (await readForm(c)).text('person')
    if (!isUuid(person)) return refuse(no('moderator.missing'))
    await perform(kit.runner, dismissModerator, { person }, c.var.page.actor)
    return goTo(c, '/moderation/moderators')
  })
  app.get('/moderators/:link', (c) => drawLink(c, kit))
  app.post('/moderators/:link', async (c) => {
    const named = (await readForm(c)).checked('named')
    const input = { link: c.req.param('link'), named }
    return attempt(c, () => perform(kit.runner, acceptModerator, input, c.var.page.actor), {
      done: () => goTo(c, '/moderation/queue'),
      redraw: () => drawLink(c, kit),
    })
  })
  return app
}

/** The day is the one field of that form. */
const atItsField = (problem: Problem): Problem =>
  problem.fields.size > 0 ? problem : { ...problem, fields: new Map([['until', problem.sentence]]) }

type Filled = { readonly until?: string; readonly offered?: ModeratorsProps['offered']; readonly problem?: Problem }

async function draw(c: PageContext, kit: Kit, { until, offered = null, problem }: Filled = {}): Promise<Response> {
  const { page } = c.var
  const moderators = await ask(kit.runner, readModerators, {}, page.actor)
  // For everybody it is the same; for those who hold or give the office it is not.
  if (page.actor.account !== null) c.header('cache-control', 'private, no-store')
  return c.html(
    <ModeratorsPage page={page} moderators={moderators} until={until ?? usualTermDay(page.now)} offered={offered} problem={problem} />,
  )
}

async function drawLink(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const link = c.req.param('link') ?? ''
  const offer = (await moderatorOffer(db, readModeratorLink(outside.keys, link))) ?? refuse(no('moderator.link-broken'))
  const accepting = await acceptingFacts(db, page.actor, page.now)
  // Whoever is not signed in reads first what it is about.
  const verdict = inTerm(offer.until, page.now)
    ? mayAcceptModerator({ ...accepting, signedIn: true }, offer, page.now)
    : no('moderator.link-spent')
  c.header('cache-control', 'private, no-store')
  return c.html(<ModeratorLinkPage page={page} link={link} until={offer.until} refusal={verdict.ok ? null : verdict.refusal.code} />)
}

/** A moderator of the hub who chose to be named. */
export const namedOf: NamedOf = async (kit, page, person) => {
  if (person !== page.actor.person) return []
  const { say } = page
  // Of nearly everybody who looks there is none, and nothing else is read.
  if ((await termOf(kit.runner.db, person, page.now))?.named !== true) return []
  const { named } = await ask(kit.runner, readModerators, {}, page.actor)
  if (named.length === 0) return []
  const out = { words: say('moderators.own.out'), path: '/moderation/moderators' }
  return [{ what: say('moderators.own.named'), of: null, path: '/moderation/moderators', since: null, out }]
}
