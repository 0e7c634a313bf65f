import { Hono } from 'hono'
import { refuse } from '../../../core/refused.ts'
import type { Env, PageContext } from '../../../web/page.ts'
import { gatherings } from '../../gatherings/index.ts'
import {
  mayAmend,
  mayAnswer,
  mayEdit,
  mayReadYouth,
  mayTakeBack,
  mayTakeStance,
  mayVote,
  mayWriteMinority,
  isTeam,
  mayDraft,
} from '../policy.ts'
import { demandContribution } from '../queries/contribution-facts.ts'
import { recommendationCards, type Card } from '../queries/cards.ts'
import type { At } from '../queries/facts.ts'
import { countsOf, filter, filtered, type Filter } from '../queries/list.ts'
import { myPart, type MyPart } from '../queries/my-part.ts'
import { readWhole } from '../queries/read.ts'
import { sortOf } from '../queries/reported.ts'
import { csvOf } from '../queries/csv.ts'
import { signaturesOf } from '../queries/signatures.ts'
import { no } from '../refusals.ts'
import { ContributionPage } from '../views/desk.tsx'
import { RecommendationsPage } from '../views/list.tsx'
import { RecommendationPage, type Doors } from '../views/recommendation.tsx'
import { SessionRecommendationsPage } from '../views/session.tsx'
import { VersionsPage } from '../views/versions.tsx'
import { idAt, keepPrivate, OF_SESSION, recommendationIn, sessionAt, type Room } from './place.ts'

/** What everybody may read, without an account. */
export function readingPages(room: Room): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/recommendations', (c) => drawList(c, room))
  app.get('/recommendations/export.csv', (c) => sendCsv(c, room))
  app.get('/recommendations/:recommendation', (c) => drawRecommendation(c, room))
  app.get('/recommendations/:recommendation/versions', async (c) => {
    const at = await recommendationIn(c, room)
    const whole = await readWhole(room.kit.runner.db, room.sources, at, c.var.page.actor)
    return c.html(<VersionsPage page={c.var.page} whole={whole} />)
  })
  app.get('/recommendations/:recommendation/contributions/:contribution', (c) => drawContribution(c, room))
  app.get(`${OF_SESSION}/recommendations`, (c) => drawSession(c, room))
  return app
}

const FILTERS = ['status', 'addressee', 'sdg', 'gcm', 'session'] as const
/** So many on a page: it stays light on a phone. */
const PER_PART = 30

/** What an address asks for, as far as it can be read; the rest is left out without a word. */
function askedIn(c: PageContext): { readonly asked: Readonly<Record<string, string>>; readonly filter: Filter } {
  const given = FILTERS.flatMap((name) => {
    const value = c.req.query(name) ?? ''
    return value !== '' && filter.safeParse({ [name]: value }).success ? [[name, value] as const] : []
  })
  return { asked: Object.fromEntries(given), filter: filter.parse(Object.fromEntries(given)) }
}

const cardsFor = (c: PageContext, { kit, sources }: Room): Promise<readonly Card[]> =>
  recommendationCards(kit.runner.db, {}, { actor: c.var.page.actor, now: c.var.page.now, sources })

async function drawList(c: PageContext, room: Room): Promise<Response> {
  const { asked, filter: wanted } = askedIn(c)
  const all = await cardsFor(c, room)
  const shown = filtered(all, wanted)
  const of = Math.max(1, Math.ceil(shown.length / PER_PART))
  const number = Math.min(of, /^[1-9]\d{0,3}$/.test(c.req.query('part') ?? '') ? Number(c.req.query('part')) : 1)
  const byName = new Intl.Collator(c.var.page.say.locale)
  const bodies = new Map(all.flatMap((card) => (card.addresseeBody === null ? [] : [[card.addresseeBody, card.addressee.name] as const])))
  const sessions = new Map(all.map(({ session }) => [session.id, session.title]))
  return c.html(
    <RecommendationsPage
      page={c.var.page}
      cards={shown.slice((number - 1) * PER_PART, number * PER_PART)}
      // Of all that the other filters leave: a number that is followed shows as many rows.
      counts={countsOf(filtered(all, { ...wanted, status: undefined }))}
      asked={asked}
      addressees={[...bodies].map(([id, name]) => ({ id, name })).toSorted((a, b) => byName.compare(a.name, b.name))}
      sessions={[...sessions].map(([id, title]) => ({ id, title })).toSorted((a, b) => byName.compare(a.title, b.title))}
      part={{ number, of }}
    />,
  )
}

async function sendCsv(c: PageContext, room: Room): Promise<Response> {
  const text = csvOf(filtered(await cardsFor(c, room), askedIn(c).filter))
  return c.body(text, 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="recommendations.csv"',
  })
}

async function drawSession(c: PageContext, room: Room): Promise<Response> {
  const { page } = c.var
  const { session, parts } = await sessionAt(c, room)
  const team = isTeam(page.actor, parts)
  if (team) keepPrivate(c)
  const { db } = room.kit.runner
  const cards = await recommendationCards(
    db,
    { sessionId: session.id, drafts: team },
    { actor: page.actor, now: page.now, sources: room.sources },
  )
  const questions = await gatherings.questionsOf(db, session.id, page.say.locale)
  return c.html(
    <SessionRecommendationsPage
      page={page}
      session={session}
      cards={cards.toSorted((a, b) => a.number - b.number)}
      questions={questions}
      mayDraft={mayDraft(page.actor, { parts }).ok}
    />,
  )
}

/** The very functions that guard the deeds. */
export function doorsOf(c: PageContext, at: At, mine: MyPart): Doors {
  const { actor } = c.var.page
  const speaks = { attends: mine.attends, forBody: mine.attends || mine.bodies.length === 0 ? null : true }
  return {
    amend: mayAmend(actor, at, speaks),
    stance: mayTakeStance(actor, at, speaks),
    minority: mayWriteMinority(actor, at, { ...speaks, objects: mine.stance?.sort === 'objection' || mine.bodies.length > 0 }),
    vote: mayVote(actor, at, mine.attends),
    answer: mayAnswer(actor, at, { convener: mine.answersFor }),
    youth: mayReadYouth(actor, at),
    edit: mayEdit(actor, at),
    lead: isTeam(actor, at.parts),
  }
}

async function drawRecommendation(c: PageContext, room: Room): Promise<Response> {
  const { page } = c.var
  const { kit, sources } = room
  const at = await recommendationIn(c, room)
  if (page.actor.account !== null) keepPrivate(c)
  const mine = await myPart(kit.runner.db, at.recommendation, { actor: page.actor, outside: kit.runner.outside })
  const whole = await readWhole(kit.runner.db, sources, at, page.actor, c.req.query('in'))
  const { id, sessionId } = at.recommendation
  const thing = { sort: 'recommendation', scope: sessionId, subject: id, path: `/recommendations/${id}`, toAuthor: false }
  const sections = at.recommendation.proposedAt === null ? [] : await kit.thingSections(page, thing)
  return c.html(<RecommendationPage page={page} whole={whole} mine={mine} doors={doorsOf(c, at, mine)} sections={sections} />)
}

async function drawContribution(c: PageContext, room: Room): Promise<Response> {
  const { page } = c.var
  const { kit, sources } = room
  const { db, outside } = kit.runner
  const at = await recommendationIn(c, room)
  const one = await demandContribution(db, at.recommendation, idAt(c, 'contribution'))
  const part = await myPart(db, at.recommendation, { actor: page.actor, outside })
  const mine = one.body === null ? part.own.some(({ id }) => id === one.id) : part.bodies.some(({ id }) => id === one.body)
  // What was taken back is there for nobody, what was hidden for its author alone.
  if (one.state === 'withdrawn' || (one.hiddenFor !== null && !mine)) return refuse(no('recommendation.contribution-missing'))
  if (page.actor.account !== null) keepPrivate(c)
  const whole = await readWhole(db, sources, at, page.actor)
  const by = (await signaturesOf(db, [one], page.actor)).get(one.id)
  if (by === undefined) return refuse(no('recommendation.contribution-missing'))
  const path = `/recommendations/${one.recommendation}/contributions/${one.id}`
  const toAuthor = mine && one.hiddenFor !== null
  const sections = await kit.thingSections(page, { sort: sortOf(one), scope: one.sessionId, subject: one.id, path, toAuthor })
  return c.html(
    <ContributionPage
      page={page}
      whole={whole}
      one={{ ...one, by }}
      mine={mine}
      mayTakeBack={mayTakeBack(at, mine, one).ok}
      leads={isTeam(page.actor, at.parts)}
      sections={sections}
    />,
  )
}
