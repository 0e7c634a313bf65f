import type { Actor } from '../../../core/actor.ts'
import type { Reader, Tx } from '../../../platform/db.ts'
import type { VouchFacts, WithdrawVouchingFacts } from '../policy.ts'
import type {} from '../tables.ts'
import { bodiesWhere } from './body-cards.ts'
import { bodyFacts } from './body-facts.ts'
import { levelsNow } from './evidence.ts'

type Asked = { readonly body: string; readonly voucher: string }

export async function vouchFacts(
  db: Reader,
  asked: Asked,
  actor: Pick<Actor, 'person'>,
  now: Date,
): Promise<VouchFacts & WithdrawVouchingFacts> {
  const body = await bodyFacts(db, asked.body, actor)
  const voucher = await bodyFacts(db, asked.voucher, actor)
  if (body === null || voucher === null) return { body, voucher, voucherVerified: false, vouchesBack: false, held: false }
  return {
    body,
    voucher,
    voucherVerified: (await levelsNow(db, now)).has(voucher.id),
    vouchesBack: await vouches(db, { from: body.id, to: voucher.id }),
    held: await vouches(db, { from: voucher.id, to: body.id }),
  }
}

async function vouches(db: Reader, { from, to }: { readonly from: string; readonly to: string }): Promise<boolean> {
  const row = await db
    .selectFrom('vouching')
    .select('id')
    .where('body_id', '=', to)
    .where('voucher_id', '=', from)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

/** Two deeds about one pair of bodies come one after the other, so that they cannot vouch for each other at one moment. */
export async function lockPair(tx: Tx, { body, voucher }: Asked): Promise<void> {
  await tx.selectFrom('body').select('id').where('slug', 'in', [body, voucher]).orderBy('id').forUpdate().execute()
}

/** The bodies in whose name this person could vouch for another, with what each would be told. */
export async function possibleVouchers(db: Reader, slug: string, { actor, now }: { readonly actor: Actor; readonly now: Date }) {
  const own = await bodiesWhere(db, actor.person, 'steward', actor.locale)
  return Promise.all(own.map(async (card) => ({ card, facts: await vouchFacts(db, { body: slug, voucher: card.slug }, actor, now) })))
}
