import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { languageTag } from '../../../core/language.ts'
import { refuse } from '../../../core/refused.ts'
import { mayEditSession } from '../policy.ts'
import { blocksOf } from '../queries/run-sheet.ts'
import { seenSession } from '../queries/sessions.ts'
import { line, webAddress } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { MOST_NAMED } from '../rules.ts'

/** The id comes from whoever writes it, so that a form that is sent twice makes one. */
export const writeMaterial = command({
  name: 'gatherings.write-material',
  summary: 'Put a link to slides, a paper or a recording beside a block. For organisers of the session.',
  route: 'PUT /sessions/{session}/materials/{material}',
  input: z.object({
    session: z.uuid(),
    material: z.uuid(),
    block: z.uuid(),
    title: line(240).min(1),
    language: languageTag,
    link: webAddress,
  }),
  output: z.object({ id: z.string() }),
  async facts(tx, { input, actor }) {
    await tx.selectFrom('summit_session').select('id').where('id', '=', input.session).forUpdate().execute()
    const seen = (await seenSession(tx, { id: input.session }, actor)) ?? refuse(no('summit-session.missing'))
    const blocks = await blocksOf(tx, input.session, actor.locale)
    const materials = blocks.flatMap((block) => block.materials.map(({ id }) => id))
    return { ...seen, materials, block: blocks.find(({ id }) => id === input.block) ?? null }
  },
  may: ({ input, actor, facts }) =>
    all(
      mayEditSession(actor, facts.parts, facts.session),
      facts.block === null ? no('block.missing') : yes,
      !facts.materials.includes(input.material) && facts.materials.length >= MOST_NAMED
        ? no('material.too-many', { most: MOST_NAMED })
        : yes,
    ),
  async run(tx, { input: { session, material, block, ...words }, facts }) {
    const row = { block_id: block, ...words }
    await tx
      .insertInto('material')
      .values({ session_id: session, id: material, position: facts.materials.length, ...row })
      .onConflict((oc) => oc.columns(['session_id', 'id']).doUpdateSet(row))
      .execute()
    return { id: material }
  },
  tell: ({ input, facts }) => [
    {
      kind: 'gatherings.material.written',
      scope: facts.session.editionId,
      subject: input.session,
      data: { block: input.block },
      visibility: 'internal',
    },
  ],
})

export const removeMaterial = command({
  name: 'gatherings.remove-material',
  summary: 'Take a link away from a block. For organisers of the session.',
  route: 'DELETE /sessions/{session}/materials/{material}',
  input: z.object({ session: z.uuid(), material: z.uuid() }),
  output: z.object({ path: z.string() }),
  async facts(tx, { input, actor }) {
    const seen = (await seenSession(tx, { id: input.session }, actor)) ?? refuse(no('summit-session.missing'))
    const blocks = await blocksOf(tx, input.session, actor.locale)
    return { ...seen, there: blocks.some(({ materials }) => materials.some(({ id }) => id === input.material)) }
  },
  may: ({ actor, facts }) => all(mayEditSession(actor, facts.parts, facts.session), facts.there ? yes : no('material.missing')),
  async run(tx, { input, facts }) {
    await tx.deleteFrom('material').where('session_id', '=', input.session).where('id', '=', input.material).execute()
    return { path: facts.session.path }
  },
  tell: ({ input, facts }) => [
    { kind: 'gatherings.material.removed', scope: facts.session.editionId, subject: input.session, data: {}, visibility: 'internal' },
  ],
})
