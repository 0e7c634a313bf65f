import type { Tx } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { accountTags, changeShelf, sealPerson } from '../queries/shelf.ts'
import { dayIn, daysAfter, VOUCH_DAYS } from '../rules.ts'
import type { Role } from '../tables.ts'

type Joining = {
  readonly community: string
  readonly account: string
  readonly person: string
  readonly role: Role
  readonly now: Date
  readonly guardian?: boolean
  /** Two members have to vouch, or it ends again. */
  readonly vouching?: boolean
}

/** Null: the account belongs to it already, by whichever of its names. */
export async function addMember(tx: Tx, outside: Outside, joining: Joining): Promise<string | null> {
  const { community, account, person, role, now, guardian = false, vouching = false } = joining
  const [tag] = accountTags(outside.keys, community, account)
  if (tag === undefined) return null
  const id = outside.uuid()
  const made = await tx
    .insertInto('community_member')
    .values({
      ...{ community_id: community, id, account_tag: tag, person_sealed: sealPerson(outside.keys, community, person) },
      ...{ role, joined_on: dayIn(now), guardian },
      lapses_on: vouching ? daysAfter(now, VOUCH_DAYS) : null,
    })
    .onConflict((conflict) => conflict.constraint('community_member_once').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made === undefined) return null
  await changeShelf(tx, outside.keys, person, (held) => [...held, community])
  return id
}
