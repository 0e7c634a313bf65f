import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { namedOrHub } from '../../../core/refused.ts'
import { isOfState } from '../queries/intermediaries.ts'
import { sealWords } from '../queries/seals.ts'
import * as shapes from '../queries/shapes.ts'
import { quietly } from '../queries/telling.ts'
import { noteHeard, readVoice } from '../queries/voices.ts'
import { no } from '../refusals.ts'
import { DELAY, LONGEST, publishAt } from '../rules.ts'

// No route: who reads before it is published does so on its page.
export const answerReading = command({
  name: 'voices.answer-reading',
  summary:
    'Say, as second reader, that nothing in it shows who it is, or what does. Cleared it waits for the time that was agreed to, and some hours more by chance',
  limit: 'voice-write',
  input: z.object({ voice: shapes.id, clear: z.boolean(), note: z.string().trim().max(LONGEST.note).default('') }),
  output: z.object({ state: z.enum(['waiting', 'returned']) }),
  async facts(tx, { input, actor, now, outside }) {
    return { ...(await readVoice(tx, { actor, now, outside }, input.voice)), ofState: await isOfState(tx, actor) }
  },
  may: ({ actor, facts }) => all(namedOrHub(actor), facts.ofState ? no('voice.of-a-state') : yes),
  async run(tx, { input, facts: { voice }, now, outside }) {
    const at = publishAt(now, voice.words.consent?.delay ?? DELAY.usual, outside.below)
    const state = input.clear ? ('waiting' as const) : ('returned' as const)
    await tx
      .updateTable('kept_voice')
      .set({
        ...{ state, reader_tag: null, read_by: null, publish_at: input.clear ? at : null },
        words_sealed: sealWords(outside.keys, { ...voice.words, note: input.note }),
      })
      .where('id', '=', input.voice)
      .execute()
    if (!input.clear) await noteHeard(tx, voice.words.keeper, now)
    return { state }
  },
  tell: ({ result }) => [quietly(result.state === 'waiting' ? 'voices.voice.cleared' : 'voices.voice.returned')],
})
