import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayTend } from '../policy.ts'
import { itemFacts } from '../queries/item-facts.ts'
import { linksOf, textsOf, type ItemRow } from '../queries/rows.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { dayOf, kindOf } from '../rules.ts'
import { demandPlaces, keepLinks, keepOriginal } from './propose-item.ts'

export const correctItem = command({
  name: 'abroad.correct-item',
  summary: 'Correct an item: how it stood before is kept, and can be brought back. Translations stay until somebody corrects them too',
  route: 'PUT /abroad/items/{item}',
  limit: 'write',
  input: z.object({ item: shapes.item, ...shapes.words }),
  output: z.object({ version: z.number().int() }),
  facts: (tx, { input, actor }) => itemFacts(tx, input.item, { actor }),
  may: ({ facts }) => mayTend(facts.desk, facts.owns),
  run: (tx, { input, actor, now, facts: { item } }) => change(tx, item, { ...input, by: actor.person, now }),
  tell: ({ facts: { item }, result }) => (result.version === item.version ? [] : [corrected(item)]),
})

export const corrected = (item: Pick<ItemRow, 'id' | 'place' | 'state'>) =>
  ({
    ...{ kind: 'abroad.item.corrected', scope: THE_HUB, subject: item.id, data: { place: item.place } },
    visibility: item.state === 'published' ? 'public' : 'internal',
  }) as const

export type Content = {
  readonly kind: string
  readonly title: string
  readonly text: string
  readonly language: string
  readonly telephone: string
  readonly forWhom: readonly string[]
  readonly links: readonly string[]
}

/** How an item stands now; each has an original. */
export async function contentOf(tx: Tx, item: ItemRow): Promise<Content> {
  const original = (await textsOf(tx, [item])).get(item.id)?.find(({ state }) => state === 'original') ?? refuse(no('abroad.text-missing'))
  const links = (await linksOf(tx, [item])).get(item.id) ?? []
  const { title, text, language } = original
  return { kind: item.kind, title, text, language, telephone: item.telephone, forWhom: item.for_whom, links: links.map(({ url }) => url) }
}

const written = ({ kind, title, text, language, telephone, forWhom, links }: Content): string =>
  JSON.stringify([kind, title, text, language, telephone, forWhom, links])

/** Puts the new content in place of the old one, which becomes a version. What changes nothing leaves no version. */
export async function change(
  tx: Tx,
  item: ItemRow,
  { by, now, ...next }: Content & { readonly by: string | null; readonly now: Date },
): Promise<{ version: number }> {
  const before = await contentOf(tx, item)
  if (written(before) === written(next)) return { version: item.version }
  await demandPlaces(tx, next.forWhom)
  const [today, version] = [dayOf(now), item.version + 1]
  const { forWhom, links, ...words } = before
  const kept = { ...words, for_whom: [...forWhom], links: [...links], changed_by: by, changed_on: today }
  await tx
    .insertInto('abroad_version')
    .values({ place: item.place, item_id: item.id, version: item.version, ...kept })
    .execute()
  await tx
    .updateTable('abroad_item')
    .set({ kind: kindOf(next.kind), telephone: next.telephone, for_whom: [...next.forWhom], version })
    .where('place', '=', item.place)
    .where('id', '=', item.id)
    .execute()
  await keepOriginal(tx, item, { ...next, author: by, on: today })
  await keepLinks(tx, item, next.links)
  return { version }
}
