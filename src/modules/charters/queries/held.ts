import { THE_HUB } from '../../../core/event.ts'
import type { Own } from '../../../core/holding.ts'
import type { Reader } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import type {} from '../tables.ts'
import { repliesOf } from './replies.ts'

/** What somebody said to charters: their account to the hub's, each of their identities to those of its bodies, as members to those of communities. */
export async function heldOfCharters(
  db: Reader,
  { account, persons }: { account: string; persons: readonly string[] },
  members: readonly string[] = [],
) {
  const replies = await repliesOf(db, [account, ...persons, ...members])
  const bodies = await slugs(
    db,
    replies.map(({ scope_id }) => scope_id),
  )
  return {
    'charter-replies': replies.map(({ scope_id, number, accepted, replied_on }) => ({
      charter: scope_id === THE_HUB ? 'hub' : (bodies.get(scope_id) ?? scope_id),
      version: number,
      accepted,
      on: replied_on,
    })),
  }
}

type NewVersion = {
  readonly account: string
  readonly scope: string
  readonly slug: string | null
  readonly number: number
  readonly publishedOn: string
}

/** Changes that were published since then, for each of these: of the hub's charter, and of bodies to which one of their identities belongs. */
export async function newVersions(db: Reader, owners: readonly Own[], since: Date): Promise<readonly NewVersion[]> {
  const rows = await db
    .selectFrom('charter_version')
    .select(['scope_id', 'number', 'published_on'])
    .where('published_on', '>=', since.toISOString().slice(0, 10))
    .where('correction', '=', false)
    .orderBy('published_on')
    .orderBy('number')
    .execute()
  const bodies = await slugs(
    db,
    rows.map(({ scope_id }) => scope_id),
  )
  const everybody = owners.flatMap(({ persons }) => persons)
  const found: NewVersion[] = []
  for (const { scope_id: scope, number, published_on: publishedOn } of rows) {
    const slug = bodies.get(scope) ?? null
    if (scope !== THE_HUB && slug === null) continue
    const belonging = scope === THE_HUB ? null : await organisations.belongingTo(db, scope, everybody)
    const told = owners.filter(({ persons }) => belonging === null || persons.some((person) => belonging.has(person)))
    found.push(...told.map(({ account }) => ({ account, scope, slug, number, publishedOn })))
  }
  return found
}

async function slugs(db: Reader, bodies: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const cards = await organisations.bodyCards(db, bodies, 'en')
  return new Map([...cards].map(([id, { slug }]) => [id, slug]))
}
