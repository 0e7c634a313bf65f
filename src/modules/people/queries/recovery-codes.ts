import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import type {} from '../tables.ts'
import { firstPerson } from './passkeys.ts'

/** What lies in the table for a code: without the hub's secret nobody can try codes against it. */
export const codeTag = (keys: Keys, code: string): Buffer => keys.tag('recovery-code', code)

/**
 * The account that this code opens, under a lock, or null. One reading for every wrong answer, whether the address is unknown,
 * the code is, or it was used: neither the text nor the work tells them apart.
 */
export async function holderOfCode(db: Reader, keys: Keys, { address, code }: { address: string; code: string }) {
  const row = await db
    .selectFrom('recovery_code')
    .innerJoin('account', 'account.id', 'recovery_code.account_id')
    .select(['account.id as account', 'code_tag as tag'])
    .where('code_tag', '=', codeTag(keys, code))
    .where('email_tag', '=', keys.tag('email', address))
    .where('used_at', 'is', null)
    .forUpdate('recovery_code')
    .executeTakeFirst()
  return row === undefined ? null : { ...row, person: await firstPerson(db, row.account) }
}

/** Where and in which language somebody is told what was done with their account; null where they have left. */
export async function addressOf(db: Reader, person: string) {
  const row = await db
    .selectFrom('person')
    .innerJoin('account', 'account.id', 'person.account_id')
    .select(['email_sealed', 'language'])
    .where('person.id', '=', person)
    .executeTakeFirst()
  return row === undefined ? null : { emailSealed: row.email_sealed, language: row.language }
}
