import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayCreateBody } from '../policy.ts'
import { levelsNow } from '../queries/evidence.ts'
import { alikeName } from '../queries/look-alikes.ts'
import { bodyText, kindField, slugField } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { slugOf } from '../rules.ts'
import type {} from '../tables.ts'

const oncePerLanguage = (texts: readonly { language: string }[]): boolean =>
  new Set(texts.map(({ language }) => language)).size === texts.length

export const createBody = command({
  name: 'organisations.create-body',
  summary: 'Add a body (an association, an office, a firm) to the hub. For operators.',
  route: 'POST /bodies',
  input: z.object({
    kind: kindField,
    slug: slugField.optional().describe('Its address; made from the first name where left out'),
    texts: z
      .array(bodyText)
      .min(1)
      .max(20)
      .refine(oncePerLanguage, 'field.invalid')
      .describe('The first is shown where the reader’s language is missing'),
    confirmed: z.boolean().default(false).describe('You have seen that a verified body is called alike, and this is another one'),
  }),
  output: z.object({ id: z.string(), slug: z.string() }),
  async facts(tx, { input, actor, now }) {
    const slug = input.slug ?? input.texts.map(({ name }) => slugOf(name)).find((made) => made !== null) ?? null
    const other = slug === null ? undefined : await tx.selectFrom('body').select('id').where('slug', '=', slug).executeTakeFirst()
    const words = [...input.texts.map(({ name }) => name), ...(slug === null ? [] : [slug])]
    const alike = await alikeName(tx, { body: null, words }, { levels: await levelsNow(tx, now), locale: actor.locale })
    return { slug, taken: other !== undefined, alike }
  },
  may: ({ actor, input, facts }) => mayCreateBody(actor, facts, input.confirmed),
  async run(tx, { input, facts, now, outside }) {
    const id = outside.uuid()
    const slug = facts.slug ?? refuse(no('body.no-address'))
    const made = await tx
      .insertInto('body')
      .values({ id, slug, kind: input.kind, created_at: now })
      .onConflict((conflict) => conflict.column('slug').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (made === undefined) return refuse(no('body.address-taken'))
    await tx
      .insertInto('body_text')
      .values(input.texts.map((text, position) => ({ body_id: id, position, ...text })))
      .execute()
    return { id, slug }
  },
  tell: ({ input, result }) => [
    { kind: 'organisations.body.created', scope: result.id, subject: result.id, data: { kind: input.kind }, visibility: 'public' },
  ],
})
