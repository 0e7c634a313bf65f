import { all, yes } from '#base'
import { z } from 'zod'
import type { Actor } from '../../../core/actor.ts'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayEditSession } from '../policy.ts'
import { blocksOf } from '../queries/run-sheet.ts'
import { seenSession, type SessionCard } from '../queries/sessions.ts'
import { no } from '../refusals.ts'
import { moved } from '../rules.ts'
import { blockPlan, blockText } from './add-block.ts'

const at = { session: z.uuid(), block: z.uuid() }
const output = z.object({ path: z.string() })
type At = { readonly session: string; readonly block: string }

/** The session held for update, so that no two change the order at once, and the block in it. */
async function blockFacts(tx: Tx, { session, block }: At, actor: Actor) {
  await tx.selectFrom('summit_session').select('id').where('id', '=', session).forUpdate().execute()
  const seen = (await seenSession(tx, { id: session }, actor)) ?? refuse(no('summit-session.missing'))
  const blocks = await blocksOf(tx, session, actor.locale)
  return { ...seen, blocks, block: blocks.find(({ id }) => id === block) ?? null }
}

type Facts = Awaited<ReturnType<typeof blockFacts>>

const mayEdit = (actor: Actor, facts: Facts) =>
  all(mayEditSession(actor, facts.parts, facts.session), facts.block === null ? no('block.missing') : yes)

const told = (kind: string, { editionId }: SessionCard, { session, block }: At) =>
  ({ kind, scope: editionId, subject: session, data: { block }, visibility: 'internal' }) as const

export const editBlock = command({
  name: 'gatherings.edit-block',
  summary: 'Change what a block is and when it is planned. For organisers of the session.',
  route: 'PATCH /sessions/{session}/blocks/{block}',
  input: z.object({ ...at, ...blockPlan }),
  output,
  facts: (tx, { input, actor }) => blockFacts(tx, input, actor),
  may: ({ actor, facts, input }) =>
    // A call for examples stands on its sort.
    all(mayEdit(actor, facts), facts.block?.sort === 'example' && input.sort !== 'example' ? no('block.applied-for') : yes),
  async run(tx, { input: { session, block, sort, startsAt, minutes }, facts }) {
    await tx
      .updateTable('block')
      .set({ sort, minutes, ...(startsAt === undefined || !facts.session.hoursKnown ? {} : { starts_at: new Date(startsAt) }) })
      .where('session_id', '=', session)
      .where('id', '=', block)
      .execute()
    return { path: facts.session.path }
  },
  tell: ({ input, facts }) => [told('gatherings.block.edited', facts.session, input)],
})

export const writeBlockText = command({
  name: 'gatherings.write-block-text',
  summary: 'Write the title and the text of a block in one language. For organisers of the session.',
  route: 'PUT /sessions/{session}/blocks/{block}/texts/{language}',
  input: blockText.extend(at),
  output,
  facts: (tx, { input, actor }) => blockFacts(tx, input, actor),
  may: ({ actor, facts }) => mayEdit(actor, facts),
  async run(tx, { input: { session, block, language, ...words }, facts }) {
    const { last } = await tx
      .selectFrom('block_text')
      .select((select) => select.fn.max('position').as('last'))
      .where('session_id', '=', session)
      .where('block_id', '=', block)
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('block_text')
      .values({ session_id: session, block_id: block, language, position: (last ?? -1) + 1, ...words })
      .onConflict((oc) => oc.columns(['session_id', 'block_id', 'language']).doUpdateSet(words))
      .execute()
    return { path: facts.session.path }
  },
  tell: ({ input, facts }) => [told('gatherings.block-text.written', facts.session, input)],
})

export const moveBlock = command({
  name: 'gatherings.move-block',
  summary: 'Put a block one place up or down in the run sheet. Planned times stay with the blocks.',
  route: 'POST /sessions/{session}/blocks/{block}/moves',
  input: z.object({ ...at, direction: z.enum(['up', 'down']) }),
  output,
  facts: (tx, { input, actor }) => blockFacts(tx, input, actor),
  may: ({ actor, facts }) => mayEdit(actor, facts),
  async run(tx, { input: { session, block, direction }, facts }) {
    const order = moved(
      facts.blocks.map(({ id }) => id),
      block,
      direction,
    )
    for (const [position, id] of order.entries())
      await tx.updateTable('block').set({ position }).where('session_id', '=', session).where('id', '=', id).execute()
    return { path: facts.session.path }
  },
  tell: ({ input, facts }) => [told('gatherings.block.moved', facts.session, input)],
})

/** What happened stays: a block that began is not removed. */
export const removeBlock = command({
  name: 'gatherings.remove-block',
  summary: 'Remove a block that has not begun, with its speakers and materials. For organisers of the session.',
  route: 'DELETE /sessions/{session}/blocks/{block}',
  input: z.object(at),
  output,
  async facts(tx, { input, actor }) {
    const facts = await blockFacts(tx, input, actor)
    const applied = await tx
      .selectFrom('application')
      .select('id')
      .where('session_id', '=', input.session)
      .where('block_id', '=', input.block)
      .executeTakeFirst()
    return { ...facts, applied: applied !== undefined }
  },
  may: ({ actor, facts }) =>
    all(mayEdit(actor, facts), facts.block?.beganAt == null ? yes : no('block.began'), facts.applied ? no('block.applied-for') : yes),
  async run(tx, { input: { session, block }, facts }) {
    for (const table of ['material', 'speaker', 'block_text'] as const)
      await tx.deleteFrom(table).where('session_id', '=', session).where('block_id', '=', block).execute()
    await tx.deleteFrom('block').where('session_id', '=', session).where('id', '=', block).execute()
    return { path: facts.session.path }
  },
  tell: ({ input, facts }) => [told('gatherings.block.removed', facts.session, input)],
})
