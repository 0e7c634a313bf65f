import type { AllRecords, CommittedSort } from '../../../core/recorded.ts'
import type { Db } from '../../../platform/db.ts'
import { commitmentOf, readEntry } from '../queries/written.ts'
import type {} from '../tables.ts'

/** So many are looked at in one turn of the sweep. */
const A_TURN = 500

/** Of one thing that may be gone or read differently: where its words do not stand any more, what opens the commitment to them goes. */
export async function forgetSalt(db: Db, committed: CommittedSort, thing: string): Promise<void> {
  await forgetAmong(db, committed, [thing])
}

/** All of them, a part at each turn: what no event told of is met here. Returns where it got to; null: it is through, and begins anew. */
export async function forgetSalts(db: Db, records: AllRecords, after: number | null): Promise<number | null> {
  const rows = await db
    .selectFrom('log_commitment')
    .select(['sort', 'thing', 'position'])
    .where('position', '>', after ?? -1)
    .orderBy('position')
    .limit(A_TURN)
    .execute()
  for (const [sort, own] of Map.groupBy(rows, (row) => row.sort)) {
    const committed = records.committed.get(sort)
    const things = [...new Set(own.map(({ thing }) => thing))]
    if (committed !== undefined) await forgetAmong(db, committed, things)
  }
  return rows.length < A_TURN ? null : (rows.at(-1)?.position ?? null)
}

async function forgetAmong(db: Db, { sort, standing }: CommittedSort, things: readonly string[]): Promise<void> {
  if (things.length === 0) return
  await db.transaction().execute(async (tx) => {
    const rows = await tx
      .selectFrom('log_commitment')
      .innerJoin('log_entry', 'log_entry.position', 'log_commitment.position')
      .select(['log_commitment.thing', 'log_commitment.position', 'log_commitment.salt', 'log_entry.content'])
      .where('log_commitment.sort', '=', sort)
      .where('log_commitment.thing', 'in', [...things])
      .execute()
    if (rows.length === 0) return
    const now = await standing(tx, [...new Set(rows.map(({ thing }) => thing))])
    const gone = rows.filter(({ thing, salt, content }) => {
      const value = now.get(thing)
      return value === undefined || commitmentOf(salt, value.value) !== readEntry(content)?.commits
    })
    if (gone.length === 0) return
    await tx
      .deleteFrom('log_commitment')
      .where('sort', '=', sort)
      .where(
        'position',
        'in',
        gone.map(({ position }) => position),
      )
      .execute()
  })
}
