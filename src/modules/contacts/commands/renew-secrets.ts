import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { QUESTION } from '../queries/questions.ts'
import { helperTag, openEntry, resealEntry } from '../queries/helped.ts'

// No route: the secret is replaced on the machine of the hub, by its command line, while nobody else uses the database.
export const renewSecrets = command({
  name: 'contacts.renew-secrets',
  summary: 'Seal and tag anew, with the secret in use, what somebody asked, what those who answer wrote, and the logs of helpers',
  input: z.object({}),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { outside: { keys } }) {
    let rows = 0
    for (const row of await tx.selectFrom('contact_question').selectAll().execute()) {
      const asked = keys.reseal(QUESTION, row.asked_sealed)
      const told = row.told_sealed === null ? null : keys.reseal(QUESTION, row.told_sealed)
      if (asked === null && told === null) continue
      await tx
        .updateTable('contact_question')
        .set({ asked_sealed: asked ?? row.asked_sealed, told_sealed: told ?? row.told_sealed })
        .where('sort', '=', row.sort)
        .where('subject', '=', row.subject)
        .where('id', '=', row.id)
        .execute()
      rows += 1
    }
    return { rows: rows + (await renewEntries(tx, keys)) }
  },
  tell: ({ result }) => [
    { kind: 'contacts.secrets.renewed', scope: THE_HUB, subject: THE_HUB, data: { rows: result.rows }, visibility: 'internal' },
  ],
})

/** What is sealed says whose it is. */
async function renewEntries(tx: Tx, keys: Keys): Promise<number> {
  let rows = 0
  for (const { by_tag: from, id, entry_sealed: lies } of await tx.selectFrom('helper_entry').selectAll().execute()) {
    const sealed = resealEntry(keys, lies)
    if (sealed === null) continue
    await tx
      .updateTable('helper_entry')
      .set({ entry_sealed: sealed, by_tag: helperTag(keys, openEntry(keys, sealed).person) })
      .where('by_tag', '=', from)
      .where('id', '=', id)
      .execute()
    rows += 1
  }
  return rows
}
