import { isUuid } from '#base'
import type { Selectable } from 'kysely'
import { refuse } from '../../../core/refused.ts'
import type { Reader, Tables } from '../../../platform/db.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

export type ItemRow = Selectable<Tables['abroad_item']>
export type TextRow = Selectable<Tables['abroad_text']>
export type LinkRow = Selectable<Tables['abroad_link']>
export type RemarkRow = Selectable<Tables['abroad_remark']>

export const itemPath = (id: string): string => `/abroad/items/${id}`

export async function itemById(db: Reader, id: string): Promise<ItemRow | null> {
  if (!isUuid(id)) return null
  return (await db.selectFrom('abroad_item').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

export const demandItem = async (db: Reader, id: string): Promise<ItemRow> => (await itemById(db, id)) ?? refuse(no('abroad.item-missing'))

export async function itemsAt(db: Reader, places: readonly string[]): Promise<ItemRow[]> {
  if (places.length === 0) return []
  return db
    .selectFrom('abroad_item')
    .selectAll()
    .where('place', 'in', [...places])
    .orderBy('id')
    .execute()
}

const placesOf = (items: readonly ItemRow[]): string[] => [...new Set(items.map(({ place }) => place))]
const idsOf = (items: readonly ItemRow[]): string[] => items.map(({ id }) => id)

export async function textsOf(db: Reader, items: readonly ItemRow[]): Promise<ReadonlyMap<string, readonly TextRow[]>> {
  if (items.length === 0) return new Map()
  const rows = await db
    .selectFrom('abroad_text')
    .selectAll()
    .where('place', 'in', placesOf(items))
    .where('item_id', 'in', idsOf(items))
    .orderBy('language')
    .execute()
  return Map.groupBy(rows, ({ item_id }) => item_id)
}

export async function linksOf(db: Reader, items: readonly ItemRow[]): Promise<ReadonlyMap<string, readonly LinkRow[]>> {
  if (items.length === 0) return new Map()
  const rows = await db
    .selectFrom('abroad_link')
    .selectAll()
    .where('place', 'in', placesOf(items))
    .where('item_id', 'in', idsOf(items))
    .orderBy('position')
    .execute()
  return Map.groupBy(rows, ({ item_id }) => item_id)
}

export async function remarksOf(db: Reader, items: readonly ItemRow[]): Promise<ReadonlyMap<string, readonly RemarkRow[]>> {
  if (items.length === 0) return new Map()
  const rows = await db
    .selectFrom('abroad_remark')
    .selectAll()
    .where('place', 'in', placesOf(items))
    .where('item_id', 'in', idsOf(items))
    .orderBy('sent_on', 'desc')
    .orderBy('id')
    .execute()
  return Map.groupBy(rows, ({ item_id }) => item_id)
}

export async function placeOfRemark(db: Reader, id: string): Promise<string> {
  const row = await db.selectFrom('abroad_remark').select('place').where('id', '=', id).executeTakeFirst()
  return row?.place ?? refuse(no('abroad.remark-missing'))
}
