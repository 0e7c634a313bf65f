import { isUuid } from '#base'
import { z } from 'zod'
import { query } from '../../../core/command.ts'
import type { EventDraft } from '../../../core/event.ts'
import type { Actor } from '../../../core/actor.ts'
import type { Reading } from '../../../core/published.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import { organisations } from '../../organisations/index.ts'
import { profiles } from '../../profiles/index.ts'
import { no } from '../refusals.ts'
import { dayIn, mandatePath, ON_A_PAGE, standing } from '../rules.ts'
import { rowOfPerson, type Namer } from './intermediaries.ts'
import { keeperTags } from './seals.ts'
import * as shapes from './shapes.ts'

const STANDINGS = ['asked', 'not-given', 'offered', 'to-come', 'holds', 'over', 'withdrawn'] as const

export const shape = z.object({
  id: z.string(),
  path: z.string(),
  giver: z.object({ sort: z.enum(['body', 'community', 'unnamed']), name: z.string(), language: z.string(), path: z.string() }),
  holder: z.string().nullable().describe('Null: nobody is named to this reader'),
  holderPath: z.string().nullable().describe('Of a body that speaks; null: it is a person'),
  subject: z.string(),
  maySay: z.string(),
  mayNot: z.string(),
  takingBack: z.string(),
  minutes: z.string(),
  language: z.string(),
  decidedHow: z.string(),
  startsOn: z.string(),
  endsOn: z.string(),
  feedbackOn: z.string(),
  standing: z.enum(STANDINGS),
  vote: z
    .object({ endsAt: z.iso.datetime(), quorum: z.number().int(), for: z.number().int().nullable(), against: z.number().int().nullable() })
    .nullable()
    .describe('Where members are asked; counts in tens once it has ended, null below ten'),
  words: z
    .array(z.object({ text: z.string(), language: z.string(), on: z.string() }))
    .describe('What was said in their name, and what came of it'),
  questions: z.array(
    z.object({
      ...{ id: z.string(), text: z.string(), language: z.string(), answerBy: z.string(), late: z.boolean() },
      ...{ answer: z.string().nullable(), answeredOn: z.string().nullable() },
    }),
  ),
})
export type Mandate = z.infer<typeof shape>

export const mandateRow = async (db: Reader, id: string) =>
  isUuid(id) ? ((await db.selectFrom('mandate').selectAll().where('id', '=', id).executeTakeFirst()) ?? null) : null
export type MandateRow = NonNullable<Awaited<ReturnType<typeof mandateRow>>>

export const ofMandate = (id: string, deed: string): EventDraft => ({
  ...{ kind: `voices.mandate.${deed}`, scope: id, subject: id, data: {}, visibility: 'internal', anonymous: true },
})

type Givers = ReadonlyMap<string, Mandate['giver']>

/** Who gave each of these, as this reader may know of them. Of whom they may know nothing is absent, and then there is no mandate either. */
async function giversOf(db: Reader, reading: Reading, rows: readonly MandateRow[]): Promise<Givers> {
  const idsOf = (community: boolean) => rows.flatMap((row) => ((row.giver_sort === 'community') === community ? [row.giver_id] : []))
  const seen = await communities.seenAmong(db, reading, idsOf(true))
  const cards = await organisations.bodyCards(db, idsOf(false), reading.actor.locale)
  return new Map(
    rows.flatMap(({ id, giver_sort: sort, giver_id: giver }) => {
      const card = cards.get(giver)
      const found = sort === 'community' ? seen.get(giver) : card === undefined ? undefined : { ...card, path: `/bodies/${card.slug}` }
      return found === undefined ? [] : [[id, { sort, name: found.name, language: found.language, path: found.path }] as const]
    }),
  )
}

/** Whether the one who acts gave it, or belongs to those who did: of a group that stays unnamed both is whoever keeps it. */
async function sideOf(db: Reader, reading: Reading, row: MandateRow): Promise<{ readonly giver: boolean; readonly member: boolean }> {
  const { actor, outside } = reading
  if (row.giver_sort === 'body') {
    const { steward, member } = await organisations.standingOf(db, row.giver_id, actor.person)
    return { giver: steward, member }
  }
  if (row.giver_sort === 'community') {
    const me = await communities.membershipOf(db, reading, row.giver_id)
    return { giver: me?.role === 'steward', member: me !== null }
  }
  const own = row.keeper_tag === null ? null : await rowOfPerson(db, actor.person)
  const keeps = own !== null && keeperTags(outside.keys, own.id).some((tag) => row.keeper_tag?.equals(tag) === true)
  return { giver: keeps, member: keeps }
}

/** What the one who acts is to a mandate. */
async function relationTo(db: Reader, reading: Reading, row: MandateRow) {
  const { person } = reading.actor
  const body = row.holder_body_id
  const holder = body === null ? person !== null && row.holder_id === person : (await organisations.standingOf(db, body, person)).steward
  return { holder, ...(await sideOf(db, reading, row)) }
}
export type Relation = Awaited<ReturnType<typeof relationTo>>

/** One that this reader may know of. Before its holder agreed it is there for the two sides alone, and for members who are asked. */
export async function seenMandate(db: Reader, reading: Reading, id: string) {
  const row = (await mandateRow(db, id)) ?? refuse(no('mandate.missing'))
  const [givers, relation] = [await giversOf(db, reading, [row]), await relationTo(db, reading, row)]
  const asked = row.decided_how === 'members' && relation.member
  const told = row.accepted_on !== null || relation.holder || relation.giver || asked
  if (!givers.has(row.id) || !told) return refuse(no('mandate.missing'))
  return { row, givers, relation }
}

type Holder = { readonly name: string | null; readonly path: string | null }
const NOBODY: Holder = { name: null, path: null }

/** Whoever speaks under each of these: the name, as this reader may know it, and the page of a body. */
export async function holdersOf(db: Reader, { actor }: Reading, rows: readonly MandateRow[]): Promise<ReadonlyMap<string, Holder>> {
  const persons = rows.flatMap(({ holder_body_id: body, holder_id: person }) => (body === null ? (person ?? []) : []))
  const names = persons.length === 0 ? new Map<string, string>() : await profiles.namesFor(db, actor, persons)
  const bodies = rows.flatMap(({ holder_body_id: body }) => body ?? [])
  const cards = await organisations.bodyCards(db, bodies, actor.locale)
  return new Map(
    rows.map(({ id, holder_body_id: body, holder_id: person }) => {
      if (body === null) return [id, { name: names.get(person ?? '') ?? null, path: null }]
      const card = cards.get(body)
      return [id, card === undefined ? NOBODY : { name: card.name, path: `/bodies/${card.slug}` }]
    }),
  )
}

/** Those of these whose givers this reader may know of, in the order of the rows. */
async function drawn(db: Reader, reading: Reading, rows: readonly MandateRow[], givers: Givers): Promise<readonly Mandate[]> {
  if (rows.length === 0) return []
  const today = dayIn(reading.now)
  const ids = rows.map(({ id }) => id)
  const holders = await holdersOf(db, reading, rows)
  const words = await db.selectFrom('mandate_word').selectAll().where('mandate_id', 'in', ids).orderBy('told_on').orderBy('id').execute()
  const questions = await db
    .selectFrom('mandate_question')
    .selectAll()
    .where('mandate_id', 'in', ids)
    .orderBy('asked_on')
    .orderBy('id')
    .execute()
  const [wordsOf, questionsOf] = [Map.groupBy(words, (one) => one.mandate_id), Map.groupBy(questions, (one) => one.mandate_id)]
  return rows.flatMap((row): Mandate[] => {
    const giver = givers.get(row.id)
    if (giver === undefined) return []
    const { name: holder, path: holderPath } = holders.get(row.id) ?? NOBODY
    return [
      {
        ...{ id: row.id, path: mandatePath(row.id), giver, holder, holderPath, subject: row.subject },
        ...{ maySay: row.may_say, mayNot: row.may_not, takingBack: row.taking_back, minutes: row.minutes, language: row.language },
        ...{ decidedHow: row.decided_how, startsOn: row.starts_on, endsOn: row.ends_on, feedbackOn: row.feedback_on },
        standing: standing(row, today),
        vote:
          row.vote_ends_at === null
            ? null
            : { endsAt: row.vote_ends_at.toISOString(), quorum: row.vote_quorum ?? 0, for: row.vote_for, against: row.vote_against },
        words: (wordsOf.get(row.id) ?? []).map(({ text, language, told_on: on }) => ({ text, language, on })),
        questions: (questionsOf.get(row.id) ?? []).map((one) => ({
          ...{
            id: one.id,
            text: one.text,
            language: one.language,
            answerBy: one.answer_by,
            answer: one.answer,
            answeredOn: one.answered_on,
          },
          late: one.answer === null && one.answer_by < today,
        })),
      },
    ]
  })
}

export async function wholeMandate(db: Reader, reading: Reading, id: string) {
  const { row, givers, relation } = await seenMandate(db, reading, id)
  const [mandate = refuse(no('mandate.missing'))] = await drawn(db, reading, [row], givers)
  return { mandate, relation }
}

/** Those of these that its holder agreed to and that this reader may know of. */
export async function mandatesByIds(db: Reader, reading: Reading, ids: readonly string[]): Promise<ReadonlyMap<string, Mandate>> {
  const rows = await db
    .selectFrom('mandate')
    .selectAll()
    .where('id', 'in', [...ids])
    .where('accepted_on', 'is not', null)
    .execute()
  const told = await drawn(db, reading, rows, await giversOf(db, reading, rows))
  return new Map(told.map((one) => [one.id, one]))
}

/** Of a body or a community: given, of a group that it knows, or held; newest end first, and what its members are asked about for them. Null: all that this reader may read. */
export async function mandatesOf(db: Reader, reading: Reading, by: Namer | null): Promise<readonly Mandate[]> {
  let wanted = db
    .selectFrom('mandate')
    .selectAll()
    .where((where) =>
      where.or([
        where('accepted_on', 'is not', null),
        where.and([where('vote_ends_at', '>', reading.now), where('withdrawn_on', 'is', null)]),
      ]),
    )
  if (by !== null) wanted = wanted.where((where) => where.or([where('giver_id', '=', by.id), where('holder_body_id', '=', by.id)]))
  const rows = await wanted.orderBy('ends_on', 'desc').orderBy('id').limit(ON_A_PAGE).execute()
  const givers = await giversOf(db, reading, rows)
  const told: MandateRow[] = []
  for (const row of rows) if (givers.has(row.id) && (row.accepted_on !== null || (await sideOf(db, reading, row)).member)) told.push(row)
  return drawn(db, reading, told, givers)
}

/** Of the acting identity, and of the bodies that it is steward of. */
export async function heldBy(db: Reader, { person, locale }: Actor): Promise<readonly MandateRow[]> {
  if (person === null) return []
  const bodies = (await organisations.bodiesWhere(db, person, 'steward', locale)).map(({ id }) => id)
  return db
    .selectFrom('mandate')
    .selectAll()
    .where((where) => where.or([where('holder_id', '=', person), ...(bodies.length === 0 ? [] : [where('holder_body_id', 'in', bodies)])]))
    .orderBy('ends_on', 'desc')
    .orderBy('id')
    .execute()
}

/** What waits for the acting identity to agree, or that it holds. */
export async function ownMandates(db: Reader, reading: Reading): Promise<readonly Mandate[]> {
  const rows = await heldBy(db, reading.actor)
  return drawn(db, reading, rows, await giversOf(db, reading, rows))
}

export const listMandates = query({
  name: 'voices.mandates',
  summary: 'Who may speak for whom, as far as the reader may know of who gave it',
  route: 'GET /voices/mandates',
  input: z.object({}),
  output: z.object({ mandates: z.array(shape) }),
  async read(db, { actor, now, outside }) {
    return { mandates: [...(await mandatesOf(db, { actor, now, outside }, null))] }
  },
})

export const readMandate = query({
  name: 'voices.read-mandate',
  summary: 'One mandate, with what was said in the name of those who gave it, and questions about it',
  route: 'GET /voices/mandates/{mandate}',
  input: z.object({ mandate: shapes.id }),
  output: shape,
  async read(db, { input, actor, now, outside }) {
    return (await wholeMandate(db, { actor, now, outside }, input.mandate)).mandate
  },
})
