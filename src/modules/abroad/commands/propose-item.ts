import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { no as noFromHub, refuse } from '../../../core/refused.ts'
import { sentId } from '../../../core/sending.ts'
import type { Reader, Tx } from '../../../platform/db.ts'
import { places } from '../../places/index.ts'
import { mayPropose } from '../policy.ts'
import type { Wanted } from '../queries/csv.ts'
import { spotById } from '../queries/desk.ts'
import { itemById, itemPath, type ItemRow } from '../queries/rows.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { ANSWER_DAYS, dayOf, daysAfter, MOST } from '../rules.ts'

export const proposeItem = command({
  name: 'abroad.propose-item',
  summary: 'Propose what people need to know who live in a country or town: a steward answers within seven days',
  route: 'POST /abroad/items',
  limit: 'idea',
  input: z.object({ sending: z.uuid().describe('Made by whoever sends: what comes twice is one'), place: shapes.place, ...shapes.words }),
  output: z.object({ id: z.uuid(), path: z.string() }),
  async facts(tx, { input, actor, outside }) {
    const spot = await spotById(tx, input.place, actor.locale)
    const id = sentId(outside.keys, 'abroad-item', spot.place.id, actor.account ?? 'hub', input.sending)
    return { place: spot.place.id, id, before: await itemById(tx, id), waiting: await waitingBy(tx, spot.place.id, actor.person) }
  },
  may: ({ actor, facts }) => {
    const verdict = mayPropose(actor)
    return verdict.ok && facts.before === null && facts.waiting >= MOST.waiting ? no('abroad.enough-waiting') : verdict
  },
  async run(tx, { input, actor, now, facts: { place, id, before } }) {
    if (before !== null) return { id, path: itemPath(id) }
    await keepProposal(tx, id, { ...input, place }, { by: actor.person, on: dayOf(now) })
    return { id, path: itemPath(id) }
  },
  tell: ({ facts }) =>
    facts.before === null
      ? [{ kind: 'abroad.item.proposed', scope: THE_HUB, subject: facts.id, data: { place: facts.place }, visibility: 'internal' }]
      : [],
})

/** How many of somebody's proposals wait there. */
async function waitingBy(db: Reader, place: string, person: string | null): Promise<number> {
  if (person === null) return 0
  const rows = await db
    .selectFrom('abroad_item')
    .select('id')
    .where('place', '=', place)
    .where('proposed_by', '=', person)
    .where('state', '=', 'proposed')
    .execute()
  return rows.length
}

/** Each must be a place that there is. */
export async function demandPlaces(db: Reader, ids: readonly string[]): Promise<void> {
  const known = await places.named(db, ids, 'en')
  if (ids.every((id) => known.has(id))) return
  refuse(noFromHub('input.invalid', { field: 'forWhom' }), [{ field: 'forWhom', code: 'field.abroad-place', data: {} }])
}

/** It waits for whoever keeps the page of that place. */
export async function keepProposal(
  tx: Tx,
  id: string,
  { place, kind, telephone, forWhom, links, ...words }: Wanted,
  { by, on }: { readonly by: string | null; readonly on: string },
): Promise<void> {
  await demandPlaces(tx, forWhom)
  const item: ItemRow = {
    ...{ place, id, kind, state: 'proposed', for_whom: forWhom, telephone, version: 1 },
    ...{ owner_person: null, owner_body: null, owner_office: null, checked_on: null, checked_by: null, expires_on: null },
    ...{ proposed_by: by, proposed_on: on, answer_by: daysAfter(on, ANSWER_DAYS) },
    ...{ reason: '', reason_language: null, published_at: null },
  }
  await tx.insertInto('abroad_item').values(item).execute()
  await keepOriginal(tx, item, { ...words, author: by, on })
  await keepLinks(tx, item, links)
}

type At = Pick<ItemRow, 'place' | 'id'>
type Original = {
  readonly language: string
  readonly title: string
  readonly text: string
  readonly author: string | null
  readonly on: string
}

/** The words in which it was written; a translation into that very language gives way to them. */
export async function keepOriginal(tx: Tx, { place, id }: At, { language, title, text, author, on }: Original): Promise<void> {
  await tx
    .deleteFrom('abroad_text')
    .where('place', '=', place)
    .where('item_id', '=', id)
    .where((where) => where.or([where('state', '=', 'original'), where('language', '=', language)]))
    .execute()
  const row = { place, item_id: id, language, title, text, state: 'original' as const, author, written_on: on }
  await tx.insertInto('abroad_text').values(row).execute()
}

/** What is known of an address that stays is kept. */
export async function keepLinks(tx: Tx, { place, id }: At, urls: readonly string[]): Promise<void> {
  const before = await tx.selectFrom('abroad_link').selectAll().where('place', '=', place).where('item_id', '=', id).execute()
  await tx.deleteFrom('abroad_link').where('place', '=', place).where('item_id', '=', id).execute()
  const rows = [...new Set(urls)].map((url, position) => ({
    ...{ state: 'new' as const, asked_at: null, failed_since: null, moved_to: null },
    ...before.find((one) => one.url === url),
    ...{ place, item_id: id, position, url },
  }))
  if (rows.length > 0) await tx.insertInto('abroad_link').values(rows).execute()
}
