import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayOrganiseFor } from '../policy.ts'
import { seenSummit } from '../queries/summits.ts'
import { no } from '../refusals.ts'
import { summitText } from './create-summit.ts'

/** A new language is added behind the others; a text that is there is replaced. */
export const writeSummitText = command({
  name: 'gatherings.write-summit-text',
  summary: 'Write the texts of a series of summits in one language. For its organisers.',
  route: 'PUT /summits/{summit}/texts/{language}',
  input: summitText.extend({ summit: z.string().max(60) }),
  output: z.object({ id: z.string() }),
  async facts(tx, { input, actor }) {
    // Who comes second waits: two languages never get one place.
    await tx.selectFrom('summit').select('id').where('slug', '=', input.summit).forUpdate().execute()
    return (await seenSummit(tx, input.summit, actor)) ?? refuse(no('summit.missing'))
  },
  may: ({ actor, facts }) => mayOrganiseFor(actor, facts.organiser),
  async run(tx, { input: { language, name, summary }, facts }) {
    const { id } = facts.summit
    const { last } = await tx
      .selectFrom('summit_text')
      .select((select) => select.fn.max('position').as('last'))
      .where('summit_id', '=', id)
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('summit_text')
      .values({ summit_id: id, language, position: (last ?? -1) + 1, name, summary })
      .onConflict((oc) => oc.columns(['summit_id', 'language']).doUpdateSet({ name, summary }))
      .execute()
    return { id }
  },
  tell: ({ input, result }) => [
    {
      kind: 'gatherings.summit-text.written',
      scope: result.id,
      subject: result.id,
      data: { language: input.language },
      visibility: 'internal',
    },
  ],
})
