import { base64Of } from '#base'
import type { AllRecords } from '../../../core/recorded.ts'
import type { Runner } from '../../../core/perform.ts'
import type { Db } from '../../../platform/db.ts'
import { lastSigned, stateOf } from '../queries/tree.ts'
import { soundnessOf, type Soundness, type Standstill } from '../queries/soundness.ts'
import { dayText } from '../rules.ts'
import { askWitnesses } from './keep-cosignatures.ts'
import { takeIn, type Taken } from './take-in.ts'

/** One turn of the clock: what happened since is taken in and signed, or the log stands still and says so. `note` hears a standstill once. */
export async function goOn(
  { db, outside }: Pick<Runner, 'db' | 'outside'>,
  { records, note }: { readonly records: AllRecords; readonly note: (why: Standstill) => void },
): Promise<Taken | null> {
  const { log } = outside.signer
  const today = dayText(outside.now())
  const found = await soundnessOf(db, log)
  const before = await stateOf(db)
  const why = found.state === 'stands' ? found.why : (await confirmed({ db, outside }, found)) ? null : 'unknown'
  if (why !== null) {
    if (before?.stands_why !== why) note(why)
    await standStill(db, { since: before?.stands_since ?? today, why, now: outside.now() })
    return null
  }
  if (found.state === 'fresh') log.begin(today)
  if (before?.stands_since != null) await db.updateTable('log_state').set({ stands_since: null, stands_why: null }).execute()
  const taken = await db.transaction().execute((tx) => takeIn(tx, records, outside))
  // After the commit: a size that is noted and was not kept would stop the log for good.
  const last = await lastSigned(db)
  if (last !== null && log.seen()?.size !== last.size) log.remember({ size: last.size, root: base64Of(last.root), day: today })
  return taken
}

/** After it was brought back from a copy: a witness that has signed more of it would raise the alarm, and none of those that can be asked may be away. */
async function confirmed(doing: Pick<Runner, 'db' | 'outside'>, { state }: Soundness): Promise<boolean> {
  const { log } = doing.outside.signer
  const seen = state === 'sound' ? log.seen() : null
  if (seen?.unconfirmed !== true) return true
  const heard = await askWitnesses(doing)
  if (heard.some(({ outcome }) => outcome !== 'kept')) return false
  log.remember({ size: seen.size, root: seen.root, day: seen.day })
  return true
}

type Standing = { readonly since: string; readonly why: Standstill; readonly now: Date }

/** Also where the database was brought back and knows of no log at all. */
async function standStill(db: Db, { since, why, now }: Standing): Promise<void> {
  const stands = { stands_since: since, stands_why: why }
  await db
    .insertInto('log_state')
    .values({ one: true, mark: 0, candidate: 0, candidate_transaction: 0, candidate_at: now, counted_on: dayText(now), ...stands })
    .onConflict((oc) => oc.column('one').doUpdateSet(stands))
    .execute()
}
