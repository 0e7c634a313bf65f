import { theHub } from '../core/actor.ts'
import { operationNamed } from '../main/rooms.ts'
import { addMember } from '../modules/communities/commands/add-member.ts'
import type { Role } from '../modules/communities/tables.ts'
import { memberNamed, type CastName } from './cast.ts'
import type { BareHub } from './hub.ts'

type Wanted = {
  readonly slug?: string
  readonly access?: 'open' | 'request' | 'closed' | 'hidden'
  readonly readable?: 'everybody' | 'members'
  readonly sort?: string
  readonly name?: string
  readonly languages?: readonly string[]
  readonly facets?: readonly { readonly sort: string; readonly value: string }[]
  readonly youth?: boolean
  readonly body?: string
}

/** A community that one of the cast founded, and so looks after; by its id and address. */
export async function stageCommunity(
  hub: BareHub,
  founder: CastName,
  { name = 'Choir of Cork', slug = 'choir-of-cork', access = 'open', sort = 'culture', languages = ['en', 'fr'], ...wanted }: Wanted = {},
): Promise<{ readonly id: string; readonly slug: string }> {
  const { actor } = memberNamed(hub.cast, founder)
  const texts = [{ language: 'en', name, summary: 'An invented community.' }]
  // A space for the young has a body behind it; one that is staged without is made by the hub.
  const hosted = wanted.youth === true || sort === 'youth' ? wanted.body !== undefined : true
  const input = { sort, access, slug, texts, languages, ...wanted }
  const made = (await operationNamed('communities.found').invoke(hub.runner, input, hosted ? actor : theHub)) as {
    id: string
    slug: string
  }
  if (!hosted) await addTo(hub, made.id, founder, 'steward')
  return made
}

/** They belong to it as members, however one comes in. */
export async function joinAll(hub: BareHub, community: string, names: readonly CastName[]): Promise<void> {
  for (const name of names) await addTo(hub, community, name, 'member')
}

async function addTo(hub: BareHub, community: string, name: CastName, role: Role): Promise<void> {
  const { db, outside } = hub.runner
  const { account, person } = memberNamed(hub.cast, name).actor
  if (account === null || person === null) throw new Error(`${name} has no account`)
  await db.transaction().execute((tx) => addMember(tx, outside, { community, account, person, role, now: outside.now() }))
}
