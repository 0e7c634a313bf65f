import { readElectorate, type Electorate, type ElectionIssuer } from '#hidden-ballot'
import { isUuid } from '#base'
import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { HiddenPlace, HiddenVoices } from '../../../core/hidden-voices.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader, Tables } from '../../../platform/db.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

const tree = z.object({ size: z.number(), root: z.string() })
export const issuedBy = z.object({
  digest: z.string(),
  roll: z.number(),
  issued: z.number(),
  commitment: z.object({ issued: tree, empty: tree }),
  votingOpens: z.string().optional().describe('Its own first day of votes'),
})
export type IssuedBy = z.infer<typeof issuedBy>

/** Of whatever is no id there is no box, and whoever mistyped it is told that. */
export const named = z.string().describe('Id of the dialogue')

export type Box = {
  readonly id: string
  readonly electorate: Electorate
  readonly issued: readonly IssuedBy[]
  readonly least: number
  readonly votesFrom: string | null
  readonly closed: boolean
  readonly registered: number
  readonly voted: number
}

function boxFrom(row: Selectable<Tables['ballot_box']>): Box {
  const electorate = readElectorate(row.electorate)
  if (!electorate.ok) throw new Error(`the electorate of a ballot box cannot be read: ${electorate.fault}`)
  const issued = z.array(issuedBy).safeParse(row.issued)
  return {
    ...{ id: row.dialogue_id, electorate: electorate.value, issued: issued.success ? issued.data : [] },
    ...{ least: row.least, votesFrom: row.votes_from, closed: row.closed, registered: row.registered, voted: row.voted },
  }
}

/** A deed that adds to a box holds it `share`; a batch takes it whole, so that nothing slips between. */
export async function boxOf(db: Reader, id: string, lock: 'none' | 'share' | 'update' = 'none'): Promise<Box | null> {
  if (!isUuid(id)) return null
  const select = db.selectFrom('ballot_box').selectAll().where('dialogue_id', '=', id)
  const row = await (lock === 'share' ? select.forShare() : lock === 'update' ? select.forUpdate() : select).executeTakeFirst()
  return row === undefined ? null : boxFrom(row)
}

export const hasBoxes = async (db: Reader): Promise<boolean> =>
  (await db.selectFrom('ballot_box').select('dialogue_id').limit(1).executeTakeFirst()) !== undefined

export async function openBoxes(db: Reader): Promise<readonly Box[]> {
  const rows = await db
    .selectFrom('ballot_box')
    .selectAll()
    .where('closed', '=', false)
    .where('votes_from', 'is not', null)
    .orderBy('dialogue_id')
    .execute()
  return rows.map(boxFrom)
}

export async function placeOf(places: readonly HiddenVoices[], db: Reader, id: string) {
  for (const voices of places) {
    const place = await voices.placeOf(db, id)
    if (place !== null) return { voices, place }
  }
  return null
}

export type Found = { readonly box: Box; readonly place: HiddenPlace; readonly voices: HiddenVoices }

export async function demandBox(
  places: readonly HiddenVoices[],
  db: Reader,
  { id, lock = 'none' }: { readonly id: string; readonly lock?: 'none' | 'share' | 'update' },
): Promise<Found> {
  const box = await boxOf(db, id, lock)
  const found = box === null ? null : await placeOf(places, db, box.id)
  return box === null || found === null ? refuse(no('ballot.missing')) : { box, ...found }
}

export const waitingIn = (db: Reader, id: string) =>
  db.selectFrom('ballot_waiting').select(['voter', 'sort', 'place', 'seq', 'content']).where('dialogue_id', '=', id).execute()

export async function countWaiting(db: Reader, id: string): Promise<number> {
  const { count } = await db
    .selectFrom('ballot_waiting')
    .select((eb) => eb.fn.count<number>('voter').distinct().as('count'))
    .where('dialogue_id', '=', id)
    .executeTakeFirstOrThrow()
  return count
}

export async function countRegistrations(db: Reader, id: string): Promise<number> {
  const { count } = await db
    .selectFrom('ballot_waiting')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('dialogue_id', '=', id)
    .where('sort', '=', 'registration')
    .executeTakeFirstOrThrow()
  return count
}

/** What is registered of a key stands still until the deed ends: of what the key sends at once each knows of what came before. */
export async function holdVoter(db: Reader, id: string, voter: string): Promise<void> {
  const rows = await db
    .selectFrom('ballot_voter')
    .select('voter')
    .where('dialogue_id', '=', id)
    .where('voter', '=', voter)
    .forUpdate()
    .execute()
  if (rows.length > 0) return
  await db
    .selectFrom('ballot_waiting')
    .select('voter')
    .where('dialogue_id', '=', id)
    .where('voter', '=', voter)
    .where('sort', '=', 'registration')
    .forUpdate()
    .execute()
}

/** What the box has of one key, in batches and waiting. */
export async function standingOf(db: Reader, id: string, voter: string) {
  const row = await db
    .selectFrom('ballot_voter')
    .select(['credentials', 'muted_for', 'entries'])
    .where('dialogue_id', '=', id)
    .where('voter', '=', voter)
    .executeTakeFirst()
  const waiting = await db
    .selectFrom('ballot_waiting')
    .select(['sort', 'place', 'seq', 'content'])
    .where('dialogue_id', '=', id)
    .where('voter', '=', voter)
    .orderBy('place')
    .execute()
  const votes = await db
    .selectFrom('ballot_vote')
    .select(['statement', 'seq', 'value', 'important'])
    .where('dialogue_id', '=', id)
    .where('voter', '=', voter)
    .orderBy('statement')
    .execute()
  const written = await db.selectFrom('ballot_statement').select('seq').where('dialogue_id', '=', id).where('voter', '=', voter).execute()
  return {
    registration: waiting.find(({ sort }) => sort === 'registration')?.content ?? null,
    ...{ row: row ?? null, waiting, votes, written: written.map(({ seq }) => seq) },
  }
}
export type VoterStanding = Awaited<ReturnType<typeof standingOf>>
/** The highest number in the sequence of a key. */
export const highestOf = ({ waiting, votes, written }: VoterStanding): number =>
  Math.max(0, ...[...waiting, ...votes].map(({ seq }) => seq), ...written)
export const isRegistered = ({ row, registration }: VoterStanding): boolean => row !== null || registration !== null

export const batchesOf = (db: Reader, id: string) =>
  db
    .selectFrom('ballot_batch')
    .select(['number', 'digest', 'registrations', 'votes'])
    .where('dialogue_id', '=', id)
    .orderBy('number')
    .execute()

/** As `election.json` names them, with what each told at its end. */
export const electionIssuers = ({ electorate, issued }: Box, digestOf: (key: string) => string): readonly ElectionIssuer[] =>
  electorate.issuers.map(({ name, key }) => {
    const told = issued.find(({ digest }) => digest === digestOf(key))
    return { name, key, roll: told?.roll ?? 0, issued: told?.issued ?? null, commitment: told?.commitment ?? null }
  })
