import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import type {} from '../tables.ts'
import { personAtSignIn } from './identities.ts'

/** What lies in the table for a code: without the hub's secret nobody can try codes against it. */
export const codeTag = (keys: Keys, code: string): Buffer => keys.tag('recovery-code', code)

/** A code on paper may be older than the secret in use. */
const codeTags = (keys: Keys, code: string): Buffer[] => [...keys.tags('recovery-code', code)]

/**
 * The account that this code opens, under a lock, or null. One reading for every wrong answer, whether the address is unknown,
 * the code is, or it was used: neither the text nor the work tells them apart.
 */
export async function holderOfCode(db: Reader, keys: Keys, { address, code }: { address: string; code: string }) {
  const row = await db
    .selectFrom('recovery_code')
    .innerJoin('account', 'account.id', 'recovery_code.account_id')
    .select(['account.id as account', 'code_tag as tag'])
    .where('code_tag', 'in', codeTags(keys, code))
    .where('email_tag', 'in', [...keys.tags('email', address)])
    .where('used_at', 'is', null)
    .forUpdate('recovery_code')
    .executeTakeFirst()
  return row === undefined ? null : { ...row, person: await personAtSignIn(db, row.account) }
}
