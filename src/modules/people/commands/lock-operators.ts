import { sql } from 'kysely'
import type { Tx } from '../../../platform/db.ts'

// Any number will do, as long as no other lock of the hub has it.
const OPERATORS = 7_403_001

/** Until the end of this transaction nobody else counts, makes or removes an operator: two at once would each see the other. */
export async function lockOperators(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${OPERATORS})`.execute(tx)
}
