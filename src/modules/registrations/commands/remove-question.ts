import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayOrganise } from '../policy.ts'
import { demandEdition, questionsOf } from '../queries/plan.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

export const removeQuestion = command({
  name: 'registrations.remove-question',
  summary: 'Ask a question no longer. What was answered is shown to nobody any more. For organisers of the edition.',
  route: 'DELETE /editions/{edition}/registration-questions/{question}',
  input: z.object({ edition: z.uuid(), question: z.uuid() }),
  output: z.object({}),
  async facts(tx, { input, actor }) {
    const { organiser } = await demandEdition(tx, input.edition, actor)
    return { organiser, there: (await questionsOf(tx, input.edition)).some(({ id }) => id === input.question) }
  },
  may: ({ actor, facts }) => all(mayOrganise(actor, facts.organiser), facts.there ? yes : no('registration-question.missing')),
  async run(tx, { input }) {
    await tx.deleteFrom('registration_question').where('edition_id', '=', input.edition).where('id', '=', input.question).execute()
    return {}
  },
  tell: ({ input }) => [
    { kind: 'registrations.question.removed', scope: input.edition, subject: input.question, data: {}, visibility: 'internal' },
  ],
})
