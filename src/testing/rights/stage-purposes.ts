import { randomUUID } from 'node:crypto'
import { joinAll, stageCommunity } from '../communities.ts'
import type { BareHub } from '../hub.ts'
import { callAs, type Callers } from './callers.ts'
import { dayIn } from '../days.ts'

export const AIM = {
  language: 'en',
  goal: 'Three hundred books in Pulaar',
  reachedWhen: 'They stand on the shelves of the town library.',
  unit: 'books',
  target: 300,
  baseline: 20,
  steps: ['Ask the library', 'Find readers'],
  measuredBy: 'The library',
  method: 'Its own list, once a month.',
  risks: 'Nobody reads them.',
}

/** A community that Idrissa looks after and everybody reads, with a goal; Mai is a member. A second one has none yet, a third is hidden. */
export type Aimed = {
  readonly community: string
  readonly purpose: string
  readonly entry: string
  readonly need: string
  readonly without: string
  readonly hidden: { readonly community: string; readonly purpose: string }
}

export async function stagePurposes(hub: BareHub, { Idrissa }: Pick<Callers, 'Idrissa'>): Promise<Aimed> {
  const idrissa = callAs(hub, Idrissa.actor)
  const deadline = dayIn(hub, 90)
  const today = dayIn(hub, 0)
  const begin = async (community: string): Promise<string> =>
    (await idrissa<{ id: string }>('purposes.begin', { community, sending: randomUUID(), ...AIM, deadline })).id
  const { id: community } = await stageCommunity(hub, 'idrissa', { slug: 'pulaar-books', name: 'Pulaar books' })
  const { id: without } = await stageCommunity(hub, 'idrissa', { slug: 'no-goal-yet', name: 'No goal yet' })
  const { id: secret } = await stageCommunity(hub, 'idrissa', { access: 'hidden', readable: 'members', name: 'Quiet goal' })
  await joinAll(hub, community, ['mai'])
  const purpose = await begin(community)
  const at = { community, purpose, language: 'en' }
  const wrote = { ...at, sending: randomUUID(), happenedOn: today, amount: 12, text: 'A first box.', source: 'The list of the library' }
  const { id: entry } = await idrissa<{ id: string }>('purposes.write-entry', wrote)
  const { id: need } = await idrissa<{ id: string }>('purposes.add-need', { ...at, sending: randomUUID(), text: 'A car', until: deadline })
  return { community, purpose, entry, need, without, hidden: { community: secret, purpose: await begin(secret) } }
}
