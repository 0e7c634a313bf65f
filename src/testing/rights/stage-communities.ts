import { randomUUID } from 'node:crypto'
import type { BareHub } from '../hub.ts'
import { stageCommunity } from '../communities.ts'
import { callAs, type Caller, type CallerName } from './callers.ts'

export type Gathered = {
  /** Open: Mai looks after it, Idrissa is a member. */
  readonly open: { readonly id: string; readonly slug: string }
  /** On request: Idrissa looks after it, Mai asks to come in. */
  readonly asked: { readonly id: string; readonly request: string }
  /** Nobody but Idrissa and Mai may know of it. */
  readonly hidden: { readonly id: string; readonly slug: string }
  /** Of Idrissa in the open one. */
  readonly member: string
  readonly invitation: { readonly id: string; readonly token: string }
  readonly proposal: string
  /** Mai was taken out of one of Idrissa's, and asks for a second look. */
  readonly removed: { readonly id: string; readonly appeal: string }
  /** Ended yesterday, by Mai. */
  readonly ended: string
}

type People = Pick<Record<CallerName, Pick<Caller, 'actor'>>, 'Mai' | 'Idrissa'>

/** One of each sort, with something that waits in each: made by the deeds that pages use. */
export async function stageCommunities(hub: BareHub, { Mai, Idrissa }: People): Promise<Gathered> {
  const [mai, idrissa] = [callAs(hub, Mai.actor), callAs(hub, Idrissa.actor)]
  const open = await stageCommunity(hub, 'mai', { slug: 'open-table', name: 'Open Table' })
  const asked = await stageCommunity(hub, 'idrissa', { slug: 'nurses-abroad', name: 'Nurses abroad', access: 'request', sort: 'interest' })
  const hidden = await stageCommunity(hub, 'idrissa', { name: 'Kept to ourselves', access: 'hidden', sort: 'gender' })
  const { member } = await idrissa<{ member: string }>('communities.join', { community: open.id })
  await mai('communities.offer-role', { community: open.id, member, role: 'facilitator' })
  await mai('communities.request', { community: asked.id, answers: [] })
  const [request] = await idrissa<{ id: string }[]>('communities.requests', { community: asked.id })
  const link = { community: hidden.id, sentence: 'It is me, Idrissa.', uses: 5 }
  const { id: invitation, path } = await idrissa<{ id: string; path: string }>('communities.invite', link)
  await mai('communities.accept-invitation', { token: path.split('/').at(-1) })
  const wanted = { community: open.id, sending: randomUUID(), sort: 'charter', text: 'Let us speak slowly.', language: 'en' }
  const { id: proposal } = await idrissa<{ id: string }>('communities.propose-change', wanted)
  const ended = await stageCommunity(hub, 'mai', { slug: 'over-now', name: 'Over now' })
  await mai('communities.end', { community: ended.id })
  return {
    ...{ open, hidden, member, proposal, ended: ended.id },
    asked: { id: asked.id, request: request?.id ?? '' },
    invitation: { id: invitation, token: path.split('/').at(-1) ?? '' },
    removed: await stageRemoval(hub, { Mai, Idrissa }),
  }
}

async function stageRemoval(hub: BareHub, { Mai, Idrissa }: People): Promise<Gathered['removed']> {
  const [mai, idrissa] = [callAs(hub, Mai.actor), callAs(hub, Idrissa.actor)]
  const { id } = await stageCommunity(hub, 'idrissa', { slug: 'chess-club', name: 'Chess club' })
  const { member } = await mai<{ member: string }>('communities.join', { community: id })
  await idrissa('communities.remove-member', { community: id, member, reason: 'Shouted at others.', banned: true })
  await mai('communities.appeal-removal', { community: id, text: 'I did not shout.' })
  const { account_tag: tag } = await hub.db
    .selectFrom('community_removal')
    .select('account_tag')
    .where('community_id', '=', id)
    .executeTakeFirstOrThrow()
  return { id, appeal: `${id}.${tag.toString('hex')}` }
}
