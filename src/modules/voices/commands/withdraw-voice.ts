import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { yes } from '#base'
import type { EventDraft } from '../../../core/event.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayStillKeep } from '../policy.ts'
import * as shapes from '../queries/shapes.ts'
import { ofTestimony, quietly } from '../queries/telling.ts'
import { keptVoice, noteHeard, voiceByCode, type Opened } from '../queries/voices.ts'
import { dayIn } from '../rules.ts'
import { standingOf } from './take-puts.ts'

// No route: a code is typed on its page, where guesses are counted.
export const withdrawVoice = command({
  name: 'voices.withdraw',
  summary: 'Take back, by the code, all that was put in under it, at any time. It cannot be undone',
  limit: 'voice-code',
  whileLeaving: true,
  input: z.object({ code: shapes.code }),
  output: z.object({ withdrawn: z.boolean(), taken: shapes.taken }),
  facts: (tx, { input, outside }) => voiceByCode(tx, outside.keys, input.code),
  may: () => yes,
  async run(tx, { facts, now }) {
    await erase(tx, facts, now)
    await noteHeard(tx, facts.words.keeper, now)
    return { withdrawn: true, taken: [...standingOf(facts.words.puts)] }
  },
  tell: ({ facts }) => told(facts),
})

// No route: as above.
export const withdrawKept = command({
  name: 'voices.withdraw-kept',
  summary: 'Take back, on the speaker’s word, what one wrote down for them',
  limit: 'voice-write',
  whileLeaving: true,
  input: z.object({ voice: shapes.id }),
  output: z.object({ withdrawn: z.boolean(), taken: shapes.taken }),
  facts: (tx, { input, actor, now, outside }) => keptVoice(tx, { actor, now, outside }, input.voice),
  may: ({ actor, facts }) => mayStillKeep(actor, facts.own),
  async run(tx, { facts, now }) {
    await erase(tx, facts.voice, now)
    return { withdrawn: true, taken: [...standingOf(facts.voice.words.puts)] }
  },
  tell: ({ facts }) => told(facts.voice),
})

/** Of what was never public nothing is left; of what was, its id and the day, for whatever cites it. */
async function erase(tx: Tx, voice: Opened, now: Date): Promise<void> {
  await tx.deleteFrom('kept_voice').where('id', '=', voice.id).execute()
  if (voice.testimony_id === null) return
  await tx
    .updateTable('testimony')
    .set((eb) => ({
      ...{ title: '', text: '', language: 'und', described: '', country: null, translation: '', translation_language: null },
      ...{ translated_by: '', quoted: false, hidden_for: null, withdrawn_on: dayIn(now), version: eb('version', '+', 1) },
    }))
    .where('id', '=', voice.testimony_id)
    .execute()
}

const told = ({ testimony_id: id, words }: Opened): readonly EventDraft[] =>
  id === null ? [quietly('voices.voice.withdrawn')] : [ofTestimony({ id, session_id: words.session }, 'withdrawn')]
