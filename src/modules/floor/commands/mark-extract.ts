import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayRecord } from '../policy.ts'
import { floorOfSession } from '../queries/floor-facts.ts'
import { guiding, id, ownId, session, words } from '../queries/shapes.ts'
import { lineHeld, transcriptHeld } from '../queries/transcript-facts.ts'
import { no } from '../refusals.ts'
import { guidingKnown } from './guiding-known.ts'

export const markExtract = command({
  name: 'floor.mark-extract',
  summary: 'Mark words of a transcript so that they can be quoted: they get an address, a time mark and a speaker',
  route: 'POST /sessions/{session}/extracts',
  input: z.object({
    session,
    id: ownId,
    transcript: id,
    position: z.coerce.number().int().nonnegative().max(100_000),
    text: words(1000),
    guiding,
  }),
  output: z.object({ session: z.uuid(), id: z.uuid() }),
  async facts(tx, { input, actor }) {
    const floor = await floorOfSession(tx, input.session, actor)
    await transcriptHeld(tx, input)
    return { ...floor, line: await lineHeld(tx, input) }
  },
  may: ({ actor, facts }) => mayRecord(actor, facts.standing),
  async run(tx, { input, facts, now }) {
    if (!facts.line.text.includes(input.text))
      refuse(no('extract.not-in-the-line'), [{ field: 'text', code: 'field.not-in-the-line', data: {} }])
    await guidingKnown(tx, input)
    await tx
      .insertInto('floor_extract')
      .values({
        ...{ session_id: input.session, id: input.id, transcript_id: input.transcript, position: input.position, text: input.text },
        ...{ guiding: input.guiding ?? null, state: 'standing', version: 1, marked_at: now },
      })
      .onConflict((conflict) => conflict.columns(['session_id', 'id']).doNothing())
      .execute()
    return { session: input.session, id: input.id }
  },
  tell: ({ input }) => [{ kind: 'floor.extract.marked', scope: input.session, subject: input.id, data: {}, visibility: 'internal' }],
})
