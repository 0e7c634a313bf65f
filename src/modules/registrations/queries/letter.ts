import { isUuid } from '#base'
import type { Actor } from '../../../core/actor.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { gatherings } from '../../gatherings/index.ts'
import { people } from '../../people/index.ts'
import type {} from '../tables.ts'
import { codeOf } from './own.ts'

export type TicketLetter = { readonly to: string; readonly language: string; readonly code: string }

/** To whom a ticket goes by mail: who asked for that, has an address, and still has the place. Else null. */
export async function letterFor(db: Reader, keys: Keys, at: { edition: string; id: string }): Promise<TicketLetter | null> {
  const row = await db
    .selectFrom('registration')
    .select(['person_id', 'code_sealed'])
    .where('edition_id', '=', at.edition)
    .where('id', '=', at.id)
    .where('state', '=', 'confirmed')
    .where('letter', '=', true)
    .executeTakeFirst()
  const account = row === undefined ? null : await people.accountOf(db, row.person_id)
  if (row === undefined || account === null) return null
  const addressee = (await people.lettersTo(db, keys, [account])).get(account)
  return addressee === undefined ? null : { ...addressee, code: codeOf(keys, row.code_sealed) }
}

/** Where a ticket is shown, for whoever holds it; null for everybody else. */
export async function pathOfTicket(db: Reader, id: string, actor: Actor): Promise<string | null> {
  if (!isUuid(id) || actor.person === null) return null
  const row = await db
    .selectFrom('registration')
    .select('edition_id')
    .where('person_id', '=', actor.person)
    .where('id', '=', id)
    .executeTakeFirst()
  const edition = row === undefined ? null : await gatherings.editionById(db, row.edition_id, actor.locale)
  return edition === null ? null : `${edition.path}/registration/ticket`
}
