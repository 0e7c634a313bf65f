import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayRecord } from '../policy.ts'
import { floorOfSession } from '../queries/floor-facts.ts'
import { id, session } from '../queries/shapes.ts'
import { transcriptHeld } from '../queries/transcript-facts.ts'

export const publishTranscript = command({
  name: 'floor.publish-transcript',
  summary: 'Let everybody read a transcript: names of the run sheet stand beside the words, others do not',
  route: 'POST /sessions/{session}/transcripts/{transcript}/publication',
  input: z.object({ session, transcript: id }),
  output: z.object({ session: z.uuid(), transcript: z.uuid() }),
  async facts(tx, { input, actor }) {
    const floor = await floorOfSession(tx, input.session, actor)
    return { ...floor, transcript: await transcriptHeld(tx, input) }
  },
  may: ({ actor, facts }) => mayRecord(actor, facts.standing),
  async run(tx, { input, facts, now }) {
    await tx
      .updateTable('floor_transcript')
      .set({ published_at: facts.transcript.publishedAt ?? now })
      .where('session_id', '=', input.session)
      .where('id', '=', input.transcript)
      .execute()
    return input
  },
  tell: ({ input }) => [
    { kind: 'floor.transcript.published', scope: input.session, subject: input.transcript, data: {}, visibility: 'internal' },
  ],
})
