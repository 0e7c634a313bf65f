import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { gatherings } from '../../gatherings/index.ts'
import { mayRecord } from '../policy.ts'
import { floorOfSession } from '../queries/floor-facts.ts'
import { id, label, session, words } from '../queries/shapes.ts'
import { lineHeld } from '../queries/transcript-facts.ts'
import { no } from '../refusals.ts'

export const correctLine = command({
  name: 'floor.correct-line',
  summary: 'Correct a line of a transcript, and who says it; an extract that is no longer in it is withdrawn',
  route: 'PUT /sessions/{session}/transcripts/{transcript}/lines/{position}',
  input: z.object({
    session,
    transcript: id,
    position: z.coerce.number().int().nonnegative().max(100_000),
    text: words(4000),
    speaker: id.nullish(),
    label: label.nullish(),
  }),
  output: z.object({ session: z.uuid(), withdrawn: z.number().int() }),
  async facts(tx, { input, actor }) {
    const floor = await floorOfSession(tx, input.session, actor)
    return { ...floor, line: await lineHeld(tx, input) }
  },
  may: ({ actor, facts }) => mayRecord(actor, facts.standing),
  async run(tx, { input }) {
    const speakers = (await gatherings.blocksOf(tx, input.session, 'en')).flatMap((block) => block.speakers)
    if (input.speaker != null && !speakers.some((one) => one.id === input.speaker)) refuse(no('turn.speaker-missing'))
    const at = { session: input.session, transcript: input.transcript, position: input.position }
    await tx
      .updateTable('floor_line')
      .set((eb) => ({
        ...{ text: input.text, speaker_id: input.speaker ?? null, label: input.speaker == null ? (input.label ?? null) : null },
        version: eb('version', '+', 1),
      }))
      .where('session_id', '=', at.session)
      .where('transcript_id', '=', at.transcript)
      .where('position', '=', at.position)
      .execute()
    const extracts = await tx
      .selectFrom('floor_extract')
      .select(['id', 'text'])
      .where('session_id', '=', at.session)
      .where('transcript_id', '=', at.transcript)
      .where('position', '=', at.position)
      .where('state', '=', 'standing')
      .execute()
    const gone = extracts.filter(({ text }) => !input.text.includes(text)).map(({ id: extract }) => extract)
    // Who says it may be another now: what was built on an extract that stays is to be looked at again too.
    for (const { id: extract } of extracts)
      await tx
        .updateTable('floor_extract')
        .set((eb) => ({
          ...(gone.includes(extract) ? { state: 'withdrawn' as const, text: '' } : {}),
          version: eb('version', '+', 1),
        }))
        .where('session_id', '=', at.session)
        .where('id', '=', extract)
        .execute()
    return { session: input.session, withdrawn: gone.length }
  },
  tell: ({ input }) => [
    { kind: 'floor.line.corrected', scope: input.session, subject: input.transcript, data: {}, visibility: 'internal' },
  ],
})
