import { yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { no as noFromHub } from '../../../core/refused.ts'
import { countVoters } from '../queries/voters.ts'
import { FEWEST_SHOWN } from '../rules.ts'

// No route: only the hub itself records what it computed, from its worker.
export const recordResult = command({
  name: 'dialogue.record-result',
  summary: 'Keep the newest result of a dialogue',
  input: z.object({
    dialogueId: z.uuid(),
    readAt: z.date().describe('When the votes were read: what came later is not in it'),
    tookMs: z.number().int().nonnegative(),
    participants: z.number().int(),
    votes: z.number().int(),
    certificate: z.string().length(64),
    packed: z.instanceof(Uint8Array),
  }),
  output: z.object({ version: z.number().int(), changed: z.boolean() }),
  async facts(tx, { input }) {
    const before = await tx
      .selectFrom('result')
      .select(['version', 'certificate', 'given_until'])
      .where('dialogue_id', '=', input.dialogueId)
      .forUpdate()
      .executeTakeFirst()
    const givenUntil = before?.given_until ?? null
    return { before, givenUntil, since: await countVoters(tx, input.dialogueId, { after: givenUntil, until: input.readAt }) }
  },
  may: ({ actor }) => (actor.operator ? yes : noFromHub('sign-in.needed')),
  async run(tx, { input, facts }) {
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
      analysis: Buffer.from(input.packed),
      // In steps of ten people: what one person did between two downloads is hidden among what nine others did.
      given_until: facts.since >= FEWEST_SHOWN ? input.readAt : facts.givenUntil,
    }
    await tx
      .insertInto('result')
      .values({ dialogue_id: input.dialogueId, ...row })
      .onConflict((oc) => oc.column('dialogue_id').doUpdateSet(row))
      .execute()
    return { version, changed }
  },
  tell: ({ input, result }) =>
    result.changed
      ? [
          {
            kind: 'dialogue.result.computed',
            scope: input.dialogueId,
            subject: input.dialogueId,
            data: { version: result.version, votes: input.votes, participants: input.participants, certificate: input.certificate },
            visibility: 'internal' as const,
          },
        ]
      : [],
})
