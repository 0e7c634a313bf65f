import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { newCode, spacedCode } from '../../../core/paper-code.ts'
import { mayServe, mayStillKeep } from '../policy.ts'
import { ownFacts } from '../queries/intermediaries.ts'
import { codeHash, keeperTags, sealWords, type Words } from '../queries/seals.ts'
import * as shapes from '../queries/shapes.ts'
import { quietly } from '../queries/telling.ts'
import { keptVoice } from '../queries/voices.ts'
import { no } from '../refusals.ts'
import { codeEnds } from '../rules.ts'

// No route: a code is made where its slip is printed, and passes through no program.
export const makeCode = command({
  name: 'voices.make-code',
  summary: 'Make a code for somebody who is nobody here. Nothing of them is asked',
  limit: 'voice-write',
  input: z.object({ slip: shapes.language }),
  output: z.object({ voice: z.uuid(), code: z.string() }),
  async facts(tx, { actor, now, outside }) {
    const own = await ownFacts(tx, { actor, now })
    await tx
      .selectFrom('voice_intermediary')
      .select('id')
      .where('id', '=', own.row?.id ?? outside.uuid())
      .forUpdate()
      .execute()
    const { count } = await tx
      .selectFrom('kept_voice')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('keeper_tag', 'in', [...keeperTags(outside.keys, own.row?.id ?? '')])
      .where('state', '!=', 'published')
      .executeTakeFirstOrThrow()
    return { own, open: Number(count) }
  },
  may: ({ actor, facts: { own, open } }) =>
    all(mayServe(actor, own), open < (own.row?.most_open ?? 0) ? yes : no('voice.too-many-codes', { most: own.row?.most_open ?? 0 })),
  async run(tx, { input, facts: { own }, now, outside }) {
    const [id, code] = [outside.uuid(), newCode(outside.below)]
    const keeper = own.row?.id ?? ''
    const words: Words = {
      ...{ keeper, reader: null, slip: input.slip, title: '', text: '', language: 'und', described: '', country: null, session: null },
      ...{ translation: null, consent: null, note: '', puts: [] },
    }
    await tx
      .insertInto('kept_voice')
      .values({
        ...{ id, code_hash: codeHash(code), state: 'made', keeper_tag: outside.keys.tag('voice-keeper', keeper), reader_tag: null },
        ...{ words_sealed: sealWords(outside.keys, words), read_by: null, publish_at: null, testimony_id: null, ends_on: codeEnds(now) },
      })
      .execute()
    return { voice: id, code: spacedCode(code) }
  },
  tell: () => [quietly('voices.code.made')],
})

// No route: as above.
export const replaceCode = command({
  name: 'voices.replace-code',
  summary: 'Make a code that was lost or seen by others worth nothing, and print another for the same words',
  limit: 'voice-write',
  input: z.object({ voice: shapes.id }),
  output: z.object({ code: z.string(), slip: z.string() }),
  facts: (tx, { input, actor, now, outside }) => keptVoice(tx, { actor, now, outside }, input.voice),
  may: ({ actor, facts }) => mayStillKeep(actor, facts.own),
  async run(tx, { input, facts, outside }) {
    const code = newCode(outside.below)
    await tx
      .updateTable('kept_voice')
      .set({ code_hash: codeHash(code) })
      .where('id', '=', input.voice)
      .execute()
    return { code: spacedCode(code), slip: facts.voice.words.slip }
  },
  tell: () => [quietly('voices.code.replaced')],
})
