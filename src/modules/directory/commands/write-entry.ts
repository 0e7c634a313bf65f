import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { Tx } from '../../../platform/db.ts'
import type { BodyKind } from '../../organisations/index.ts'
import { mayTend } from '../policy.ts'
import { demandKnown } from '../queries/known.ts'
import { bodyRef, entryWritten, type EntryWritten } from '../queries/shapes.ts'
import { tendedBody } from '../queries/tending.ts'
import { dayWritten, fittingValues } from '../rules.ts'
import type {} from '../tables.ts'

export const writeEntry = command({
  name: 'directory.write-entry',
  summary: 'Say where a body works, for whom, and how it is reached. Whoever writes it has looked at it. For its stewards',
  route: 'PUT /bodies/{body}/entry',
  limit: 'write',
  input: entryWritten.extend({ body: bodyRef }),
  output: z.object({ body: z.uuid(), checkedOn: z.iso.date() }),
  async facts(tx, { input, actor }) {
    await demandKnown(tx, input)
    return tendedBody(tx, input.body, actor)
  },
  may: ({ actor, facts }) => mayTend(actor, facts.facts),
  async run(tx, { input, actor, facts: { card }, now }) {
    await keepEntry(tx, card, input, { by: actor.person, now })
    return { body: card.id, checkedOn: dayWritten(now) }
  },
  tell: ({ result }) => [{ kind: 'directory.entry.written', scope: result.body, subject: result.body, data: {}, visibility: 'public' }],
})

type Looked = { readonly by: string | null; readonly now: Date }

/** What does not fit the kind of body is left out. */
export async function keepEntry(
  tx: Tx,
  { id, kind }: { readonly id: string; readonly kind: BodyKind },
  written: EntryWritten,
  { by, now }: Looked,
): Promise<void> {
  const row = {
    ...{ places: written.places, origins: written.origins, topics: written.topics, accepts: written.accepts },
    ...{ membership: written.membership, language: written.language },
    ...{ postal: written.postal || null, hours: written.hours || null },
    ...{ fields: JSON.stringify(fittingValues(kind, written.fields)), checked_on: dayWritten(now), checked_by: by, edited_at: now },
  }
  await tx
    .insertInto('directory_entry')
    .values({ body_id: id, ...row })
    .onConflict((conflict) => conflict.column('body_id').doUpdateSet(row))
    .execute()
}
