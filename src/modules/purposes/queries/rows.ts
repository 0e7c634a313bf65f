import type { Selectable } from 'kysely'
import { refuse } from '../../../core/refused.ts'
import type { Reading } from '../../../core/published.ts'
import type { Reader, Tables, Tx } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import { no } from '../refusals.ts'
import { courseOf, dayIn, isUnclosed, standing, stateOf, stepsDone, sumOf } from '../rules.ts'
import { demandHere, type Here } from './here.ts'
import type { Card, Entry, Whole } from './shapes.ts'

export type Row = Selectable<Tables['purpose']>
type At = { readonly community: string; readonly purpose: string }

export const pathOf = (slug: string, id: string): string => `/communities/${slug}/purposes/${id}`

export async function rowOf(db: Reader, { community, purpose }: At): Promise<Row | null> {
  const row = await db.selectFrom('purpose').selectAll().where('community_id', '=', community).where('id', '=', purpose).executeTakeFirst()
  return row ?? null
}

/** What moderation took from the public is there for those who look after the community alone. */
export const isShown = ({ hidden_for: hiddenFor }: Pick<Row, 'hidden_for'>, { community }: Here): boolean =>
  hiddenFor === null || community.leads

/** For a deed: the row is held until it is done. */
export async function heldPurpose(tx: Tx, reading: Reading, at: At) {
  const here = await demandHere(tx, reading, { id: at.community })
  const row = await tx
    .selectFrom('purpose')
    .selectAll()
    .where('community_id', '=', at.community)
    .where('id', '=', at.purpose)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined || !isShown(row, here)) return refuse(no('purpose.missing'))
  return { here, row, closed: row.closed_at !== null }
}

/** The steps of purposes of one community, in their order. */
async function stepsAmong(db: Reader, community: string, purposes: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await db
    .selectFrom('purpose_step')
    .select(['purpose_id', 'text'])
    .where('community_id', '=', community)
    .where('purpose_id', 'in', [...purposes])
    .orderBy('position')
    .execute()
  return new Map([...Map.groupBy(rows, (row) => row.purpose_id)].map(([id, own]) => [id, own.map(({ text }) => text)]))
}

export const stepsOf = async (db: Reader, { community, purpose }: At): Promise<readonly string[]> =>
  (await stepsAmong(db, community, [purpose])).get(purpose) ?? []

async function entriesAmong(db: Reader, community: string, purposes: readonly string[]) {
  const rows = await db
    .selectFrom('purpose_entry')
    .selectAll()
    .where('community_id', '=', community)
    .where('purpose_id', 'in', [...purposes])
    .orderBy('happened_on')
    .orderBy('written_at')
    .orderBy('id')
    .execute()
  const entries = rows.map((row) => ({
    ...{ id: row.id, purpose: row.purpose_id },
    ...{ happenedOn: row.happened_on, amount: row.amount, step: row.step, text: row.text, source: row.source },
    ...{ language: row.language, corrects: row.corrects, member: row.member_id, writtenOn: dayIn(row.written_at) },
  }))
  return Map.groupBy(entries, ({ purpose }) => purpose)
}

type Drawing = { readonly here: Here; readonly now: Date }

/** Each of these with its entries, in their order. */
async function drawn(db: Reader, rows: readonly Row[], { here: { community }, now }: Drawing) {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const [stepsBy, entriesBy] = [await stepsAmong(db, community.id, ids), await entriesAmong(db, community.id, ids)]
  return rows.map((row) => {
    const [steps, entries] = [stepsBy.get(row.id) ?? [], entriesBy.get(row.id) ?? []]
    const done = stepsDone(entries)
    const amounts = standing(entries).map(({ amount }) => amount ?? 0)
    const card: Card = {
      ...{ id: row.id, path: pathOf(community.slug, row.id), goal: row.goal, language: row.language, state: stateOf(row, now) },
      ...{ deadline: row.deadline, unclosed: isUnclosed(row, now), unit: row.unit, target: row.target, baseline: row.baseline },
      value: row.baseline === null ? null : sumOf(row.baseline, amounts),
      steps: steps.map((text, index) => ({ text, done: done.has(index + 1) })),
      checkedOn: row.checked_on,
    }
    return { card, entries }
  })
}

/** The one that runs first, then those that were closed, the last first. */
export async function rowsIn(db: Reader, here: Here): Promise<readonly Row[]> {
  const all = db.selectFrom('purpose').selectAll().where('community_id', '=', here.community.id)
  const rows = await all.orderBy('begun_at', 'desc').orderBy('id').execute()
  return rows.filter((row) => isShown(row, here)).toSorted((a, b) => Number(a.closed_at !== null) - Number(b.closed_at !== null))
}

export const cardsOf = async (db: Reader, rows: readonly Row[], drawing: Drawing): Promise<readonly Card[]> =>
  (await drawn(db, rows, drawing)).map(({ card }) => card)

export async function wholeOf(db: Reader, reading: Reading, here: Here, row: Row): Promise<Whole> {
  const [{ card, entries } = refuse(no('purpose.missing'))] = await drawn(db, [row], { here, now: reading.now })
  const at = { community: row.community_id, purpose: row.id }
  const members = [...entries.map(({ member }) => member), row.begun_by].flatMap((member) => member ?? [])
  const authors = await communities.authorsFor(db, reading, at.community, members)
  const nameOf = (member: string | null): string | null => (member === null ? null : (authors.get(member)?.name ?? null))
  const stand = new Set(standing(entries).map(({ id }) => id))
  const begunOn = dayIn(row.begun_at)
  return {
    ...card,
    ...{
      reachedWhen: row.reached_when,
      measuredBy: row.measured_by,
      method: row.method,
      risks: row.risks,
      begunOn,
      by: nameOf(row.begun_by),
    },
    course: row.baseline === null ? [] : [...courseOf(begunOn, row.baseline, entries)],
    entries: entries.map(({ member, purpose: _purpose, ...entry }): Entry => ({
      ...entry,
      by: nameOf(member),
      standing: stand.has(entry.id),
    })),
    needs: [...(await needsOf(db, at, reading.now))],
    closing: closingOf(row),
  }
}

function closingOf(row: Row): Whole['closing'] {
  const { outcome, reason, learned, afterwards, closed_at: closedAt } = row
  if (outcome === null || reason === null || learned === null || afterwards === null || closedAt === null) return null
  return { outcome, reason, learned, afterwards, on: dayIn(closedAt) }
}

async function needsOf(db: Reader, { community, purpose }: At, now: Date): Promise<Whole['needs']> {
  const rows = await db
    .selectFrom('purpose_need')
    .select(['id', 'text', 'language', 'path', 'until', 'ended_on'])
    .where('community_id', '=', community)
    .where('purpose_id', '=', purpose)
    .orderBy('until')
    .orderBy('id')
    .execute()
  return rows.map(({ ended_on: endedOn, ...need }) => ({ ...need, open: endedOn === null && need.until >= dayIn(now) }))
}
