import { yes, type Verdict } from '#base'
import { labelShape } from '../../../core/label.ts'
import { refuse } from '../../../core/refused.ts'
import { hashToken } from '../../../platform/keys.ts'
import type { Reader, Tx } from '../../../platform/db.ts'
import { no } from '../refusals.ts'
import type { Frame } from './session-facts.ts'

type Wanted = { readonly session: string; readonly label: string; readonly owner: Buffer | null }

const hashOf = (label: string): Buffer => hashToken(labelShape(label))

/** A label is of one speaker and one session, for good: neither somebody else's here, nor anybody's elsewhere, nor a name of the run sheet. */
export async function labelIsFree(db: Reader, { session, label, owner }: Wanted, speakers: Frame['speakers']): Promise<Verdict> {
  if (label === '') return no('intervention.name-missing')
  if (speakers.some(({ name }) => labelShape(name) === labelShape(label))) return no('intervention.label-taken')
  const rows = await db.selectFrom('intervention_label').selectAll().where('label_hash', '=', hashOf(label)).execute()
  const own = rows.every((row) => row.session_id === session && owner !== null && row.owner.equals(owner))
  return own ? yes : no('intervention.label-taken')
}

export async function takeLabel(tx: Tx, { session, label, owner }: Wanted): Promise<void> {
  if (owner === null) return
  const key = { session_id: session, label_hash: hashOf(label) }
  await tx
    .insertInto('intervention_label')
    .values({ ...key, owner })
    .onConflict((oc) => oc.doNothing())
    .execute()
  // Of two who take one at the same moment, the second finds it taken.
  const kept = await tx
    .selectFrom('intervention_label')
    .select('owner')
    .where('session_id', '=', key.session_id)
    .where('label_hash', '=', key.label_hash)
    .executeTakeFirstOrThrow()
  if (!kept.owner.equals(owner)) refuse(no('intervention.label-taken'))
}
