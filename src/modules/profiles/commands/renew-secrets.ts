import { sql } from 'kysely'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { inPieces, PIECE } from '../../../platform/pieces.ts'
import type { Facet } from '../tables.ts'

/** Below every id. */
const NIL = '00000000-0000-0000-0000-000000000000'

// No route: the secret is replaced on the machine of the hub, by its command line, while nobody else uses the database.
export const renewSecrets = command({
  name: 'profiles.renew-secrets',
  summary: 'Seal anew, with the secret in use, what people tell of themselves',
  input: z.object({}),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  run: async (tx, { outside: { keys } }) => ({ rows: (await renewCards(tx, keys)) + (await renewFacets(tx, keys)) }),
  tell: ({ result }) => [
    { kind: 'profiles.secrets.renewed', scope: THE_HUB, subject: THE_HUB, data: { rows: result.rows }, visibility: 'internal' },
  ],
})

async function renewCards(tx: Tx, keys: Keys): Promise<number> {
  let rows = 0
  const cards = inPieces<{ person: string; lies: Buffer }>((after) =>
    tx
      .selectFrom('card')
      .select(['person_id as person', 'age_sealed as lies'])
      .where('person_id', '>', after?.person ?? NIL)
      .orderBy('person_id')
      .limit(PIECE)
      .execute(),
  )
  for await (const { person, lies } of cards) {
    const sealed = keys.reseal('card', lies)
    if (sealed === null) continue
    await tx.updateTable('card').set({ age_sealed: sealed }).where('person_id', '=', person).execute()
    rows += 1
  }
  return rows
}

async function renewFacets(tx: Tx, keys: Keys): Promise<number> {
  let rows = 0
  const facets = inPieces<{ person: string; facet: Facet; lies: Buffer }>((after) =>
    tx
      .selectFrom('facet')
      .select(['person_id as person', 'facet', 'value_sealed as lies'])
      .where(sql<boolean>`(person_id, facet) > (${after?.person ?? NIL}, ${after?.facet ?? ''})`)
      .orderBy('person_id')
      .orderBy('facet')
      .limit(PIECE)
      .execute(),
  )
  for await (const { person, facet, lies } of facets) {
    const sealed = keys.reseal('facet', lies)
    if (sealed === null) continue
    await tx.updateTable('facet').set({ value_sealed: sealed }).where('person_id', '=', person).where('facet', '=', facet).execute()
    rows += 1
  }
  return rows
}
