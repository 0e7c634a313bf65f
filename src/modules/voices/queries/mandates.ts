import { isUuid } from '#base'
import { z } from 'zod'
import { query } from '../../../core/command.ts'
import type { EventDraft } from '../../../core/event.ts'
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

const STANDINGS = ['offered', 'to-come', 'holds', 'over', 'withdrawn'] as const

export const shape = z.object({
  id: z.string(),
  path: z.string(),
  giver: z.object({ sort: z.enum(['body', 'community', 'unnamed']), name: z.string(), language: z.string(), path: z.string() }),
  holder: z.string().nullable().describe('Null: nobody is named to this reader'),
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
  return {
    holder: actor.person !== null && row.holder_id === actor.person,
    giver: giver === null ? keeps : await isSteward(db, reading, giver),
    member,
  }
}
export type Relation = Awaited<ReturnType<typeof relationTo>>

/** One that this reader may know of. Before its holder agreed it is there for the two sides alone. */
export async function seenMandate(db: Reader, reading: Reading, id: string) {
  const row = (await mandateRow(db, id)) ?? refuse(no('mandate.missing'))
  const [giver, relation] = [await giverOf(db, reading, row), await relationTo(db, reading, row)]
  const told = row.accepted_on !== null || relation.holder || relation.giver
  if (giver === null || !told) return refuse(no('mandate.missing'))
  return { row, giver, relation }
}

async function drawn(db: Reader, reading: Reading, { row, giver }: { row: MandateRow; giver: Mandate['giver'] }): Promise<Mandate> {
  const today = dayIn(reading.now)
  const names = row.holder_id === null ? new Map<string, string>() : await profiles.namesFor(db, reading.actor, [row.holder_id])
  const words = await db.selectFrom('mandate_word').selectAll().where('mandate_id', '=', row.id).orderBy('told_on').orderBy('id').execute()
  const questions = await db
    .selectFrom('mandate_question')
    .selectAll()
    .where('mandate_id', '=', row.id)
    .orderBy('asked_on')
    .orderBy('id')
    .execute()
  return {
    ...{ id: row.id, path: mandatePath(row.id), giver, holder: names.get(row.holder_id ?? '') ?? null, subject: row.subject },
    ...{ maySay: row.may_say, mayNot: row.may_not, takingBack: row.taking_back, minutes: row.minutes, language: row.language },
    ...{ decidedHow: row.decided_how, startsOn: row.starts_on, endsOn: row.ends_on, feedbackOn: row.feedback_on },
    standing: standing(row, today),
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

/** Of a body or a community, given or of a group that it knows; newest end first. Null: all that everybody may read. */
export async function mandatesOf(db: Reader, reading: Reading, by: Namer | null): Promise<readonly Mandate[]> {
  let wanted = db.selectFrom('mandate').selectAll().where('accepted_on', 'is not', null)
  if (by !== null) wanted = wanted.where('giver_id', '=', by.id)
  const rows = await wanted.orderBy('ends_on', 'desc').orderBy('id').limit(ON_A_PAGE).execute()
  const told: Mandate[] = []
  for (const row of rows) {
    const giver = await giverOf(db, reading, row)
    if (giver !== null) told.push(await drawn(db, reading, { row, giver }))
  }
  return told
}

/** What waits for the acting identity to agree, or that it holds. */
export async function ownMandates(db: Reader, reading: Reading): Promise<readonly Mandate[]> {
  if (reading.actor.person === null) return []
  const rows = await db.selectFrom('mandate').selectAll().where('holder_id', '=', reading.actor.person).orderBy('ends_on', 'desc').execute()
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
