import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { profiles } from '../../profiles/index.ts'
import { mayAccept } from '../policy.ts'
import { namingAt } from '../queries/naming.ts'
import { dateOf } from '../rules.ts'

export const acceptNaming = command({
  name: 'contacts.accept',
  summary: 'Agree to be named, under the name one acts under, as who answers questions',
  route: 'POST /contacts/acceptances',
  limit: 'write',
  input: z.object({ link: z.string().max(300) }),
  output: z.object({ id: z.uuid() }),
  async facts(tx, { input, actor, now, outside: { keys } }) {
    const young = await profiles.isYoung(tx, keys, actor)
    const row = await namingAt(tx, input.link, { now, keys })
    const there = await tx
      .selectFrom('named_contact')
      .select('id')
      .where('sort', '=', row.sort)
      .where('subject', '=', row.subject)
      .where('person_id', '=', actor.person)
      .executeTakeFirst()
    return { row, young, there: there !== undefined }
  },
  may: ({ actor, facts: { row, young, there } }) => mayAccept(actor, { accepted: row.accepted_at !== null, there, young }),
  async run(tx, { facts: { row }, actor, now }) {
    await tx
      .updateTable('named_contact')
      .set({ person_id: actor.person, accepted_at: now, checked_on: dateOf(now) })
      .where('sort', '=', row.sort)
      .where('subject', '=', row.subject)
      .where('id', '=', row.id)
      .execute()
    return { id: row.id }
  },
  tell: ({ result }) => [{ kind: 'contacts.contact.accepted', scope: THE_HUB, subject: result.id, data: {}, visibility: 'internal' }],
})
