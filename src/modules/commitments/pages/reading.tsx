import { Hono } from 'hono'
import type { ShownEdition } from '../../../web/manifest.ts'
import type { Env, PageContext } from '../../../web/page.ts'
import { gatherings } from '../../gatherings/index.ts'
import { isLead, mayJudge } from '../policy.ts'
import { commitmentCards, type Card } from '../queries/cards.ts'
import { csvOf } from '../queries/csv.ts'
import { commitmentAt } from '../queries/facts.ts'
import { alikeAmong, gapsIn } from '../queries/gaps.ts'
import { supportersOf } from '../queries/parts.ts'
import { countsOf, filter, filtered, type Filter } from '../queries/list.ts'
import { isPublic, quarterOf } from '../rules.ts'
import { BoardPage, ByBodyPage, ByQuarterPage, type BodyRow } from '../views/board.tsx'
import { CommitmentPage } from '../views/commitment.tsx'
import { GapsPage } from '../views/gaps.tsx'
import { bodiesOf } from './bodies.ts'
import { drawnFor } from './doing.tsx'
import { keepPrivate, type Room } from './place.ts'
import { OWN_STEPS } from './steps.ts'
import { PRACTICE_STEPS } from './learning.ts'

/** What everybody may read, without an account. */
export function readingPages(room: Room): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/commitments', (c) => drawBoard(c, room))
  app.get('/commitments/export.csv', async (c) =>
    c.body(csvOf(filtered(await cardsFor(c, room), askedIn(c).filter)), 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="commitments.csv"',
    }),
  )
  app.get('/commitments/by-body', async (c) => {
    const rows = rowsByBody(await cardsFor(c, room))
    const of = (government: boolean) => rows.filter(({ body }) => body.government === government)
    return c.html(<ByBodyPage page={c.var.page} government={of(true)} society={of(false)} />)
  })
  app.get('/commitments/by-quarter', async (c) => {
    const quarters = Map.groupBy(await cardsFor(c, room), ({ dueOn }) => quarterOf(dueOn))
    return c.html(<ByQuarterPage page={c.var.page} quarters={[...quarters].toSorted(([a], [b]) => (a < b ? -1 : 1))} />)
  })
  app.get('/commitments/gaps', (c) => drawGaps(c, room))
  app.get('/commitments/:commitment', (c) => drawCommitment(c, room))
  return app
}

const ASKED = ['status', 'lead', 'kind', 'edition', 'sdg'] as const
/** So many on a page: it stays light on a phone. */
const PER_PART = 30

/** What an address asks for, as far as it can be read; the rest is left out without a word. */
function askedIn(c: PageContext): { readonly asked: Readonly<Record<string, string>>; readonly filter: Filter } {
  const given = ASKED.flatMap((name) => {
    const value = c.req.query(name) ?? ''
    return value !== '' && filter.safeParse({ [name]: value }).success ? [[name, value] as const] : []
  })
  return { asked: Object.fromEntries(given), filter: filter.parse(Object.fromEntries(given)) }
}

const cardsFor = (c: PageContext, { kit }: Room): Promise<readonly Card[]> =>
  commitmentCards(kit.runner.db, {}, { actor: c.var.page.actor, now: c.var.page.now })

/** Whoever speaks for a body may promise something in its name. */
const mayMakeOne = async (c: PageContext, { kit }: Room): Promise<boolean> =>
  c.var.page.actor.person !== null && (await bodiesOf(kit.runner.db, c.var.page)).length > 0

const optionsOf = (all: readonly { readonly id: string; readonly name: string; readonly language: string }[], locale: string) => {
  const { compare } = new Intl.Collator(locale)
  const different = new Map(all.map(({ id, name, language }) => [id, { value: id, label: name, lang: language }]))
  return [...different.values()].toSorted((a, b) => compare(a.label, b.label))
}

async function drawBoard(c: PageContext, room: Room): Promise<Response> {
  const { page } = c.var
  const { asked, filter: wanted } = askedIn(c)
  const all = await cardsFor(c, room)
  const shown = filtered(all, wanted)
  const of = Math.max(1, Math.ceil(shown.length / PER_PART))
  const number = Math.min(of, /^[1-9]\d{0,3}$/.test(c.req.query('part') ?? '') ? Number(c.req.query('part')) : 1)
  if (page.actor.account !== null) keepPrivate(c)
  return c.html(
    <BoardPage
      page={page}
      cards={shown.slice((number - 1) * PER_PART, number * PER_PART)}
      // Of all that the other filters leave: a number that is followed shows as many rows.
      counts={countsOf(filtered(all, { ...wanted, status: undefined }))}
      asked={asked}
      leads={optionsOf(
        all.map(({ lead }) => lead),
        page.say.locale,
      )}
      editions={optionsOf(
        all.flatMap(({ edition }) => edition ?? []),
        page.say.locale,
      )}
      part={{ number, of }}
      mayMake={await mayMakeOne(c, room)}
    />,
  )
}

function rowsByBody(cards: readonly Card[]): readonly BodyRow[] {
  return [...Map.groupBy(cards, ({ lead }) => lead.id).values()].flatMap((own) => {
    const [first] = own
    return first === undefined ? [] : [{ body: first.lead, counts: countsOf(own), all: own.length }]
  })
}

async function drawGaps(c: PageContext, room: Room): Promise<Response> {
  const { page } = c.var
  const { actor, now } = page
  const { db } = room.kit.runner
  if (actor.account !== null) keepPrivate(c)
  const gaps = await gapsIn(db, room.sources, await cardsFor(c, room), { actor, now })
  const known = new Map<string, NonNullable<Awaited<ReturnType<typeof commitmentAt>>>>()
  // Only whoever is signed in can do anything about them.
  for (const { id } of actor.person === null ? [] : gaps.alike.flat()) {
    const at = known.has(id) ? null : await commitmentAt(db, id, { actor, now })
    if (at !== null) known.set(id, at)
  }
  const asks = await supportersOf(db, [...known.keys()])
  return c.html(
    <GapsPage
      page={page}
      gaps={gaps}
      mayMake={await mayMakeOne(c, room)}
      mayJudge={([a, b]) => {
        const [first, second] = [known.get(a.id), known.get(b.id)]
        return first !== undefined && second !== undefined && mayJudge(actor, first, second).ok
      }}
      mine={({ id }) => {
        const at = known.get(id)
        return at !== undefined && isLead(actor, at)
      }}
      asked={(from, into) =>
        from.lead.id === into.lead.id ||
        asks.some(({ commitment, body, state }) => commitment === into.id && body === from.lead.id && state !== 'declined')
      }
    />,
  )
}

async function drawCommitment(c: PageContext, room: Room): Promise<Response> {
  const { page } = c.var
  const { kit } = room
  if (page.actor.account !== null) keepPrivate(c)
  const drawn = await drawnFor(c, room)
  const { whole } = drawn
  const { id } = whole.commitment
  // What there is to do with a practice stands on its own page; here one begins it.
  const [write] = PRACTICE_STEPS
  const steps = [...OWN_STEPS, ...(whole.practice === null && write !== undefined ? [write] : [])]
  const doors = steps.filter((step) => step.may(drawn).ok).map(({ address }) => address)
  const pairs = await alikeAmong(kit.runner.db, await cardsFor(c, room), id)
  const shown = { sort: 'commitment', scope: id, subject: id, path: whole.card.path, toAuthor: false }
  const sections = isPublic(whole.commitment) ? await kit.thingSections(page, shown) : []
  return c.html(
    <CommitmentPage page={page} whole={whole} doors={doors} alike={pairs.flat().filter((card) => card.id !== id)} sections={sections} />,
  )
}

/** What was held before: the edition of the same summit that came last before this one. */
export async function editionBefore(room: Pick<Room, 'kit'>, edition: ShownEdition, locale: string) {
  const all = await gatherings.editionsOfSummit(room.kit.runner.db, edition.summitId, locale)
  return all.find(({ id, state, startsOn }) => id !== edition.id && state === 'announced' && startsOn < edition.startsOn) ?? null
}
