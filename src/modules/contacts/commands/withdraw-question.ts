import { yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { refuse } from '../../../core/refused.ts'
import { idIn, rowOf } from '../queries/questions.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

export const withdrawQuestion = command({
  name: 'contacts.withdraw',
  summary: 'Take a question back by its private link: it is erased at once',
  route: 'DELETE /contact-questions/by-link/{link}',
  limit: 'write',
  whileLeaving: true,
  input: z.object({ link: z.string().max(300) }),
  output: z.object({}),
  async facts(tx, { input, outside: { keys } }) {
    return (await rowOf(tx, idIn(keys, input.link))) ?? refuse(no('contact.link-broken'))
  },
  may: () => yes,
  async run(tx, { facts: row }) {
    await tx
      .deleteFrom('contact_question')
      .where('sort', '=', row.sort)
      .where('subject', '=', row.subject)
      .where('id', '=', row.id)
      .execute()
    return {}
  },
  tell: ({ facts: row }) => [
    {
      ...{ kind: 'contacts.question.withdrawn', scope: THE_HUB, subject: row.id, data: {} },
      ...{ visibility: 'internal', anonymous: true },
    },
  ],
})
