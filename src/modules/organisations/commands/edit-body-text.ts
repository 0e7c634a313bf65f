import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayEditText } from '../policy.ts'
import { bodyFactsLocked } from '../queries/body-facts.ts'
import { levelsNow } from '../queries/evidence.ts'
import { alikeName, wordsOf } from '../queries/look-alikes.ts'
import { bodyRef, bodyText } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

/** A new language is added behind the others; a text that is there is replaced. */
export const editBodyText = command({
  name: 'organisations.edit-body-text',
  summary: 'Write the name and the summary of a body in one language. For its stewards.',
  route: 'PUT /bodies/{body}/texts/{language}',
  input: bodyText.extend({
    body: bodyRef,
    confirmed: z.boolean().default(false).describe('You have seen that a verified body is called alike, and this is another one'),
  }),
  output: z.object({ body: z.string(), language: z.string() }),
  async facts(tx, { input, actor, now }) {
    const body = await bodyFactsLocked(tx, input.body, actor)
    // A name that the body bears already was looked at when it was given.
    if (body === null || (await wordsOf(tx, body.id)).includes(input.name)) return { body, alike: null }
    return {
      body,
      alike: await alikeName(tx, { body: body.id, words: [input.name] }, { levels: await levelsNow(tx, now), locale: actor.locale }),
    }
  },
  may: ({ actor, input, facts }) => mayEditText(actor, facts, input.confirmed),
  async run(tx, { input, facts }) {
    const body = facts.body ?? refuse(no('body.missing'))
    const { language, name, summary } = input
    const { last } = await tx
      .selectFrom('body_text')
      .select((select) => select.fn.max('position').as('last'))
      .where('body_id', '=', body.id)
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('body_text')
      .values({ body_id: body.id, language, name, summary, position: (last ?? -1) + 1 })
      .onConflict((conflict) => conflict.columns(['body_id', 'language']).doUpdateSet({ name, summary }))
      .execute()
    return { body: body.id, language }
  },
  tell: ({ result }) => [
    {
      kind: 'organisations.body-text.edited',
      scope: result.body,
      subject: result.body,
      data: { language: result.language },
      visibility: 'public',
    },
  ],
})
