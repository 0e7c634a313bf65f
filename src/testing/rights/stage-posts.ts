import { randomUUID } from 'node:crypto'
import { joinAll, stageCommunity } from '../communities.ts'
import type { BareHub } from '../hub.ts'
import { addMember } from '../../modules/communities/commands/add-member.ts'
import { callAs, type Caller, type Callers } from './callers.ts'

/**
 * A community that Idrissa looks after, in which Mai and Leïla are; not everybody reads it. Mai asked a question, Leïla answered, Mai began a
 * poll; Leïla wrote a translation; a thread of Leïla rests, and a post of Mai is hidden. Mai asked Idrissa to look. In a second community, which
 * everybody reads, Mai and Leïla have no contact, and Idrissa wrote.
 */
export type Talked = {
  readonly community: string
  readonly question: string
  readonly reply: string
  readonly poll: string
  readonly ofLeila: string
  readonly hidden: string
  readonly measure: string
  readonly call: string
  readonly other: string
  readonly pair: string
  readonly member: string
  /** In the one that everybody reads. */
  readonly read: string
}

export const SAID = { title: 'Rooms', text: 'Who knows a room?', language: 'en' }

export async function stagePosts(hub: BareHub, callers: Pick<Callers, 'Mai' | 'Leïla' | 'Idrissa'>): Promise<Talked> {
  const [mai, leila, idrissa] = [callAs(hub, callers.Mai.actor), callAs(hub, callers['Leïla'].actor), callAs(hub, callers.Idrissa.actor)]
  const { id: community } = await stageCommunity(hub, 'idrissa', { slug: 'talking', access: 'closed', name: 'Talking' })
  const { id: other } = await stageCommunity(hub, 'idrissa', { slug: 'talking-too', name: 'Talking, too' })
  for (const one of [community, other]) {
    await joinAll(hub, one, ['mai'])
    await seatLeila(hub, one, callers['Leïla'])
  }
  const said = (more: object = {}) => ({ community, sending: randomUUID(), ...SAID, ...more })
  type Made = { readonly id: string }
  const { id: question } = await mai<Made>('posts.write', said({ kind: 'question' }))
  const { id: reply } = await leila<Made>('posts.write', said({ thread: question }))
  const endsAt = new Date(hub.runner.outside.now().getTime() + 86_400_000).toISOString()
  const { id: poll } = await mai<Made>('posts.write', said({ kind: 'poll', poll: { answers: ['Yes', 'No'], endsAt, shown: 'at-end' } }))
  const { id: ofLeila } = await leila<Made>('posts.write', said())
  const { id: hidden } = await mai<Made>('posts.write', said())
  await leila('posts.translate', {
    community,
    post: question,
    language: 'fr',
    title: 'Salles',
    text: 'Qui connaît une salle ?',
    madeBy: 'person',
  })
  const reason = { reason: 'It grew hot.', language: 'en' }
  const { id: measure } = await idrissa<Made>('posts.open-measure', { community, post: ofLeila, sort: 'rest', until: endsAt, ...reason })
  await idrissa('posts.hide', { community, post: hidden, rule: 'on-topic', facts: 'Elsewhere.', language: 'en' })
  const asked = { community, sending: randomUUID(), sort: 'look', thread: question, text: 'Please look.', language: 'en' }
  const { id: call } = await mai<Made>('posts.call-facilitator', asked)
  const { id: there } = await leila<Made>('posts.write', said({ community: other }))
  const { id: read } = await idrissa<Made>('posts.write', said({ community: other }))
  const { id: pair } = await mai<Made>('posts.keep-apart', { community: other, post: there })
  const { member } = await hub.db.selectFrom('post').select('member_id as member').where('id', '=', question).executeTakeFirstOrThrow()
  return { community, question, reply, poll, ofLeila, hidden, measure, call, other, pair, member: member ?? '', read }
}

/** Mai keeps apart from some of the cast; Leïla she reads. */
async function seatLeila({ db, runner: { outside } }: BareHub, community: string, { actor: { account, person } }: Caller): Promise<void> {
  if (account === null || person === null) throw new Error('Leïla has no account')
  await db.transaction().execute((tx) => addMember(tx, outside, { community, account, person, role: 'member', now: outside.now() }))
}
