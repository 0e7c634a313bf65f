import { z } from 'zod'
import type { Actor } from '../../../core/actor.ts'
import { query } from '../../../core/command.ts'
import { demand, refuse } from '../../../core/refused.ts'
import type { Reader, Tx } from '../../../platform/db.ts'
import { maySteward, type AccountFacts } from '../policy.ts'
import { no } from '../refusals.ts'
import { accountCheckIsDue, accountHolds, networkOf, type AccountEvidence } from '../rules.ts'
import { ACCOUNT_METHODS } from '../tables.ts'
import { bodyFacts } from './body-facts.ts'
import { proofLine } from './domain-proof.ts'
import { bodyRef } from './shapes.ts'

export const accountRows = (db: Reader, bodyId: string) =>
  db.selectFrom('body_account').selectAll().where('body_id', '=', bodyId).orderBy('url')

type Row = { readonly proven_at: Date | null; readonly failing_since: Date | null; readonly absent: boolean }
export const accountEvidence = (row: Row): AccountEvidence => ({
  provenAt: row.proven_at,
  failingSince: row.failing_since,
  absent: row.absent,
})

const shown = z.object({
  id: z.string(),
  url: z.string(),
  network: z.string(),
  method: z.enum(ACCOUNT_METHODS).nullable().describe('How its page says whose it is; null: nobody has found that yet'),
  holds: z.boolean().describe('False: the body says so, and it is not checked'),
  checkedAt: z.date().nullable(),
  failingSince: z.date().nullable(),
})
export type Account = z.infer<typeof shown>

export const accounts = query({
  name: 'organisations.accounts',
  summary: 'The accounts of a body on outside networks, as it says, and which of them link back.',
  route: 'GET /bodies/{body}/accounts',
  input: z.object({ body: bodyRef }),
  output: z.array(shown),
  async read(db, { input, actor, now }) {
    const { id } = (await bodyFacts(db, input.body, actor)) ?? refuse(no('body.missing'))
    const rows = await accountRows(db, id).execute()
    return rows.map((row) => ({
      id: row.id,
      url: row.url,
      network: networkOf(row.url),
      method: row.method,
      holds: accountHolds(accountEvidence(row), now),
      checkedAt: row.checked_at,
      failingSince: row.failing_since,
    }))
  },
})

export const accountProofs = query({
  name: 'organisations.account-proofs',
  summary: 'What each outside account of a body needs so that readers can tell it from an impostor. For its stewards.',
  route: 'GET /bodies/{body}/account-proofs',
  input: z.object({ body: bodyRef }),
  output: z.array(
    z.object({
      id: z.string(),
      line: z.string().describe('What to put into the description'),
      askedAt: z.date().nullable(),
      checkedAt: z.date().nullable(),
    }),
  ),
  async read(db, { input, actor }) {
    const body = await bodyFacts(db, input.body, actor)
    demand(maySteward(actor, body))
    const rows = await accountRows(db, (body ?? refuse(no('body.missing'))).id).execute()
    return rows.map((row) => ({ id: row.id, line: proofLine(row.token), askedAt: row.asked_at, checkedAt: row.checked_at }))
  },
})
export type ProofWanted = z.infer<typeof accountProofs.output>[number]

type Asked = { readonly body: string; readonly account: string }

/** An account of a body under a lock. */
export async function accountFacts(
  tx: Tx,
  { body: slug, account }: Asked,
  actor: Pick<Actor, 'person'>,
): Promise<AccountFacts & { readonly network: string | null }> {
  const body = await bodyFacts(tx, slug, actor)
  if (body === null) return { body, account: null, network: null }
  const row = await tx
    .selectFrom('body_account')
    .select(['url', 'asked_at', 'checked_at', 'failing_since'])
    .where('body_id', '=', body.id)
    .where('id', '=', account)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) return { body, account: null, network: null }
  return {
    body,
    account: { askedAt: row.asked_at, checkedAt: row.checked_at, failingSince: row.failing_since },
    network: networkOf(row.url),
  }
}

const MOST_AT_ONCE = 100

/** What the next round of checks looks at, longest unseen first. */
export async function dueAccounts(db: Reader, now: Date): Promise<readonly { readonly body: string; readonly account: string }[]> {
  const rows = await db
    .selectFrom('body_account')
    .select(['body_id', 'id', 'asked_at', 'checked_at', 'failing_since', 'proven_at'])
    .where((where) => where.or([where('proven_at', 'is not', null), where('asked_at', 'is not', null)]))
    .orderBy('checked_at', (order) => order.asc().nullsFirst())
    .execute()
  return rows
    .filter((row) => accountCheckIsDue({ askedAt: row.asked_at, checkedAt: row.checked_at, failingSince: row.failing_since }, now))
    .slice(0, MOST_AT_ONCE)
    .map(({ body_id: body, id: account }) => ({ body, account }))
}

/** What a check needs to know; null: it was dropped meanwhile. */
export async function accountToCheck(db: Reader, { body, account }: Asked) {
  const row = await db
    .selectFrom('body_account')
    .innerJoin('body', 'body.id', 'body_account.body_id')
    .select(['url', 'token', 'slug'])
    .where('body_id', '=', body)
    .where('body_account.id', '=', account)
    .executeTakeFirst()
  return row ?? null
}
