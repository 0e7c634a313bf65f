import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { hubAlone } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { NOBODYS, openOffer, openPair, openRequest, ownOf, resealed, tagOf, type Party } from '../queries/sealed.ts'
import { told } from '../queries/told.ts'

// No route: the secret is replaced on the machine of the hub, by its command line, while nobody else uses the database.
export const renewSecrets = command({
  name: 'buddies.renew-secrets',
  summary: 'Seal and tag anew, with the secret in use, who goes along with whom, who offers it and who asks for it',
  input: z.object({}),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  run: async (tx, { outside: { keys } }) => ({
    rows: (await renewOffers(tx, keys)) + (await renewRequests(tx, keys)) + (await renewPairs(tx, keys)),
  }),
  tell: ({ result }) => [told('buddies.secrets.renewed', { rows: result.rows })],
})

/** What is sealed says whose it is: no other account need be tried. */
const anew = (keys: Keys, scope: string, by: Party | null): Buffer => (by === null ? NOBODYS : tagOf(keys, scope, ownOf(by)))

async function renewOffers(tx: Tx, keys: Keys): Promise<number> {
  let rows = 0
  for (const { scope, id, offer_sealed: lies } of await tx.selectFrom('buddy_offer').select(['scope', 'id', 'offer_sealed']).execute()) {
    const sealed = resealed(keys, lies)
    if (sealed === null) continue
    const by_tag = anew(keys, scope, openOffer(keys, scope, sealed).by)
    await tx.updateTable('buddy_offer').set({ offer_sealed: sealed, by_tag }).where('scope', '=', scope).where('id', '=', id).execute()
    rows += 1
  }
  return rows
}

async function renewRequests(tx: Tx, keys: Keys): Promise<number> {
  let rows = 0
  for (const { scope, id, request_sealed: lies } of await tx
    .selectFrom('buddy_request')
    .select(['scope', 'id', 'request_sealed'])
    .execute()) {
    const sealed = resealed(keys, lies)
    if (sealed === null) continue
    const by_tag = anew(keys, scope, openRequest(keys, scope, sealed).by)
    await tx.updateTable('buddy_request').set({ request_sealed: sealed, by_tag }).where('scope', '=', scope).where('id', '=', id).execute()
    rows += 1
  }
  return rows
}

async function renewPairs(tx: Tx, keys: Keys): Promise<number> {
  let rows = 0
  for (const { scope, id, pair_sealed: lies } of await tx.selectFrom('buddy_pair').select(['scope', 'id', 'pair_sealed']).execute()) {
    const sealed = lies === null ? null : resealed(keys, lies)
    if (sealed === null) continue
    const { buddy, newcomer } = openPair(keys, scope, sealed)
    const tags = { buddy_tag: anew(keys, scope, buddy), newcomer_tag: anew(keys, scope, newcomer) }
    await tx
      .updateTable('buddy_pair')
      .set({ pair_sealed: sealed, ...tags })
      .where('scope', '=', scope)
      .where('id', '=', id)
      .execute()
    rows += 1
  }
  return rows
}
