import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { refuse } from '../../../core/refused.ts'
import { sentId } from '../../../core/sending.ts'
import { mayName } from '../policy.ts'
import { namingLink } from '../queries/naming.ts'
import * as shapes from '../queries/shapes.ts'
import { HUB, type Subjects } from '../queries/subjects.ts'
import { no } from '../refusals.ts'
import { dateOf } from '../rules.ts'

export const nameContact = (subjects: Subjects) =>
  command({
    name: 'contacts.name',
    summary:
      'Say that somebody answers questions about the pages of a body, a community, a place, an edition, an event or the hub; whoever opens the link agrees',
    route: 'POST /contacts',
    limit: 'write',
    input: z.object({
      ...{ sort: shapes.sort, subject: shapes.subject.default(''), ...shapes.words },
      sending: z.uuid().describe('Made by the sender: what arrives twice is one'),
    }),
    output: z.object({ id: z.uuid(), link: z.string().describe('For the one who is named: it is theirs to agree') }),
    async facts(tx, { input, actor, now, outside }) {
      const key = input.sort === 'hub' ? HUB : { sort: input.sort, id: input.subject }
      const of = await subjects.of(tx, { actor, now, outside }, key)
      if (of === null) return refuse(no('contact.subject-missing'))
      const rows = await tx.selectFrom('named_contact').select('id').where('sort', '=', of.sort).where('subject', '=', of.id).execute()
      const id = sentId(outside.keys, 'contact-id', of.sort, of.id, actor.account ?? THE_HUB, input.sending)
      const before = rows.some((row) => row.id === id)
      return { of, id, before, named: before ? 0 : rows.length }
    },
    may: ({ actor, facts: { of, named } }) => mayName(actor, { tends: of.tends, named }),
    async run(tx, { input, facts: { of, id, before }, now, outside }) {
      const { deputy, about, language, languages, hours, reach, days } = input
      if (!before)
        await tx
          .insertInto('named_contact')
          .values({
            ...{ sort: of.sort, subject: of.id, id, person_id: null, deputy, about, language, languages, hours, reach, days },
            ...{ named_at: now, accepted_at: null, checked_on: dateOf(now) },
          })
          .execute()
      return { id, link: namingLink(outside.keys, id) }
    },
    tell: ({ facts: { of, id, before } }) =>
      before ? [] : [{ kind: 'contacts.contact.named', scope: THE_HUB, subject: id, data: { sort: of.sort }, visibility: 'internal' }],
  })
