import { randomUUID } from 'node:crypto'
import { joinAll, stageCommunity } from '../communities.ts'
import type { BareHub } from '../hub.ts'
import { callAs, type Callers } from './callers.ts'

/** Idrissa looks after one side, Mai after the other. */
export type Tied = {
  readonly region: { readonly id: string; readonly slug: string }
  readonly town: { readonly id: string; readonly slug: string }
  readonly fresh: { readonly id: string; readonly slug: string }
  /** The hub takes it for the same as the fresh one. */
  readonly alike: string
  /** Proposed by Idrissa's region to Mai's town. */
  readonly proposed: string
  readonly standing: string
  /** Mai is asked whether her town ends in the region. */
  readonly same: string
  /** Idrissa's village would end in the region; Mai, a member, is asked. */
  readonly asking: { readonly community: string; readonly merger: string }
}

export const SAID = { text: 'We meet in the same hall.', language: 'en' }

export async function stageTies(hub: BareHub, { Mai, Idrissa }: Pick<Callers, 'Mai' | 'Idrissa'>): Promise<Tied> {
  const [mai, idrissa] = [callAs(hub, Mai.actor), callAs(hub, Idrissa.actor)]
  const region = await stageCommunity(hub, 'idrissa', { slug: 'fouta-region', name: 'Fouta' })
  const town = await stageCommunity(hub, 'mai', { slug: 'fouta-town', name: 'Town of Fouta' })
  const fresh = await stageCommunity(hub, 'idrissa', { slug: 'fouta-fresh', name: 'Fouta, too' })
  const village = await stageCommunity(hub, 'idrissa', { slug: 'fouta-village', name: 'Village of Fouta' })
  await joinAll(hub, village.id, ['mai'])
  const made = async (from: string, other: string) =>
    (await idrissa<{ id: string }>('ties.propose', { community: from, sending: randomUUID(), other, sort: 'holds', ...SAID })).id
  const proposed = await made(region.id, town.slug)
  const standing = await made(region.id, village.slug)
  await idrissa('ties.answer', { community: village.id, tie: standing, accepts: true, ...SAID })
  const same = async (community: string) =>
    (await mai<{ id: string }>('ties.propose-merger', { community, sending: randomUUID(), into: region.slug, ...SAID })).id
  const merger = await same(village.id)
  for (const community of [village.id, region.id]) await idrissa('ties.answer-merger', { community, merger, agrees: true })
  const [one = '', other = ''] = [region.id, fresh.id].toSorted()
  await hub.db
    .insertInto('likeness')
    .values({ one_id: one, other_id: other, state: 'waiting', reasons: ['name'], found_at: hub.runner.outside.now(), settled_on: null })
    .execute()
  return { region, town, fresh, alike: region.id, proposed, standing, same: await same(town.id), asking: { community: village.id, merger } }
}
