import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { people } from '../../people/index.ts'
import { inState, mayServe } from '../policy.ts'
import { readersFor } from '../queries/intermediaries.ts'
import { sealWords } from '../queries/seals.ts'
import * as shapes from '../queries/shapes.ts'
import { quietly } from '../queries/telling.ts'
import { keptVoice } from '../queries/voices.ts'
import { no } from '../refusals.ts'
import { CHECKS, dayIn, daysAfter, DELAY, LONGEST, PUT_SORTS, READ_DAYS } from '../rules.ts'

// No route: as for the words themselves.
export const submitVoice = command({
  name: 'voices.submit',
  summary:
    'Hand what was written down to a second reader, with what the speaker agreed to, word by word, and each thing looked at that could show who it is',
  limit: 'voice-write',
  input: z.object({
    voice: shapes.id,
    agreed: z.string().trim().min(1).max(LONGEST.agreed),
    quoted: z.boolean(),
    puts: z
      .array(z.enum(PUT_SORTS))
      .default([])
      .describe('Where else it may stand, of what was written down for that; reports quote what stands there, so only with that'),
    delay: shapes.delay.default(DELAY.usual),
    checked: z.array(z.enum(CHECKS)).default([]),
    reader: shapes.id,
  }),
  output: z.object({ readBy: z.string() }),
  async facts(tx, { input, actor, now, outside }) {
    const kept = await keptVoice(tx, { actor, now, outside }, input.voice)
    const readers = await readersFor(tx, kept.own, now)
    const account = await people.accountOf(tx, input.reader)
    return {
      ...kept,
      known: readers.some(({ id }) => id === input.reader),
      // Two eyes of one person see what one of them sees, by whichever name.
      self: account !== null && account === actor.account,
    }
  },
  may: ({ input, actor, facts }) =>
    all(
      mayServe(actor, facts.own),
      inState(facts.voice.state, ['written', 'returned']),
      CHECKS.every((check) => input.checked.includes(check)) ? yes : no('voice.check-missing'),
      facts.self ? no('voice.reader-is-you') : yes,
      facts.known ? yes : no('voice.reader-unknown'),
    ),
  async run(tx, { input, facts, now, outside }) {
    const { agreed, quoted, delay, reader } = input
    const puts = facts.voice.words.puts.flatMap(({ sort }) => (quoted && input.puts.some((one) => one === sort) ? [sort] : []))
    const words = { ...facts.voice.words, reader, note: '', consent: { agreed, quoted, delay, puts, on: dayIn(now) } }
    const readBy = daysAfter(now, READ_DAYS)
    await tx
      .updateTable('kept_voice')
      .set({
        ...{ state: 'reading', read_by: readBy, reader_tag: outside.keys.tag('voice-reader', reader) },
        words_sealed: sealWords(outside.keys, words),
      })
      .where('id', '=', input.voice)
      .execute()
    return { readBy }
  },
  tell: () => [quietly('voices.voice.submitted')],
})
