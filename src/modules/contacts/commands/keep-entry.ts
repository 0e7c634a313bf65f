import { sql } from 'kysely'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { refuse } from '../../../core/refused.ts'
import { sentId } from '../../../core/sending.ts'
import { mayHelp } from '../policy.ts'
import { entriesOf, helperTag, sealEntry } from '../queries/helped.ts'
import { no } from '../refusals.ts'
import { dateOf, dayAfter, ENTRY_DAYS, HELPED, monthOf, MOST_HELPED } from '../rules.ts'

export const keepEntry = command({
  name: 'contacts.keep-entry',
  summary: 'Note in your own log that you entered something by hand for others: a day, a kind and a number, and no names',
  route: 'POST /me/helped',
  limit: 'write',
  input: z.object({
    sending: z.uuid().describe('Made by the sender: what arrives twice is one'),
    day: z.iso.date().describe('Today, or one of the last thirty days'),
    kind: z.enum(HELPED),
    number: z.number().int().min(1).max(MOST_HELPED.aTime).describe('For how many people'),
  }),
  output: z.object({ id: z.uuid() }),
  async facts(tx, { input, actor, now, outside }) {
    const person = actor.person ?? ''
    const id = sentId(outside.keys, 'helper-entry-id', person, input.sending)
    const entries = await entriesOf(tx, outside.keys, { person, today: dateOf(now) })
    return { id, before: entries.some((one) => one.id === id), kept: entries.length }
  },
  may: ({ actor }) => mayHelp(actor),
  async run(tx, { input, actor, now, outside: { keys }, facts: { id, before, kept } }) {
    const { day, kind, number } = input
    const today = dateOf(now)
    if (before) return { id }
    if (day > today || day <= dateOf(dayAfter(now, -ENTRY_DAYS)))
      return refuse(no('contact.day'), [{ field: 'day', code: 'contact.day', data: {} }])
    if (kept >= MOST_HELPED.entries) return refuse(no('contact.log-full', { most: MOST_HELPED.entries }))
    const person = actor.person ?? ''
    await tx
      .insertInto('helper_entry')
      .values({ by_tag: helperTag(keys, person), id, entry_sealed: sealEntry(keys, { person, day, kind, number }), kept_on: today })
      .execute()
    await tx
      .insertInto('helper_count')
      .values({ month: monthOf(today), kind, entered: number })
      .onConflict((oc) => oc.columns(['month', 'kind']).doUpdateSet({ entered: sql`helper_count.entered + ${number}` }))
      .execute()
    return { id }
  },
  tell: ({ facts: { before } }) =>
    before
      ? []
      : [
          {
            ...{ kind: 'contacts.entry.kept', scope: THE_HUB, subject: THE_HUB, data: {} },
            ...{ visibility: 'internal', anonymous: true },
          },
        ],
})
