import type { Asked } from '../../../core/command.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Desk } from '../policy.ts'
import { deskOf, ownsOf, spotById } from './desk.ts'
import { demandItem, type ItemRow } from './rows.ts'

export type ItemFacts = { readonly item: ItemRow; readonly desk: Desk; readonly owns: boolean }

/** What each deed about an item has to know. */
export async function itemFacts(db: Reader, id: string, { actor }: Pick<Asked<unknown>, 'actor'>): Promise<ItemFacts> {
  const item = await demandItem(db, id)
  const spot = await spotById(db, item.place, actor.locale)
  return { item, desk: await deskOf(db, spot, actor), owns: await ownsOf(db, item, actor) }
}
