import { theHub } from '../core/actor.ts'
import type { Operation } from '../core/operation.ts'
import { operationNamed, rooms } from '../main/rooms.ts'
import type { Hub, BareHub, Visitor } from './hub.ts'

export type Made = { readonly id: string; readonly slug: string }

export const SEEDS = [
  'Vaccination records should follow people across borders.',
  'Les carnets de santé doivent être lisibles dans les deux langues.',
  'Consulates should keep a list of doctors who speak our languages.',
  'A pharmacy abroad should accept a prescription from home.',
  'Mental health deserves a line of its own in the budget.',
  'Remittances for care should be free of charge.',
  'Elders who return need a hospital near their village.',
  'Telemedicine should be paid like a visit.',
]

/** An open dialogue of the department in the clock of the tests: opened an hour ago, closes in two weeks. */
export const PLAN = {
  language: 'en',
  title: 'Health between two countries',
  summary: 'What would make care easier for people who live in two places?',
  background: 'The department asks **everybody**.',
  questions: ['What helps already?', 'What is missing?'],
  languages: ['en', 'fr'],
  opensAt: '2026-03-01T11:00:00Z',
  closesAt: '2026-03-15T12:00:00Z',
  answerBy: '2026-04-15T12:00:00Z',
  participation: 'anyone',
  mayAdd: true,
  moderation: 'before',
  rules: ['one-idea', 'on-topic', 'no-attack'],
  seeds: SEEDS,
}

/** All that the rooms offer, or that one room offers. */
export const operationsOf = (name?: string): readonly Operation[] =>
  rooms.flatMap((room) => (name === undefined || room.name === name ? room.operations : []))

/** A deed by its name, as the hub itself. */
export async function doAsHub<T = unknown>(hub: Pick<BareHub, 'runner'>, name: string, input: unknown): Promise<T> {
  return (await operationNamed(name).invoke(hub.runner, input, theHub)) as T
}

export async function makeDraft(hub: Hub, more: Readonly<Record<string, unknown>> = {}): Promise<Made> {
  return doAsHub<Made>(hub, 'dialogue.create', { ...PLAN, bodyId: hub.cast.bodies.unit, ...more })
}

export async function makeOpen(hub: Hub, more: Readonly<Record<string, unknown>> = {}): Promise<Made> {
  const made = await makeDraft(hub, more)
  await doAsHub(hub, 'dialogue.open', { dialogue: made.id })
  return made
}

export async function makeClosed(hub: Hub, more: Readonly<Record<string, unknown>> = {}): Promise<Made> {
  const made = await makeOpen(hub, more)
  await doAsHub(hub, 'dialogue.close', { dialogue: made.id })
  return made
}

/** Somebody without an account, in a browser of their own, who takes part. */
export async function joinAsGuest(hub: Hub, { slug }: Pick<Made, 'slug'>): Promise<Visitor> {
  const guest = hub.as(null)
  const answer = await guest.post(`/dialogues/${slug}/participation`)
  if (answer.status !== 303) throw new Error(`joining was answered with ${answer.status}`)
  return guest
}

/** Votes of many participants, written where the deed writes them: `votesOf(i)` holds a value for each statement, null for none. */
export async function seatCrowd(
  hub: Hub,
  dialogueId: string,
  people: number,
  votesOf: (person: number) => readonly (1 | -1 | 0 | null)[],
): Promise<void> {
  const at = hub.runner.outside.now()
  const { before } = await hub.db
    .selectFrom('participant')
    .select((eb) => eb.fn.countAll<number>().as('before'))
    .where('dialogue_id', '=', dialogueId)
    .executeTakeFirstOrThrow()
  const numbers = Array.from({ length: people }, (_, person) => 1000 + before + person)
  await hub.db
    .insertInto('participant')
    .values(
      numbers.map((number) => ({
        dialogue_id: dialogueId,
        number,
        holder_tag: Buffer.from(`crowd ${number}`),
        author_number: null,
        joined_at: at,
      })),
    )
    .execute()
  const rows = numbers.flatMap((participant, person) =>
    votesOf(person).flatMap((value, statement) =>
      value === null ? [] : [{ dialogue_id: dialogueId, participant, statement, value, cast_at: at }],
    ),
  )
  await hub.db.insertInto('vote').values(rows).execute()
}

/** Status and code of a refusal by the API. */
export async function refusalOf(answer: Response): Promise<readonly [number, string]> {
  const { type } = (await answer.json()) as { type: string }
  return [answer.status, type]
}

export const eventsOf = (hub: Hub, scope: string) =>
  hub.db.selectFrom('event').selectAll().where('scope_id', '=', scope).orderBy('sequence').execute()
export const kindsOf = async (hub: Hub, scope: string): Promise<readonly string[]> => (await eventsOf(hub, scope)).map(({ kind }) => kind)
