import { randomUUID } from 'node:crypto'
import { operationNamed } from '../../main/rooms.ts'
import { stageCommunity } from '../communities.ts'
import type { BareHub } from '../hub.ts'
import { callAs, type Callers } from './callers.ts'
import { dayIn } from '../days.ts'

type Place = { readonly id: string; readonly slug: string }
/** Idrissa looks after one side, Mai after the other. */
export type Mirrored = {
  readonly cedars: Place
  readonly irish: Place
  readonly fresh: Place
  /** Proposed by Idrissa's to Mai's, which is asked. */
  readonly proposed: string
  readonly open: string
  /** Mai is in it, and named by her side to look after it. */
  readonly space: Place
  /** What Idrissa and Mai are in their own communities. */
  readonly members: { readonly idrissa: string; readonly mai: string }
}

export const agreedOn = (hub: Pick<BareHub, 'runner'>) => ({
  ...{ sending: randomUUID(), languages: ['en', 'ar'], original: 'en', readable: 'members', due: 'review' },
  texts: [
    { language: 'en', name: 'Cedars and harps', sentence: 'Where both meet.', rules: 'We listen first.' },
    { language: 'ar', name: 'أرز وقيثارات', sentence: 'حيث يلتقي الجانبان.', rules: 'نستمع أولًا.' },
  ],
  dueOn: dayIn(hub, 200),
})

export async function stageMirrors(hub: BareHub, { Mai, Idrissa }: Pick<Callers, 'Mai' | 'Idrissa'>): Promise<Mirrored> {
  const [mai, idrissa] = [callAs(hub, Mai.actor), callAs(hub, Idrissa.actor)]
  const cedars = await stageCommunity(hub, 'idrissa', { slug: 'cedars', name: 'Cedars of Lyon' })
  const irish = await stageCommunity(hub, 'mai', { slug: 'harps', name: 'Harps of Lyon' })
  const fresh = await stageCommunity(hub, 'idrissa', { slug: 'cedars-too', name: 'Cedars of Cork' })
  const propose = async (community: string) =>
    (await idrissa<{ id: string }>('mirrors.propose', { community, other: irish.slug, ...agreedOn(hub) })).id
  const open = await propose(cedars.id)
  const proposed = await propose(fresh.id)
  const answer = { community: irish.id, mirror: open, number: 1, agrees: true }
  const { space } = await mai<{ space: string }>('mirrors.answer-version', answer)
  const { slug } = await mai<{ slug: string }>('mirrors.join', { community: space, side: irish.id })
  const memberIn = async (community: string, { actor }: Callers['Mai']) => {
    const { members } = (await operationNamed('communities.members').invoke(hub.runner, { community }, actor)) as {
      members: { member: string; me: boolean }[]
    }
    return members.find(({ me }) => me)?.member ?? ''
  }
  const members = { idrissa: await memberIn(cedars.id, Idrissa), mai: await memberIn(irish.id, Mai) }
  await mai('mirrors.name-facilitator', { community: irish.id, mirror: open, member: members.mai })
  return { cedars, irish, fresh, proposed, open, space: { id: space, slug }, members }
}
