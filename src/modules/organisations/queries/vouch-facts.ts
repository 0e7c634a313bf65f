import type { Actor } from '../../../core/actor.ts'
import type { Reader, Tx } from '../../../platform/db.ts'
import type { VouchFacts, WithdrawVouchingFacts } from '../policy.ts'
import type {} from '../tables.ts'
import { people } from '../../people/index.ts'
import { bodiesWhere } from './body-cards.ts'
import { bodyFacts } from './body-facts.ts'
import { levelsNow } from './evidence.ts'
import { standingIn } from './standing.ts'

type Asked = { readonly body: string; readonly voucher: string }

export async function vouchFacts(
  db: Reader,
  asked: Asked,
  actor: Pick<Actor, 'account' | 'person'>,
  now: Date,
): Promise<VouchFacts & WithdrawVouchingFacts> {
  const body = await bodyFacts(db, asked.body, actor)
  const voucher = await bodyFacts(db, asked.voucher, actor)
  const nothing = { voucherVerified: false, vouchesBack: false, held: false, ownByAnother: false, givenByAnother: false }
  if (body === null || voucher === null) return { body, voucher, ...nothing }
  const others = (await people.personsOf(db, actor.account)).filter((person) => person !== actor.person)
  return {
    body,
    voucher,
    voucherVerified: (await levelsNow(db, now)).has(voucher.id),
    vouchesBack: await vouches(db, { from: body.id, to: voucher.id }),
    held: await vouches(db, { from: voucher.id, to: body.id }),
    ownByAnother: (await Promise.all(others.map((person) => standingIn(db, body.id, person)))).some(({ steward }) => steward),
    givenByAnother: await vouchedBy(db, others, { body: body.id, now }),
  }
}

/** Whether one of these names vouches for that body, in the name of whichever other. */
async function vouchedBy(db: Reader, persons: readonly string[], { body, now }: { readonly body: string; readonly now: Date }) {
  if (persons.length === 0) return false
  const row = await db
    .selectFrom('vouching')
    .select('id')
    .where('body_id', '=', body)
    .where('person_id', 'in', [...persons])
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row !== undefined
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
