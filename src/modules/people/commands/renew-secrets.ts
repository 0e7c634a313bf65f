import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { inPieces, PIECE } from '../../../platform/pieces.ts'
import type {} from '../tables.ts'

/** Below every id. */
const NIL = '00000000-0000-0000-0000-000000000000'

// No route: the secret is replaced on the machine of the hub, by its command line, while nobody else uses the database.
export const renewSecrets = command({
  name: 'people.renew-secrets',
  summary: 'Seal and tag anew, with the secret in use, the addresses of accounts and of open links',
  input: z.object({}),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  run: async (tx, { outside: { keys } }) => ({ rows: (await renewAccounts(tx, keys)) + (await renewLinks(tx, keys)) }),
  tell: ({ result }) => [
    { kind: 'people.secrets.renewed', scope: THE_HUB, subject: THE_HUB, data: { rows: result.rows }, visibility: 'internal' },
  ],
})

async function renewAccounts(tx: Tx, keys: Keys): Promise<number> {
  let rows = 0
  const accounts = inPieces<{ id: string; email_sealed: Buffer | null }>((after) =>
    tx
      .selectFrom('account')
      .select(['id', 'email_sealed'])
      .where('email_sealed', 'is not', null)
      .where('id', '>', after?.id ?? NIL)
      .orderBy('id')
      .limit(PIECE)
      .execute(),
  )
  for await (const { id, email_sealed: lies } of accounts) {
    const sealed = lies === null ? null : keys.reseal('email', lies)
    if (sealed === null) continue
    await tx
      .updateTable('account')
      .set({ email_sealed: sealed, email_tag: tagOf(keys, sealed) })
      .where('id', '=', id)
      .execute()
    rows += 1
  }
  return rows
}

/** Links of the last quarter of an hour, and those of before that wait to be swept. */
async function renewLinks(tx: Tx, keys: Keys): Promise<number> {
  let rows = 0
  const links = inPieces<{ id: string; email_sealed: Buffer; old_email_sealed: Buffer | null }>((after) =>
    tx
      .selectFrom('sign_in_link')
      .select(['id', 'email_sealed', 'old_email_sealed'])
      .where('id', '>', after?.id ?? NIL)
      .orderBy('id')
      .limit(PIECE)
      .execute(),
  )
  for await (const { id, email_sealed: lies, old_email_sealed: oldLies } of links) {
    // The two were sealed at two moments, and the secret may have been replaced in between.
    const [sealed, old] = [keys.reseal('email', lies), oldLies === null ? null : keys.reseal('email', oldLies)]
    if (sealed === null && old === null) continue
    await tx
      .updateTable('sign_in_link')
      .set({ email_sealed: sealed ?? lies, email_tag: tagOf(keys, sealed ?? lies), old_email_sealed: old ?? oldLies })
      .where('id', '=', id)
      .execute()
    rows += 1
  }
  return rows
}

const tagOf = (keys: Keys, sealed: Buffer): Buffer => keys.tag('email', keys.open('email', sealed))
