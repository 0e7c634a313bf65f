import { z } from 'zod'
import { yes } from '#base'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { no as noFromHub, refuse } from '../../../core/refused.ts'
import { no } from '../refusals.ts'
import { quietly } from './remove-entry.ts'
import type {} from '../tables.ts'

export const endContact = command({
  name: 'encounters.end-contact',
  summary: 'End a kept contact: it is erased for both, and the other is not told',
  route: 'DELETE /me/contacts/{contact}',
  limit: 'write',
  whileLeaving: true,
  input: z.object({ contact: z.uuid() }),
  output: z.object({ ended: z.boolean() }),
  async facts(tx, { input, actor }) {
    if (actor.person === null) return refuse(noFromHub('sign-in.needed'))
    const row = await tx
      .selectFrom('kept_contact')
      .select(['one_person', 'other_person'])
      .where('id', '=', input.contact)
      .executeTakeFirst()
    return { own: row !== undefined && (row.one_person === actor.person || row.other_person === actor.person) }
  },
  may: ({ facts }) => (facts.own ? yes : no('encounter.missing')),
  async run(tx, { input }) {
    await tx.deleteFrom('kept_contact').where('id', '=', input.contact).execute()
    return { ended: true }
  },
  tell: () => [quietly('contact.ended', THE_HUB)],
})
