import type { Actor } from '../../../core/actor.ts'
import { isTheHub } from '../../../core/actor.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { people } from '../../people/index.ts'
import { maySee, type EntryFacts, type Relation } from '../policy.ts'
import { no } from '../refusals.ts'
import { entryRow, type EntryRow } from './entries.ts'

export type Asking = { readonly actor: Actor; readonly now: Date }
export type Found = { readonly row: EntryRow; readonly relation: Relation; readonly facts: EntryFacts }

export const factsOf = (row: Pick<EntryRow, 'state' | 'hidden_for' | 'proposed_at'>): EntryFacts => ({
  state: row.state,
  hidden: row.hidden_for !== null,
  waits: row.proposed_at !== null,
})

/** Keepers whom the hub names, and the stewards of verified bodies: one of them reads what somebody wants to publish in their own name. */
export async function isReader(db: Reader, { actor, now }: Asking): Promise<boolean> {
  if (actor.person === null) return isTheHub(actor)
  const keeper = await db.selectFrom('library_keeper').select('person_id').where('person_id', '=', actor.person).executeTakeFirst()
  if (keeper !== undefined) return true
  const bodies = await organisations.bodiesWhere(db, actor.person, 'steward', 'en')
  if (bodies.length === 0) return false
  const verified = await organisations.verifiedNow(db, now)
  return bodies.some(({ id }) => verified.has(id))
}

export async function convenes(db: Reader, actor: Actor, body: string): Promise<boolean> {
  return isTheHub(actor) || (await organisations.standingOf(db, body, actor.person)).convener
}

async function ownsIt(db: Reader, row: EntryRow, actor: Actor): Promise<boolean> {
  if (row.body_id !== null) return convenes(db, actor, row.body_id)
  return actor.person !== null && row.person_id === actor.person
}

async function wroteIt(db: Reader, row: EntryRow, actor: Actor): Promise<boolean> {
  if (actor.account === null || row.person_id === null) return false
  return (await people.personsOf(db, actor.account)).some((person) => person === row.person_id)
}

/** Null where this reader finds nothing: what is hidden is like what never was. */
export async function foundEntry(db: Reader, id: string, asking: Asking): Promise<Found | null> {
  const row = await entryRow(db, id)
  if (row === null) return null
  const { actor } = asking
  const relation = {
    ...{ actor, owner: await ownsIt(db, row, actor), reader: await isReader(db, asking) },
    wroteIt: await wroteIt(db, row, actor),
  }
  const facts = factsOf(row)
  return maySee(relation, facts) ? { row, relation, facts } : null
}

export async function demandEntry(db: Reader, id: string, asking: Asking): Promise<Found> {
  return (await foundEntry(db, id, asking)) ?? refuse(no('library.missing'))
}
