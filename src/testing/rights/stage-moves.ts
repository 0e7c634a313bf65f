import { joinAll, stageCommunity } from '../communities.ts'
import { hashToken } from '../../platform/keys.ts'
import type { BareHub } from '../hub.ts'
import { sealPerson } from '../../modules/communities/queries/shelf.ts'
import { claimHash, claimIn, claimText } from '../../modules/moves/queries/claims.ts'
import { callAs, type Callers } from './callers.ts'

/** A community and a body that Idrissa looks after and that move, with Mai in it; one that stays; and one that came from elsewhere, in which a member is awaited. */
export type Moving = {
  readonly leaving: string
  readonly settled: string
  readonly claim: string
  readonly awaited: string
  readonly body: string
}

export async function stageMoves(hub: BareHub, { Idrissa }: Pick<Callers, 'Idrissa'>): Promise<{ readonly moving: Moving }> {
  const { db, outside } = hub.runner
  const { id: leaving } = await stageCommunity(hub, 'idrissa', { slug: 'leaving-choir', name: 'Leaving choir' })
  const { id: settled } = await stageCommunity(hub, 'idrissa', { slug: 'settled-choir', name: 'Settled choir' })
  const { id: arrived } = await stageCommunity(hub, 'samir', { slug: 'arrived-choir', name: 'Arrived choir' })
  for (const community of [leaving, settled]) await joinAll(hub, community, ['mai'])
  await callAs(hub, Idrissa.actor)('moves.announce', { space: leaving, destination: 'https://elsewhere.example' })
  const body = hub.cast.bodies.lyon
  await callAs(hub, Idrissa.actor)('moves.announce-body', { space: body, destination: 'https://elsewhere.example' })
  const claim = claimText(outside.keys.tag('move-claim', 'staged'))
  const member = outside.uuid()
  await db
    .insertInto('community_member')
    .values({
      ...{ community_id: arrived, id: member, account_tag: outside.keys.tag('nobody', member), role: 'member', joined_on: '2026-01-01' },
      ...{ person_sealed: sealPerson(outside.keys, arrived, member), looked_on: null, lapses_on: null },
    })
    .execute()
  const hash = claimHash(claimIn(claim) ?? Buffer.alloc(32))
  await db
    .insertInto('space_arrival')
    .values({ community_id: arrived, sort: 'community', origin: 'https://elsewhere.example', arrived_on: '2026-01-01' })
    .execute()
  await db
    .insertInto('space_claim')
    .values({ community_id: arrived, member_id: member, token_hash: hash, lapses_on: '2027-01-01' })
    .execute()
  return { moving: { leaving, settled, claim, awaited: member, body } }
}

/** What lies on a hub of which one community has left for another hub, and to which another has come. */
export async function stageMoved({ runner: { db, outside } }: Pick<BareHub, 'runner'>): Promise<void> {
  const hashes = { receipt_hash: hashToken(outside.token()), token_hash: hashToken(outside.token()) }
  await db
    .insertInto('space_move')
    .values({
      ...{
        community_id: outside.uuid(),
        sort: 'community',
        id: outside.uuid(),
        destination: 'https://elsewhere.example',
        state: 'settled',
      },
      ...{ announced_on: '2026-01-01', leaves_on: '2026-01-15', receipt_hash: hashes.receipt_hash },
    })
    .execute()
  await db
    .insertInto('space_claim')
    .values({ community_id: outside.uuid(), member_id: outside.uuid(), token_hash: hashes.token_hash, lapses_on: '2030-01-01' })
    .execute()
}
