import { sql } from 'kysely'
import type { Actor } from '../../../core/actor.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader, Tx } from '../../../platform/db.ts'
import { gatherings, type Part, type SessionCard } from '../../gatherings/index.ts'
import { people } from '../../people/index.ts'
import { registrations } from '../../registrations/index.ts'
import type { Asked, Standing } from '../policy.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

/** A session with what the actor is on its floor. */
export type Floor = {
  readonly session: SessionCard
  readonly standing: Standing
  /** The name of what they do here, told beside what they enter or answer. */
  readonly part: Part | null
}

export type At = { readonly summit: string; readonly edition: string; readonly number: number } | { readonly id: string }

const LEADS: readonly Part[] = ['chair', 'rapporteur', 'organiser']
/** The nearest to the session first: as that somebody is told beside what they enter or answer. */
const RECORDS: readonly Part[] = ['chair', 'rapporteur', 'youth-rapporteur', 'note-taker', 'organiser']

/** Missing where there is no such session for this actor, or none that is announced. */
export async function floorAt(db: Reader, at: At, actor: Actor): Promise<Floor> {
  const seen = await gatherings.seenSession(db, at, actor)
  if (seen === null) return refuse(no('floor.missing'))
  const { session, parts } = seen
  const attending = (await registrations.attending(db, session.editionId, actor.person)) !== null
  const standing: Standing = {
    phase: session.phase,
    attending,
    leads: LEADS.some((part) => parts.has(part)),
    records: RECORDS.some((part) => parts.has(part)),
  }
  return { session, standing, part: RECORDS.find((part) => parts.has(part)) ?? null }
}

export const floorOfSession = (db: Reader, session: string, actor: Actor): Promise<Floor> => floorAt(db, { id: session }, actor)

/**
 * Every identity of whoever acts: one voice is one of the account, also where somebody came back under another of its names. Nothing that
 * leaves this room holds two of them.
 */
export async function ownPersons(db: Reader, actor: Actor): Promise<readonly string[]> {
  if (actor.person === null) return []
  const all = await people.personsOf(db, actor.account)
  return all.includes(actor.person) ? all : [...all, actor.person]
}

export type QuestionRow = Awaited<ReturnType<typeof questionHeld>>

/** A question, held until the deed is done, so that two decisions follow one another. */
export async function questionHeld(tx: Tx, session: string, id: string) {
  const row = await tx
    .selectFrom('floor_question')
    .selectAll()
    .where('session_id', '=', session)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row ?? refuse(no('question.missing'))
}

/** Of two who lead and press at once, the second finds what the first did: one question is on the floor, and one person speaks. */
export async function oneLeads(tx: Tx, session: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`floor/${session}`}))`.execute(tx)
}

export const askedOf = (row: QuestionRow, own: readonly string[]): Asked => ({
  state: row.state,
  chairOnly: row.chair_only,
  own: row.person_id !== null && own.includes(row.person_id),
  hidden: row.hidden_for !== null,
})

/** A part of the run sheet, as the room of the session gives it out. */
export type Block = Awaited<ReturnType<typeof gatherings.blocksOf>>[number]
