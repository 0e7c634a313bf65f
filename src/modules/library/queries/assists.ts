import { z } from 'zod'
import { isTheHub, type Actor } from '../../../core/actor.ts'
import { query } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader, Tables, Tx } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { no } from '../refusals.ts'
import { assistPathOf, HELPS } from '../rules.ts'
import type { OfferState } from '../tables.ts'
import { bodyNames } from './entries.ts'
import { audience } from './shapes.ts'

export type AssistRow = { readonly [Column in keyof Tables['assist']]: Tables['assist'][Column] }
export type OfferRow = { readonly [Column in keyof Tables['assist_offer']]: Tables['assist_offer'][Column] }

export const assistRow = async (db: Reader, id: string): Promise<AssistRow | null> =>
  (await db.selectFrom('assist').selectAll().where('id', '=', id).executeTakeFirst()) ?? null

/** `now` null: where no clock is at hand, what was last told of the verification of bodies counts. */
export type Seeing = { readonly actor: Actor; readonly now: Date | null }

/** In which bodies somebody holds an office, and whether one of them is verified: who may read what is for verified bodies alone. */
export async function seeingOf(db: Reader, { actor, now }: Seeing) {
  if (isTheHub(actor)) return { bodies: new Set<string>(), verified: true, hub: true }
  const { bodies } = await organisations.officesOf(db, actor.person === null ? [] : [actor.person])
  const levels =
    bodies.length === 0
      ? new Map<string, unknown>()
      : now === null
        ? await organisations.verifiedTold(db)
        : await organisations.verifiedNow(db, now)
  return { bodies: new Set(bodies), verified: bodies.some((body) => levels.has(body)), hub: false }
}
type Sight = Awaited<ReturnType<typeof seeingOf>>

export const seesAssist = (row: Pick<AssistRow, 'audience' | 'body_id' | 'hidden_for'>, { bodies, verified, hub }: Sight): boolean =>
  hub || bodies.has(row.body_id) || (row.hidden_for === null && (row.audience === 'everybody' || verified))

export const maySeeAssist = async (db: Reader, row: AssistRow, seeing: Seeing): Promise<boolean> =>
  seesAssist(row, await seeingOf(db, seeing))

const bodyName = z.object({ id: z.uuid(), slug: z.string(), name: z.string(), language: z.string() })

export const assistCard = z.object({
  id: z.uuid(),
  path: z.string(),
  body: bodyName.nullable(),
  question: z.string(),
  language: z.string(),
  kinds: z.array(z.enum(HELPS)).describe('What kind of help is asked for'),
  languages: z.array(z.string()),
  until: z.string().describe('It ends by itself after that day'),
  audience,
  state: z.enum(['open', 'closed']),
  endedFor: z.enum(['helped', 'not-needed', 'elsewhere', 'time']).nullable(),
  offers: z.number().int().describe('How many bodies have offered and not taken it back'),
  paired: z.array(bodyName).describe('With whom the body has agreed to talk'),
  madeAt: z.string(),
})
export type AssistCard = z.infer<typeof assistCard>

export async function assistCards(db: Reader, rows: readonly AssistRow[], locale: string): Promise<readonly AssistCard[]> {
  if (rows.length === 0) return []
  const offers = await db
    .selectFrom('assist_offer')
    .select(['assist_id', 'body_id', 'state'])
    .where(
      'assist_id',
      'in',
      rows.map(({ id }) => id),
    )
    .where('state', '!=', 'withdrawn')
    .orderBy('offered_at')
    .execute()
  const of = Map.groupBy(offers, ({ assist_id: assist }) => assist)
  const names = await bodyNames(db, [...rows.map((row) => row.body_id), ...offers.map((row) => row.body_id)], locale)
  return rows.map((row) => {
    const own = of.get(row.id) ?? []
    return {
      ...{ id: row.id, path: assistPathOf(row.id), body: names.get(row.body_id) ?? null, question: row.question, language: row.language },
      kinds: HELPS.filter((kind) => row.kinds.includes(kind)),
      ...{ languages: row.languages, until: row.until, audience: row.audience, state: row.state, endedFor: row.ended_for },
      offers: own.length,
      paired: own.flatMap((offer) => (offer.state === 'paired' ? (names.get(offer.body_id) ?? []) : [])),
      madeAt: row.made_at.toISOString(),
    }
  })
}

const MOST = 100

export async function listedAssists(db: Reader, seeing: Seeing, state: 'open' | 'closed'): Promise<readonly AssistCard[]> {
  const sight = await seeingOf(db, seeing)
  const rows = await db
    .selectFrom('assist')
    .selectAll()
    .where('state', '=', state)
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .limit(MOST)
    .execute()
  return assistCards(
    db,
    rows.filter((row) => seesAssist(row, sight)),
    seeing.actor.locale,
  )
}

export const listAssists = query({
  name: 'library.assists',
  summary: 'What bodies ask of their peers: those that are open, or those that have ended; a hundred at most',
  route: 'GET /peer-assists',
  input: z.object({ state: z.enum(['open', 'closed']).default('open') }),
  output: z.array(assistCard),
  read: async (db, { input, actor, now }) => [...(await listedAssists(db, { actor, now }, input.state))],
})

export type Pair = {
  readonly offer: OfferRow
  readonly meeting: { readonly [Column in keyof Tables['assist_meeting']]: Tables['assist_meeting'][Column] } | null
  readonly note: { readonly [Column in keyof Tables['assist_note']]: Tables['assist_note'][Column] } | null
  readonly helper: boolean
}

/** What the two sides of a question know: the asker all offers, who offers their own; the rest is for everybody. */
export async function assistFacts(db: Reader, id: string, { actor, now }: { readonly actor: Actor; readonly now: Date }) {
  const row = await assistRow(db, id)
  if (row === null || !(await maySeeAssist(db, row, { actor, now }))) return refuse(no('assist.missing'))
  const offers = await db
    .selectFrom('assist_offer')
    .selectAll()
    .where('assist_id', '=', id)
    .orderBy('offered_at')
    .orderBy('body_id')
    .execute()
  const meetings = new Map(
    (await db.selectFrom('assist_meeting').selectAll().where('assist_id', '=', id).execute()).map((meeting) => [meeting.body_id, meeting]),
  )
  const notes = new Map(
    (await db.selectFrom('assist_note').selectAll().where('assist_id', '=', id).execute()).map((note) => [note.body_id, note]),
  )
  const convened = new Set((await organisations.bodiesWhere(db, actor.person, 'convener', actor.locale)).map((body) => body.id))
  const acts = (body: string): boolean => isTheHub(actor) || convened.has(body)
  const asker = acts(row.body_id)
  const pairs = offers.map((offer): Pair => {
    const body = offer.body_id
    return { offer, meeting: meetings.get(body) ?? null, note: notes.get(body) ?? null, helper: acts(body) }
  })
  return { row, asker, pairs, facts: { open: row.state === 'open', hidden: row.hidden_for !== null } }
}

/** One pair. Deeds hold its question first (`holdAssist`). */
export async function pairFacts(
  db: Reader,
  { assist, body }: { readonly assist: string; readonly body: string },
  asking: { readonly actor: Actor; readonly now: Date },
) {
  const found = await assistFacts(db, assist, asking)
  const pair = found.pairs.find(({ offer }) => offer.body_id === body) ?? refuse(no('assist.missing'))
  // Who is on no side of an offer learns nothing of it.
  if (!found.asker && !pair.helper) return refuse(no('assist.missing'))
  const state: OfferState = pair.offer.state
  return { ...found, pair, state, sides: { asker: found.asker, helper: pair.helper } }
}

export async function holdAssist(tx: Tx, assist: string): Promise<void> {
  await tx.selectFrom('assist').select('id').where('id', '=', assist).forUpdate().execute()
}

const offerShape = z.object({
  body: bodyName.nullable(),
  who: z.string(),
  available: z.string(),
  lived: z.string(),
  language: z.string(),
  state: z.enum(['waiting', 'paired', 'declined', 'withdrawn']),
  answerBy: z.string(),
  meeting: z.object({ startsAt: z.string(), minutes: z.number().int(), place: z.string(), held: z.boolean().nullable() }).nullable(),
})
const noteShape = z.object({
  body: bodyName.nullable(),
  title: z.string(),
  did: z.string(),
  came: z.string(),
  failed: z.string(),
  language: z.string(),
  agreed: z.boolean(),
  entry: z.string().nullable(),
})

export const readAssist = query({
  name: 'library.read-assist',
  summary: 'One question to peers with what was learnt; its two sides also read the offers, the hour and the notes that wait',
  route: 'GET /peer-assists/{assist}',
  input: z.object({ assist: z.uuid() }),
  output: assistCard.extend({ context: z.string(), tried: z.string(), sides: z.array(offerShape), notes: z.array(noteShape) }),
  read: (db, { input, actor, now }) => wholeAssist(db, input.assist, { actor, now }),
})

export async function wholeAssist(db: Reader, id: string, asking: { readonly actor: Actor; readonly now: Date }) {
  const { row, asker, pairs } = await assistFacts(db, id, asking)
  const [card] = await assistCards(db, [row], asking.actor.locale)
  if (card === undefined) return refuse(no('assist.missing'))
  const names = await bodyNames(
    db,
    pairs.map(({ offer }) => offer.body_id),
    asking.actor.locale,
  )
  const own = pairs.filter(({ helper }) => asker || helper)
  return {
    ...card,
    ...{ context: row.context, tried: row.tried },
    sides: own.map(({ offer, meeting }) => ({
      ...{ body: names.get(offer.body_id) ?? null, who: offer.who, available: offer.available, lived: offer.lived },
      ...{ language: offer.language, state: offer.state, answerBy: offer.answer_by.toISOString() },
      meeting:
        meeting === null
          ? null
          : { startsAt: meeting.starts_at.toISOString(), minutes: meeting.minutes, place: meeting.place, held: meeting.held },
    })),
    notes: pairs.flatMap(({ offer, note, helper }) =>
      note === null || (note.agreed_at === null && !asker && !helper)
        ? []
        : [
            {
              ...{ body: names.get(offer.body_id) ?? null, title: note.title, did: note.did, came: note.came, failed: note.failed },
              ...{ language: note.language, agreed: note.agreed_at !== null, entry: note.entry_id },
            },
          ],
    ),
  }
}
