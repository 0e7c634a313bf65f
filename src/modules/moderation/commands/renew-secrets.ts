import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'
import type { Reader, Tx } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { people } from '../../people/index.ts'
import type { Ref } from '../queries/links.ts'
import type {} from '../tables.ts'

/** No appeal is filed or waits after this, so nobody asks any more who decided. */
const STILL_ASKED_DAYS = 365
const DAY_MS = 86_400_000

// No route: the secret is replaced on the machine of the hub, by its command line, while nobody else uses the database.
export const renewSecrets = command({
  name: 'moderation.renew-secrets',
  summary: 'Seal anew, with the secret in use, what was told of pressure, and tag anew who decided',
  input: z.object({}),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { now, outside: { keys } }) {
    const since = new Date(now.getTime() - STILL_ASKED_DAYS * DAY_MS)
    return { rows: (await sealPressure(tx, keys)) + (await tagDeciders(tx, keys, since)) }
  },
  tell: ({ result }) => [
    { kind: 'moderation.secrets.renewed', scope: THE_HUB, subject: THE_HUB, data: { rows: result.rows }, visibility: 'internal' },
  ],
})

async function sealPressure(tx: Tx, keys: Keys): Promise<number> {
  let renewed = 0
  // One report at a time is held: what somebody tells may be long.
  for (const { id } of await tx.selectFrom('pressure_report').select('id').execute()) {
    const row = tx.selectFrom('pressure_report').select(['sealed', 'answer_sealed']).where('id', '=', id)
    const { sealed, answer_sealed: answer } = await row.executeTakeFirstOrThrow()
    const told = keys.reseal('pressure', sealed)
    const answered = answer === null ? null : keys.reseal('pressure', answer)
    if (told === null && answered === null) continue
    await tx
      .updateTable('pressure_report')
      .set({ sealed: told ?? sealed, answer_sealed: answered ?? answer })
      .where('id', '=', id)
      .execute()
    renewed += 1
  }
  return renewed
}

/** Nothing leads from a case to who decided, so each account is tried, once for each case. */
async function tagDeciders(tx: Tx, keys: Keys, since: Date): Promise<number> {
  const accounts = await people.allAccounts(tx)
  let renewed = 0
  for (const ref of await casesSince(tx, since)) {
    const held = await tagsOf(tx, ref)
    const anew = newTags(keys, ref, { held, accounts })
    for (const { table, column, tag } of held) {
      const now = anew.get(tag.toString('hex'))
      if (now === undefined) continue
      await tx
        .updateTable(table)
        .set({ [column]: now })
        .where('scope_id', '=', ref.scope)
        .where('case_id', '=', ref.id)
        .execute()
      renewed += 1
    }
  }
  return renewed
}

type Searched = { readonly held: readonly Tagged[]; readonly accounts: readonly string[] }

/** By the tags that lie there in hexadecimal, those to write; whoever left is found no more. */
function newTags(keys: Keys, { scope, id }: Ref, { held, accounts }: Searched): ReadonlyMap<string, Buffer> {
  const wanted = new Set(held.map(({ tag }) => tag.toString('hex')))
  const found = new Map<string, Buffer>()
  for (const account of accounts) {
    if (wanted.size === 0) break
    const [current, ...older] = keys.tags('decider', scope, id, account)
    if (current === undefined) continue
    // One that is made with the secret in use is done.
    wanted.delete(current.toString('hex'))
    for (const one of older) if (wanted.delete(one.toString('hex'))) found.set(one.toString('hex'), current)
  }
  return found
}

const casesSince = async (db: Reader, since: Date): Promise<readonly Ref[]> =>
  db
    .selectFrom('moderation_case')
    .select(['scope_id as scope', 'id'])
    .where((where) => where.or([where('decided_at', 'is', null), where('decided_at', '>=', since)]))
    .execute()

type Tagged = { readonly table: 'decision' | 'appeal' | 'hiding_proposal'; readonly column: string; readonly tag: Buffer }

/** Decisions first: an appeal follows the decision that it is against by itself. */
async function tagsOf(db: Reader, { scope, id }: Ref): Promise<readonly Tagged[]> {
  const decision = await db
    .selectFrom('decision')
    .select(['decider_tag', 'second_tag'])
    .where('scope_id', '=', scope)
    .where('case_id', '=', id)
    .executeTakeFirst()
  const proposal = await db
    .selectFrom('hiding_proposal')
    .select('proposer_tag')
    .where('scope_id', '=', scope)
    .where('case_id', '=', id)
    .executeTakeFirst()
  const appeal = await db
    .selectFrom('appeal')
    .select(['second_decider_tag', 'decider_tag'])
    .where('scope_id', '=', scope)
    .where('case_id', '=', id)
    .executeTakeFirst()
  return [...tagged('decision', decision), ...tagged('hiding_proposal', proposal), ...tagged('appeal', appeal)]
}

const tagged = (table: Tagged['table'], row: Readonly<Record<string, Buffer | null>> | undefined): Tagged[] =>
  Object.entries(row ?? {}).flatMap(([column, tag]) => (tag === null ? [] : [{ table, column, tag }]))
