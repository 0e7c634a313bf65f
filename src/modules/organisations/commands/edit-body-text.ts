import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayEditText } from '../policy.ts'
import { bodyFactsLocked } from '../queries/body-facts.ts'
import { levelsNow } from '../queries/evidence.ts'
import { alikeName, wordsOf } from '../queries/look-alikes.ts'
import { bodyRef, bodyText } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

/** A new language is added behind the others; a text that is there is replaced, and kept as it was. */
export const editBodyText = command({
  name: 'organisations.edit-body-text',
  summary: 'Write the texts of a body in one language; what they were before stays in its history. For its stewards.',
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
  async run(tx, { input, facts, now }) {
    const body = facts.body ?? refuse(no('body.missing'))
    const { language, name, summary, focus, expectations } = input
    const written = { name, summary, focus, expectations }
    const same = await keepBefore(tx, { bodyId: body.id, language, now }, written)
    if (same) return { body: body.id, language }
    const { last } = await tx
      .selectFrom('body_text')
      .select((select) => select.fn.max('position').as('last'))
      .where('body_id', '=', body.id)
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('body_text')
      .values({ body_id: body.id, language, ...written, position: (last ?? -1) + 1 })
      .onConflict((conflict) => conflict.columns(['body_id', 'language']).doUpdateSet(written))
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

type Text = { readonly name: string; readonly summary: string; readonly focus: string; readonly expectations: string }
type Place = { readonly bodyId: string; readonly language: string; readonly now: Date }

/** Copies the text that is there into the history. True where nothing would be different: then there is nothing to keep. */
async function keepBefore(tx: Tx, { bodyId, language, now }: Place, written: Text): Promise<boolean> {
  const before = await tx
    .selectFrom('body_text')
    .select(['name', 'summary', 'focus', 'expectations'])
    .where('body_id', '=', bodyId)
    .where('language', '=', language)
    .executeTakeFirst()
  if (before === undefined) return false
  const { name, summary, focus, expectations } = written
  if (before.name === name && before.summary === summary && before.focus === focus && before.expectations === expectations) return true
  const { last } = await tx
    .selectFrom('body_text_version')
    .select((select) => select.fn.max('version').as('last'))
    .where('body_id', '=', bodyId)
    .where('language', '=', language)
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('body_text_version')
    .values({ body_id: bodyId, language, version: (last ?? 0) + 1, ...before, replaced_at: now })
    .execute()
  return false
}
