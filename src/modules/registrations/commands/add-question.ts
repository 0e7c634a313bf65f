import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { languageTag } from '../../../core/language.ts'
import { mayOrganise } from '../policy.ts'
import { demandEdition, planOf, questionsOf } from '../queries/plan.ts'
import { line } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { asksForPapers, MOST_QUESTIONS, QUESTION_SORTS } from '../rules.ts'

const words = (most: number) =>
  line(most)
    .min(1)
    .refine((text) => !asksForPapers(text), 'field.asks-for-papers')

const texts = z
  .array(z.object({ language: languageTag, text: words(300), choices: z.array(words(120)).max(20).default([]) }))
  .min(1)
  .max(20)
  .refine((all) => new Set(all.map(({ language }) => language)).size === all.length, 'field.invalid')

export const addQuestion = command({
  name: 'registrations.add-question',
  summary: 'Ask those who register something, in as many languages as one likes. For organisers of the edition; never papers.',
  route: 'POST /editions/{edition}/registration-questions',
  input: z
    .object({ edition: z.uuid(), sort: z.enum(QUESTION_SORTS), required: z.boolean().default(false), texts })
    // Each language offers as many choices as the first: an answer is the number of its choice.
    .refine(
      ({ sort, texts: [first, ...rest] }) =>
        (sort === 'choice') === (first !== undefined && first.choices.length > 1) &&
        rest.every(({ choices }) => choices.length === first?.choices.length),
      {
        message: 'field.choices',
        path: ['texts'],
      },
    ),
  output: z.object({ id: z.string() }),
  async facts(tx, { input, actor }) {
    const { organiser } = await demandEdition(tx, input.edition, actor)
    await planOf(tx, input.edition, true)
    return { organiser, count: (await questionsOf(tx, input.edition)).length }
  },
  may: ({ actor, facts }) =>
    all(
      mayOrganise(actor, facts.organiser),
      facts.count < MOST_QUESTIONS ? yes : no('registration.too-many-questions', { most: MOST_QUESTIONS }),
    ),
  async run(tx, { input, outside }) {
    const id = outside.uuid()
    const { last } = await tx
      .selectFrom('registration_question')
      .select((select) => select.fn.max('position').as('last'))
      .where('edition_id', '=', input.edition)
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('registration_question')
      .values({
        ...{ edition_id: input.edition, id, position: (last ?? -1) + 1, sort: input.sort, required: input.required },
        texts: JSON.stringify(input.texts),
      })
      .execute()
    return { id }
  },
  tell: ({ input, result }) => [
    { kind: 'registrations.question.added', scope: input.edition, subject: result.id, data: {}, visibility: 'internal' },
  ],
})
