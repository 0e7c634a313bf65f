import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayTend } from '../policy.ts'
import { demandContact } from '../queries/naming.ts'
import type { Subjects } from '../queries/subjects.ts'
import { dateOf } from '../rules.ts'
import type {} from '../tables.ts'

export const confirmContact = (subjects: Subjects) =>
  command({
    name: 'contacts.confirm',
    summary: 'Say that what is written of a named contact still holds, as of today',
    route: 'POST /contacts/{contact}/checks',
    limit: 'write',
    input: z.object({ contact: z.uuid() }),
    output: z.object({ checkedOn: z.iso.date() }),
    facts: (tx, { input, actor, now, outside }) => demandContact(tx, subjects, { actor, now, outside }, input.contact),
    may: ({ actor, facts: { own, of } }) => mayTend(actor, { own, tends: of.tends }),
    async run(tx, { facts: { row }, now }) {
      const checkedOn = dateOf(now)
      await tx
        .updateTable('named_contact')
        .set({ checked_on: checkedOn })
        .where('sort', '=', row.sort)
        .where('subject', '=', row.subject)
        .where('id', '=', row.id)
        .execute()
      return { checkedOn }
    },
    tell: ({ input }) => [{ kind: 'contacts.contact.confirmed', scope: THE_HUB, subject: input.contact, data: {}, visibility: 'internal' }],
  })
