import { routingFrom, seenFrom, tableFor, type AskedPerson, type Routing } from '#deliberation'
import type { Reader } from '../../../platform/db.ts'

export type LoggedServing = {
  readonly participant: number
  readonly answered: number
  readonly statement: number
  readonly propensity: number
  readonly explored: boolean
  /** Of the chances that held, 32 hex digits. */
  readonly digest: string
  readonly place: number
  readonly seen: Uint8Array
}

/** Servings of people whose votes count, by their numbers, which are random: the first so many are those of a random sample of people. */
export async function readServings(db: Reader, dialogueId: string, most: number): Promise<LoggedServing[]> {
  const rows = await db
    .selectFrom('serving')
    .innerJoin('participant', (join) =>
      join.onRef('participant.dialogue_id', '=', 'serving.dialogue_id').onRef('participant.number', '=', 'serving.participant'),
    )
    .select(['serving.participant', 'answered', 'statement', 'propensity', 'explored', 'digest', 'place', 'seen'])
    .where('serving.dialogue_id', '=', dialogueId)
    .where('participant.removed_at', 'is', null)
    .orderBy('serving.participant')
    .orderBy('answered')
    .limit(most)
    .execute()
  const servings = rows.map(({ digest, ...row }) => ({ ...row, digest: digest.toString('hex') }))
  // Where the list was cut, it may have cut a person in two.
  const cut = servings.length === most ? servings.at(-1)?.participant : undefined
  return servings.filter(({ participant }) => participant !== cut)
}

/** The chances that have this digest, packed; null where they were not kept. */
export async function readChances(db: Reader, dialogueId: string, digest: string): Promise<Uint8Array | null> {
  const row = await db
    .selectFrom('routing_table')
    .select('weights')
    .where('dialogue_id', '=', dialogueId)
    .where('digest', '=', Buffer.from(digest, 'hex'))
    .executeTakeFirst()
  return row?.weights ?? null
}

/** As many unpacked chances are held at once: a person's servings rarely name more than a few. */
const HELD = 64

/** The people of some servings, with their chances and final votes. */
export async function askedPeople(db: Reader, dialogueId: string, servings: readonly LoggedServing[]): Promise<AskedPerson[]> {
  const held = new Map<string, Routing>()
  const routingOf = async (digest: string): Promise<Routing | null> => {
    const packed = held.has(digest) ? null : await readChances(db, dialogueId, digest)
    if (packed !== null) held.set(digest, routingFrom(packed))
    const [oldest] = held.keys()
    if (held.size > HELD && oldest !== undefined) held.delete(oldest)
    return held.get(digest) ?? null
  }
  const answers = await finalAnswers(db, dialogueId, [...new Set(servings.map(({ participant }) => participant))])
  const people: AskedPerson[] = []
  for (const [participant, own] of Map.groupBy(servings, (one) => one.participant)) {
    const occasions = []
    for (const { statement: served, digest, place, seen } of own) {
      const routing = await routingOf(digest)
      if (routing !== null) occasions.push({ table: tableFor(routing, place), seen: seenFrom(routing, seen), served })
    }
    people.push({ occasions, answers: answers.get(participant) ?? [] })
  }
  return people
}

async function finalAnswers(db: Reader, dialogueId: string, people: readonly number[]): Promise<Map<number, AskedPerson['answers']>> {
  const [first, last] = [people[0], people.at(-1)]
  if (first === undefined || last === undefined) return new Map()
  const votes = await db
    .selectFrom('vote')
    .select(['participant', 'statement', 'value'])
    .where('dialogue_id', '=', dialogueId)
    // People come by their numbers.
    .where('participant', '>=', first)
    .where('participant', '<=', last)
    .execute()
  return Map.groupBy(votes, ({ participant }) => participant)
}

const DAY_MS = 86_400_000
/** A body that never answers does not make the hub keep for ever what people were shown. */
const LONGEST_DAYS = 365

/** Dialogues whose log of servings has done its work: answered, or closed a year ago. */
export async function settledLogs(db: Reader, now: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('dialogue')
    .select('id')
    .where((eb) => eb.or([eb('state', '=', 'answered'), eb('closed_at', '<', new Date(now.getTime() - LONGEST_DAYS * DAY_MS))]))
    // A dialogue has thousands of tables of chances: one of them is enough to know.
    .where((eb) =>
      eb.exists(
        eb.selectFrom('routing_table').select('routing_table.dialogue_id').whereRef('routing_table.dialogue_id', '=', 'dialogue.id'),
      ),
    )
    .execute()
  return rows.map(({ id }) => id)
}
