import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { languageTag } from '../../../core/language.ts'
import { no as noFromHub, refuse } from '../../../core/refused.ts'
import { organisations } from '../../organisations/index.ts'
import { mayOrganiseFor } from '../policy.ts'
import { organisesFor } from '../queries/parts.ts'
import { line, slug } from '../queries/shapes.ts'
import { no } from '../refusals.ts'

export const summitText = z.object({
  language: languageTag,
  name: line(160).min(1),
  summary: z.string().trim().max(2000).default(''),
})

export const createSummit = command({
  name: 'gatherings.create-summit',
  summary: 'Begin a series of summits in the name of a body',
  route: 'POST /summits',
  input: z.object({ bodyId: z.uuid(), slug, texts: z.array(summitText).min(1).max(20) }),
  output: z.object({ id: z.uuid(), slug: z.string() }),
  async facts(tx, { input, actor }) {
    const organiser = await organisesFor(tx, [input.bodyId], actor)
    // Whoever runs the hub organises for each body, so that the one named may be none.
    if (organiser && (await organisations.bodyCards(tx, [input.bodyId], actor.locale)).size === 0)
      refuse(noFromHub('input.invalid', { field: 'bodyId' }), [{ field: 'bodyId', code: 'field.invalid', data: {} }])
    const taken = await tx.selectFrom('summit').select('id').where('slug', '=', input.slug).executeTakeFirst()
    return { organiser, taken: taken !== undefined }
  },
  may: ({ actor, facts }) => all(mayOrganiseFor(actor, facts.organiser), facts.taken ? no('gathering.address-taken') : yes),
  async run(tx, { input, actor, now, outside }) {
    const id = outside.uuid()
    await tx
      .insertInto('summit')
      .values({ id, slug: input.slug, body_id: input.bodyId, created_by: actor.person, created_at: now })
      .execute()
    await tx
      .insertInto('summit_text')
      .values(input.texts.map((text, position) => ({ summit_id: id, position, ...text })))
      .execute()
    return { id, slug: input.slug }
  },
  tell: ({ input, result }) => [
    { kind: 'gatherings.summit.created', scope: result.id, subject: result.id, data: { body: input.bodyId }, visibility: 'internal' },
  ],
})
