import { z } from 'zod'
import type { Actor } from '../../../core/actor.ts'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayBeginBlock, mayEndBlock } from '../policy.ts'
import { blocksOf } from '../queries/run-sheet.ts'
import { seenSession } from '../queries/sessions.ts'
import { no } from '../refusals.ts'

const input = z.object({ session: z.uuid(), block: z.uuid() })
const output = z.object({ path: z.string() })

async function runningFacts(tx: Tx, { session, block }: z.infer<typeof input>, actor: Actor) {
  // Of two who press at once, the second finds what the first did.
  await tx.selectFrom('summit_session').select('id').where('id', '=', session).forUpdate().execute()
  const seen = (await seenSession(tx, { id: session }, actor)) ?? refuse(no('summit-session.missing'))
  const blocks = await blocksOf(tx, session, actor.locale)
  const running = blocks.filter(({ beganAt, endedAt }) => beganAt !== null && endedAt === null).map(({ id }) => id)
  return { ...seen, running, block: blocks.find(({ id }) => id === block) ?? null }
}

/** One block at a time: the one that runs ends where the next begins. */
export const beginBlock = command({
  name: 'gatherings.begin-block',
  summary: 'Begin a block of a running session now; the one that runs ends with it. For the chair.',
  route: 'POST /sessions/{session}/blocks/{block}/beginning',
  input,
  output,
  facts: (tx, { input: asked, actor }) => runningFacts(tx, asked, actor),
  may: ({ actor, facts }) => mayBeginBlock(actor, facts.parts, { clock: facts.session, block: facts.block }),
  async run(tx, { input: { session, block }, facts, now }) {
    await tx
      .updateTable('block')
      .set({ ended_at: now })
      .where('session_id', '=', session)
      .where('began_at', 'is not', null)
      .where('ended_at', 'is', null)
      .execute()
    await tx.updateTable('block').set({ began_at: now }).where('session_id', '=', session).where('id', '=', block).execute()
    return { path: facts.session.path }
  },
  tell: ({ input: { session, block }, facts }) => [
    ...facts.running.map(
      (ended) =>
        ({
          kind: 'gatherings.block.ended',
          scope: facts.session.editionId,
          subject: session,
          data: { block: ended },
          visibility: 'public',
        }) as const,
    ),
    { kind: 'gatherings.block.begun', scope: facts.session.editionId, subject: session, data: { block }, visibility: 'public' },
  ],
})

export const endBlock = command({
  name: 'gatherings.end-block',
  summary: 'End a block that runs. For the chair.',
  route: 'POST /sessions/{session}/blocks/{block}/ending',
  input,
  output,
  facts: (tx, { input: asked, actor }) => runningFacts(tx, asked, actor),
  may: ({ actor, facts }) => mayEndBlock(actor, facts.parts, facts.block),
  async run(tx, { input: { session, block }, facts, now }) {
    await tx.updateTable('block').set({ ended_at: now }).where('session_id', '=', session).where('id', '=', block).execute()
    return { path: facts.session.path }
  },
  tell: ({ input: { session, block }, facts }) => [
    { kind: 'gatherings.block.ended', scope: facts.session.editionId, subject: session, data: { block }, visibility: 'public' },
  ],
})
