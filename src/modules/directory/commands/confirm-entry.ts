import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayConfirm } from '../policy.ts'
import { entryOf } from '../queries/entries.ts'
import { bodyRef } from '../queries/shapes.ts'
import { tendedBody } from '../queries/tending.ts'
import { dayWritten } from '../rules.ts'
import type {} from '../tables.ts'

export const confirmEntry = command({
  name: 'directory.confirm-entry',
  summary: 'Say that what stands in the directory is still true. For stewards of the body',
  route: 'PUT /bodies/{body}/entry/check',
  limit: 'write',
  input: z.object({ body: bodyRef }),
  output: z.object({ body: z.uuid(), checkedOn: z.iso.date() }),
  async facts(tx, { input, actor }) {
    const tended = await tendedBody(tx, input.body, actor)
    return { ...tended, entry: await entryOf(tx, tended.card.id) }
  },
  may: ({ actor, facts }) => mayConfirm(actor, facts.facts, facts.entry !== null),
  async run(tx, { actor, facts: { card }, now }) {
    const checkedOn = dayWritten(now)
    await tx
      .updateTable('directory_entry')
      .set({ checked_on: checkedOn, checked_by: actor.person })
      .where('body_id', '=', card.id)
      .execute()
    return { body: card.id, checkedOn }
  },
  tell: ({ result }) => [{ kind: 'directory.entry.confirmed', scope: result.body, subject: result.body, data: {}, visibility: 'public' }],
})
