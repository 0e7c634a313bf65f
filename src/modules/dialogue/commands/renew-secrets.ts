import { sql } from 'kysely'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { inPieces, PIECE } from '../../../platform/pieces.ts'
import { people } from '../../people/index.ts'
import { COUNTRY } from '../queries/coverage.ts'
import { accountTags } from '../queries/dialogue-facts.ts'
import type {} from '../tables.ts'

// No route: the secret is replaced on the machine of the hub, by its command line, while nobody else uses the database.
export const renewSecrets = command({
  name: 'dialogue.renew-secrets',
  summary: 'Tag anew, with the secret in use, who takes part by an account, and seal anew the countries',
  input: z.object({}),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { outside: { keys } }) {
    const dialogues = (await tx.selectFrom('dialogue').select('id').where('origin', '=', 'here').execute()).map(({ id }) => id)
    let rows = 0
    for (const dialogue of dialogues) rows += await sealCountries(tx, dialogue, keys)
    let accounts = await people.accountsAfter(tx, null, PIECE)
    for (; accounts.length > 0; accounts = await people.accountsAfter(tx, accounts.at(-1) ?? null, PIECE)) {
      for (const dialogue of dialogues) rows += await tagAccounts(tx, dialogue, accounts, keys)
    }
    return { rows }
  },
  tell: ({ result }) => [
    { kind: 'dialogue.secrets.renewed', scope: THE_HUB, subject: THE_HUB, data: { rows: result.rows }, visibility: 'internal' },
  ],
})

/**
 * Nothing leads from a row to an account, so each account is tried. A guest’s tag is of what the guest alone holds: it is found by the older
 * secret until they come by.
 */
async function tagAccounts(tx: Tx, dialogue: string, accounts: readonly string[], keys: Keys): Promise<number> {
  const anew = new Map<string, Buffer>()
  for (const account of accounts) {
    const [tag, ...older] = accountTags(dialogue, account, { keys })
    if (tag !== undefined) for (const one of older) anew.set(one.toString('hex'), tag)
  }
  if (anew.size === 0) return 0
  const held = await tx
    .selectFrom('participant')
    .select(['number', 'holder_tag'])
    .where('dialogue_id', '=', dialogue)
    .where(sql<boolean>`holder_tag = any(${[...anew.keys()].map((hex) => Buffer.from(hex, 'hex'))})`)
    .execute()
  for (const { number, holder_tag: old } of held) {
    const tag = anew.get(old?.toString('hex') ?? '')
    if (tag === undefined) continue
    await tx.updateTable('participant').set({ holder_tag: tag }).where('dialogue_id', '=', dialogue).where('number', '=', number).execute()
  }
  return held.length
}

async function sealCountries(tx: Tx, dialogue: string, keys: Keys): Promise<number> {
  let renewed = 0
  const told = inPieces<{ number: number; lies: Buffer | null }>((after) =>
    tx
      .selectFrom('participant')
      .select(['number', 'country_sealed as lies'])
      .where('dialogue_id', '=', dialogue)
      .where('number', '>', after?.number ?? -1)
      .where('country_sealed', 'is not', null)
      .orderBy('number')
      .limit(PIECE)
      .execute(),
  )
  for await (const { number, lies } of told) {
    const sealed = lies === null ? null : keys.reseal(COUNTRY, lies)
    if (sealed === null) continue
    await tx
      .updateTable('participant')
      .set({ country_sealed: sealed })
      .where('dialogue_id', '=', dialogue)
      .where('number', '=', number)
      .execute()
    renewed += 1
  }
  return renewed
}
