import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { gatherings } from '../../gatherings/index.ts'
import { mayRecord } from '../policy.ts'
import { floorOfSession } from '../queries/floor-facts.ts'
import { id, language, ownId, session, words } from '../queries/shapes.ts'
import { readTimedText } from '../queries/timed-text.ts'
import { no } from '../refusals.ts'

const SOURCE_LENGTH = 400_000
const MOST_LINES = 5000
const LINE_LENGTH = 4000
/** So many rows go into the database at once. */
const AT_ONCE = 500

export const importTranscript = command({
  name: 'floor.import-transcript',
  summary: 'Put in a transcript with time marks: WebVTT, SubRip, or lines of "00:12 Name: text"',
  route: 'POST /sessions/{session}/transcripts',
  input: z.object({ session, id: ownId, block: id.nullish(), language, source: words(SOURCE_LENGTH) }),
  output: z.object({ session: z.uuid(), id: z.uuid(), lines: z.number().int() }),
  facts: (tx, { input, actor }) => floorOfSession(tx, input.session, actor),
  may: ({ actor, facts }) => mayRecord(actor, facts.standing),
  async run(tx, { input, actor, now }) {
    const unread = () => refuse(no('transcript.unread'), [{ field: 'source', code: 'field.no-time-marks', data: {} }])
    const lines = readTimedText(input.source)
    if (lines === null || lines.length > MOST_LINES || lines.some(({ text }) => text.length > LINE_LENGTH)) return unread()
    const done = { session: input.session, id: input.id, lines: lines.length }
    const speakers = await speakersOf(tx, input.session, input.block ?? null)
    const { numInsertedOrUpdatedRows: added } = await tx
      .insertInto('floor_transcript')
      .values({
        ...{ session_id: input.session, id: input.id, block_id: input.block ?? null, language: input.language },
        ...{ entered_by: actor.person, entered_at: now, published_at: null },
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (added === 0n) return done
    const rows = lines.map(({ startsMs, endsMs, label, text }, position) => {
      const speaker = label === null ? undefined : speakers.get(label.toLowerCase())
      return {
        ...{ session_id: input.session, transcript_id: input.id, position, starts_ms: startsMs, ends_ms: endsMs },
        ...{ speaker_id: speaker ?? null, label: speaker === undefined ? label : null, text, version: 1 },
      }
    })
    for (let begin = 0; begin < rows.length; begin += AT_ONCE)
      await tx
        .insertInto('floor_line')
        .values(rows.slice(begin, begin + AT_ONCE))
        .execute()
    return done
  },
  tell: ({ input }) => [{ kind: 'floor.transcript.imported', scope: input.session, subject: input.id, data: {}, visibility: 'internal' }],
})

/** By name: whoever stands on the run sheet is named in public there too. Anybody else stays a label for those who keep the record. */
async function speakersOf(tx: Tx, session_: string, block: string | null): Promise<ReadonlyMap<string, string>> {
  const blocks = await gatherings.blocksOf(tx, session_, 'en')
  if (block !== null && !blocks.some((one) => one.id === block)) refuse(no('transcript.missing'))
  const own = blocks.filter((one) => block === null || one.id === block)
  return new Map(own.flatMap(({ speakers }) => speakers.map(({ name, id: speaker }) => [name.toLowerCase(), speaker])))
}
