import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayRecord } from '../policy.ts'
import { floorOfSession } from '../queries/floor-facts.ts'
import { id, session } from '../queries/shapes.ts'
import { transcriptHeld } from '../queries/transcript-facts.ts'
import { no } from '../refusals.ts'

/** What has been quoted cannot vanish from under the quotation; its lines can be corrected, and extracts withdrawn. */
export const discardTranscript = command({
  name: 'floor.discard-transcript',
  summary: 'Throw a transcript away of which nothing is an extract',
  route: 'DELETE /sessions/{session}/transcripts/{transcript}',
  input: z.object({ session, transcript: id }),
  output: z.object({ session: z.uuid(), transcript: z.uuid() }),
  async facts(tx, { input, actor }) {
    const floor = await floorOfSession(tx, input.session, actor)
    await transcriptHeld(tx, input)
    const extract = await tx
      .selectFrom('floor_extract')
      .select('id')
      .where('session_id', '=', input.session)
      .where('transcript_id', '=', input.transcript)
      .executeTakeFirst()
    return { ...floor, quoted: extract !== undefined }
  },
  may: ({ actor, facts }) => all(mayRecord(actor, facts.standing), facts.quoted ? no('transcript.quoted') : yes),
  async run(tx, { input }) {
    await tx.deleteFrom('floor_line').where('session_id', '=', input.session).where('transcript_id', '=', input.transcript).execute()
    await tx.deleteFrom('floor_transcript').where('session_id', '=', input.session).where('id', '=', input.transcript).execute()
    return input
  },
  tell: ({ input }) => [
    { kind: 'floor.transcript.discarded', scope: input.session, subject: input.transcript, data: {}, visibility: 'internal' },
  ],
})
