import { THE_HUB } from '../../../core/event.ts'
import type { Actor } from '../../../core/actor.ts'
import type { Reader } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { people } from '../../people/index.ts'
import { askedVersion, toldCount, type VersionDays } from '../rules.ts'
import type { Spaces } from './spaces.ts'
import type {} from '../tables.ts'

/** Who replies: to the hub the account, since all its identities are one voice; to a body the identity that belongs to it. */
export const holderOf = (scope: string, actor: Pick<Actor, 'account' | 'person'>): string | null =>
  scope === THE_HUB ? actor.account : actor.person

/** The version that this reader has said nothing about yet; null where there is nothing to ask. */
export async function openQuestion(
  db: Reader,
  { scope, holder }: { scope: string; holder: string | null },
  versions: readonly VersionDays[],
): Promise<VersionDays | null> {
  const asked = askedVersion(versions)
  if (asked === null || holder === null) return null
  const reply = await db
    .selectFrom('charter_reply')
    .select('number')
    .where('scope_id', '=', scope)
    .where('holder_id', '=', holder)
    .where('number', '>=', asked.number)
    .executeTakeFirst()
  return reply === undefined ? asked : null
}

/** Acceptances of a version, where they are many enough to be told. */
export async function acceptances(db: Reader, scope: string, number: number): Promise<number | null> {
  const row = await db
    .selectFrom('charter_reply')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('scope_id', '=', scope)
    .where('number', '=', number)
    .where('accepted', '=', true)
    .executeTakeFirstOrThrow()
  return toldCount(row.count)
}

/** What somebody said, for their own export. */
export async function repliesOf(db: Reader, holders: readonly string[]) {
  if (holders.length === 0) return []
  return db
    .selectFrom('charter_reply')
    .select(['scope_id', 'number', 'accepted', 'replied_on'])
    .where('holder_id', 'in', holders)
    .orderBy('replied_on')
    .orderBy('scope_id')
    .orderBy('number')
    .execute()
}

export type Holder = { readonly scope: string; readonly holder: string }
type Among = { readonly scope?: string | undefined; readonly person?: string | undefined }

/** Replies of those who have left: accounts that are gone, and people who belong to the body no more. */
export async function repliesToWithdraw(db: Reader, spaces: Spaces, { scope, person }: Among): Promise<readonly Holder[]> {
  // Whoever is named has left: their offices may end a moment later.
  if (person !== undefined) return repliedBy(db, person)
  const gone: Holder[] = []
  for (const one of scope === undefined ? await repliedScopes(db) : [scope]) {
    for (let part = await holdersAfter(db, one, null); part.length > 0; part = await holdersAfter(db, one, part.at(-1) ?? null)) {
      const there =
        one === THE_HUB
          ? await people.ownersOf(db, part)
          : ((await spaces.among(db, one, part)) ?? (await organisations.belongingTo(db, one, part)))
      gone.push(...part.filter((holder) => !there.has(holder)).map((holder) => ({ scope: one, holder })))
    }
  }
  return gone
}

const AT_ONCE = 5000

async function holdersAfter(db: Reader, scope: string, after: string | null): Promise<readonly string[]> {
  let select = db
    .selectFrom('charter_reply')
    .select('holder_id')
    .distinct()
    .where('scope_id', '=', scope)
    .orderBy('holder_id')
    .limit(AT_ONCE)
  if (after !== null) select = select.where('holder_id', '>', after)
  return (await select.execute()).map(({ holder_id }) => holder_id)
}

async function repliedScopes(db: Reader): Promise<readonly string[]> {
  // Who replied, replied to a version: the versions are few, and name the same scopes.
  const rows = await db.selectFrom('charter_version').select('scope_id').distinct().execute()
  return rows.map(({ scope_id }) => scope_id)
}

async function repliedBy(db: Reader, holder: string): Promise<readonly Holder[]> {
  const rows = await db.selectFrom('charter_reply').select('scope_id').distinct().where('holder_id', '=', holder).execute()
  return rows.map(({ scope_id: scope }) => ({ scope, holder }))
}
