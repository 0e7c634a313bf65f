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
import { isSteward, ownFacts, type Namer } from './intermediaries.ts'
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

/** Who gave it, as this reader may know of them; null: not at all, and then there is no mandate either. */
async function giverOf(db: Reader, reading: Reading, row: MandateRow): Promise<Mandate['giver'] | null> {
  if (row.giver_sort === 'community') {
    const seen = await communities.seen(db, reading, { id: row.giver_id })
    return seen === null ? null : { sort: 'community', name: seen.name, language: seen.language, path: seen.path }
  }
  const card = (await organisations.bodyCards(db, [row.giver_id], reading.actor.locale)).get(row.giver_id)
  return card === undefined ? null : { sort: row.giver_sort, name: card.name, language: card.language, path: `/bodies/${card.slug}` }
}

/** What the one who acts is to a mandate. */
export async function relationTo(db: Reader, reading: Reading, row: MandateRow) {
  const { actor, outside } = reading
  const giver: Namer | null = row.giver_sort === 'unnamed' ? null : { sort: row.giver_sort, id: row.giver_id }
  const own = row.keeper_tag === null ? null : (await ownFacts(db, reading)).row
  const keeps = own !== null && keeperTags(outside.keys, own.id).some((tag) => row.keeper_tag?.equals(tag) === true)
  const member =
    giver === null
      ? keeps
      : giver.sort === 'body'
        ? (await organisations.standingOf(db, giver.id, actor.person)).member
        : (await communities.membershipOf(db, reading, giver.id)) !== null
  const body = row.holder_body_id
  return {
    holder:
      body === null
        ? actor.person !== null && row.holder_id === actor.person
        : (await organisations.standingOf(db, body, actor.person)).steward,
    giver: giver === null ? keeps : await isSteward(db, reading, giver),
    member,
  }
}
export type Relation = Awaited<ReturnType<typeof relationTo>>

/** One that this reader may know of. Before its holder agreed it is there for the two sides alone, and for members who are asked. */
export async function seenMandate(db: Reader, reading: Reading, id: string) {
  const row = (await mandateRow(db, id)) ?? refuse(no('mandate.missing'))
  const [giver, relation] = [await giverOf(db, reading, row), await relationTo(db, reading, row)]
  const asked = row.decided_how === 'members' && relation.member
  const told = row.accepted_on !== null || relation.holder || relation.giver || asked
  if (giver === null || !told) return refuse(no('mandate.missing'))
  return { row, giver, relation }
}

async function holderOf(
  db: Reader,
  { actor }: Reading,
  row: MandateRow,
): Promise<{ readonly name: string | null; readonly path: string | null }> {
  if (row.holder_body_id !== null) {
    const card = (await organisations.bodyCards(db, [row.holder_body_id], actor.locale)).get(row.holder_body_id)
    return { name: card?.name ?? null, path: card === undefined ? null : `/bodies/${card.slug}` }
  }
  if (row.holder_id === null) return { name: null, path: null }
  return { name: (await profiles.namesFor(db, actor, [row.holder_id])).get(row.holder_id) ?? null, path: null }
}

async function drawn(db: Reader, reading: Reading, { row, giver }: { row: MandateRow; giver: Mandate['giver'] }): Promise<Mandate> {
  const today = dayIn(reading.now)
  const holder = await holderOf(db, reading, row)
  const words = await db.selectFrom('mandate_word').selectAll().where('mandate_id', '=', row.id).orderBy('told_on').orderBy('id').execute()
  const questions = await db
    .selectFrom('mandate_question')
    .selectAll()
    .where('mandate_id', '=', row.id)
    .orderBy('asked_on')
    .orderBy('id')
    .execute()
  return {
    ...{ id: row.id, path: mandatePath(row.id), giver, holder: holder.name, holderPath: holder.path, subject: row.subject },
    ...{ maySay: row.may_say, mayNot: row.may_not, takingBack: row.taking_back, minutes: row.minutes, language: row.language },
    ...{ decidedHow: row.decided_how, startsOn: row.starts_on, endsOn: row.ends_on, feedbackOn: row.feedback_on },
    standing: standing(row, today),
    vote:
      row.vote_ends_at === null
        ? null
        : { endsAt: row.vote_ends_at.toISOString(), quorum: row.vote_quorum ?? 0, for: row.vote_for, against: row.vote_against },
    words: words.map(({ text, language, told_on: on }) => ({ text, language, on })),
    questions: questions.map((one) => ({
      ...{ id: one.id, text: one.text, language: one.language, answerBy: one.answer_by, answer: one.answer, answeredOn: one.answered_on },
      late: one.answer === null && one.answer_by < today,
    })),
  }
}

export async function wholeMandate(db: Reader, reading: Reading, id: string) {
  const seen = await seenMandate(db, reading, id)
  return { mandate: await drawn(db, reading, seen), relation: seen.relation, row: seen.row }
}

/** Those of these that its holder agreed to and that this reader may know of. */
export async function mandatesByIds(db: Reader, reading: Reading, ids: readonly string[]): Promise<ReadonlyMap<string, Mandate>> {
  const rows = await db
    .selectFrom('mandate')
    .selectAll()
    .where('id', 'in', [...ids])
    .where('accepted_on', 'is not', null)
    .execute()
  const told = new Map<string, Mandate>()
  for (const row of rows) {
    const giver = await giverOf(db, reading, row)
    if (giver !== null) told.set(row.id, await drawn(db, reading, { row, giver }))
  }
  return told
}

/** The name of whoever speaks, as this reader may know it, and the page of a body. */
export const holderNamed = (db: Reader, reading: Reading, row: MandateRow) => holderOf(db, reading, row)

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
  const told: Mandate[] = []
  for (const row of rows) {
    const giver = await giverOf(db, reading, row)
    if (giver === null || (row.accepted_on === null && !(await relationTo(db, reading, row)).member)) continue
    told.push(await drawn(db, reading, { row, giver }))
  }
  return told
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
  if (reading.actor.person === null) return []
  const rows = await heldBy(db, reading.actor)
  const told: Mandate[] = []
  for (const row of rows) {
    const giver = await giverOf(db, reading, row)
    if (giver !== null) told.push(await drawn(db, reading, { row, giver }))
  }
  return told
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
