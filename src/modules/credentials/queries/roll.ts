import type { Reader } from '../../../platform/db.ts'
import { PIECE } from '../../../platform/pieces.ts'
import { organisations } from '../../organisations/index.ts'
import { people } from '../../people/index.ts'

/** The accounts that may take part: all, or those one of whose identities belongs to the body. */
export async function rollOf(db: Reader, body: string | null): Promise<readonly string[]> {
  const roll: string[] = []
  for (
    let part = await people.accountsAfter(db, null, PIECE);
    part.length > 0;
    part = await people.accountsAfter(db, part.at(-1) ?? null, PIECE)
  )
    roll.push(...(body === null ? part : await belonging(db, body, part)))
  return roll
}

async function belonging(db: Reader, body: string, accounts: readonly string[]): Promise<readonly string[]> {
  const owners = await people.ownersOf(db, accounts)
  const members = await organisations.belongingTo(
    db,
    body,
    [...owners.values()].flatMap(({ persons }) => persons),
  )
  return [...owners].flatMap(([account, { persons }]) => (persons.some((person) => members.has(person)) ? [account] : []))
}
