import { sql } from 'kysely'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { hubAlone } from '../../../core/refused.ts'
import { boundsOf, readMoment } from '../queries/conversation.ts'
import { checkableStep, keepStep } from './record-step.ts'

// No route: only the hub itself records what it computed, from its worker.
export const recordResult = command({
  name: 'dialogue.record-result',
  summary: 'Keep the newest result of a dialogue, and sign the one that anybody can check',
  input: z.object({
    dialogueId: z.uuid(),
    readAt: z.date().describe('When the votes were read: what came later is not in it'),
    seen: z.string().describe('Which transactions had ended when they were read, as the server writes it'),
    tookMs: z.number().int().nonnegative(),
    participants: z.number().int(),
    votes: z.number().int(),
    certificate: z.string().length(64),
    engine: z.string(),
    packed: z.instanceof(Uint8Array),
    step: checkableStep.nullable().describe('The result as it can be checked from now on; null: what could be checked so far stays'),
  }),
  output: z.object({ version: z.number().int(), changed: z.boolean() }),
  async facts(tx, { input }) {
    const { dialogueId } = input
    // Two processes may record at once, also the first result, of which there is no row to hold.
    await sql`select pg_advisory_xact_lock(hashtextextended(${dialogueId}, 0))`.execute(tx)
    const now = await readMoment(tx)
    const before = await tx
      .selectFrom('result')
      .select(['version', 'certificate', 'seen'])
      .where('dialogue_id', '=', dialogueId)
      .executeTakeFirst()
    const checkable = await tx.selectFrom('checkable_result').select('certificate').where('dialogue_id', '=', dialogueId).executeTakeFirst()
    // Another process may have read later and been faster. A number that is yet to come is of another server, from which the database was brought.
    const known = before === undefined || before.seen === null || isLater(before.seen, now) ? null : before.seen
    return { before, checkable, outdated: known !== null && isLater(known, input.seen) }
  },
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { input, facts, outside }) {
    if (facts.outdated) return { version: facts.before?.version ?? 0, changed: false }
    // The same votes give the same certificate: then nothing new is to be told, only the time is moved.
    const changed = facts.before?.certificate !== input.certificate
    const version = (facts.before?.version ?? 0) + (changed ? 1 : 0)
    const row = {
      version,
      computed_at: input.readAt,
      took_ms: input.tookMs,
      participants: input.participants,
      votes: input.votes,
      certificate: input.certificate,
      engine: input.engine,
      seen: input.seen,
      analysis: Buffer.from(input.packed),
    }
    await tx
      .insertInto('result')
      .values({ dialogue_id: input.dialogueId, ...row })
      .onConflict((oc) => oc.column('dialogue_id').doUpdateSet(row))
      .execute()
    if (input.step !== null && isSigned({ input, facts }))
      await keepStep(tx, { dialogueId: input.dialogueId, version, computedAt: input.readAt, step: input.step }, outside)
    return { version, changed }
  },
  tell: ({ input, facts, result: { version, changed } }) => {
    const { dialogueId, votes, participants, certificate, step } = input
    const about = { scope: dialogueId, subject: dialogueId, visibility: 'internal' as const }
    return [
      ...(changed ? [{ ...about, kind: 'dialogue.result.computed', data: { version, votes, participants, certificate } }] : []),
      ...(step !== null && isSigned({ input, facts })
        ? [{ ...about, kind: 'dialogue.result.signed', data: { version, certificate: step.certificate } }]
        : []),
    ]
  },
})

type Recording = {
  readonly input: { readonly step: { readonly certificate: string } | null }
  readonly facts: { readonly outdated: boolean; readonly checkable: { readonly certificate: string } | undefined }
}

/** Whether a step is signed with it that is another than the one that stands. */
const isSigned = ({ input: { step }, facts: { outdated, checkable } }: Recording): boolean =>
  !outdated && step !== null && checkable?.certificate !== step.certificate

/** Of two moments of one server: numbers only grow, and of what was under way between them only ever less is left. */
function isLater(one: string, other: string): boolean {
  const [[oneFirst, oneSecond], [first, second]] = [boundsOf(one), boundsOf(other)]
  if (oneSecond !== second) return oneSecond > second
  return oneFirst === first ? one.split(',').length < other.split(',').length : oneFirst > first
}
