import type { HeldData, Own } from '../../../core/holding.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { slotOf, slotTags } from './issuances.ts'

/** Of an account the room knows that it has a slot, and whether it was used: which everybody's client does. */
export async function heldOfCredentials(db: Reader, keys: Keys, { account }: Own): Promise<HeldData> {
  const all = await db.selectFrom('credential_issuance').select('dialogue_id').orderBy('opened_on').orderBy('dialogue_id').execute()
  const slots: { readonly dialogue: string; readonly asked: boolean }[] = []
  for (const { dialogue_id: dialogue } of all) {
    const slot = await slotOf(db, dialogue, { tags: slotTags(keys, dialogue, account), lock: false })
    if (slot !== null) slots.push({ dialogue, asked: slot.asked !== null })
  }
  return { slots }
}
