import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayTend } from '../policy.ts'
import { demandContact } from '../queries/naming.ts'
import type { Subjects } from '../queries/subjects.ts'
import type {} from '../tables.ts'

export const endContact = (subjects: Subjects) =>
  command({
    name: 'contacts.end',
    summary: 'Stop being named, or name somebody no longer; their deputy steps in',
    route: 'DELETE /contacts/{contact}',
    limit: 'write',
    input: z.object({ contact: z.uuid() }),
    output: z.object({}),
    facts: (tx, { input, actor, now, outside }) => demandContact(tx, subjects, { actor, now, outside }, input.contact),
    may: ({ actor, facts: { own, of } }) => mayTend(actor, { own, tends: of.tends }),
    async run(tx, { facts: { row } }) {
      await tx
        .deleteFrom('named_contact')
        .where('sort', '=', row.sort)
        .where('subject', '=', row.subject)
        .where('id', '=', row.id)
        .execute()
      return {}
    },
    tell: ({ input }) => [{ kind: 'contacts.contact.ended', scope: THE_HUB, subject: input.contact, data: {}, visibility: 'internal' }],
  })
