import { yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { sealWords, type Put } from '../queries/seals.ts'
import * as shapes from '../queries/shapes.ts'
import { ofTestimony, quietly } from '../queries/telling.ts'
import { noteHeard, voiceByCode } from '../queries/voices.ts'
import { inState } from '../policy.ts'
import { PUT_SORTS } from '../rules.ts'
import { standingOf } from './take-puts.ts'

// No route: a code is typed on its page, where guesses are counted.
export const correctVoice = command({
  name: 'voices.correct',
  summary:
    'Correct, by the code, what was put in. What is not published yet is read a second time again; a translation of the earlier words goes, and what stands elsewhere does',
  limit: 'voice-code',
  input: z.object({ code: shapes.code, title: shapes.title, text: shapes.text }),
  output: z.object({ state: z.string(), taken: shapes.taken }),
  facts: (tx, { input, outside }) => voiceByCode(tx, outside.keys, input.code),
  may: ({ facts }) => inState(facts.state, ['written', 'reading', 'returned', 'waiting', 'published']),
  async run(tx, { input: { title, text }, facts, now, outside }) {
    await noteHeard(tx, facts.words.keeper, now)
    if (facts.testimony_id !== null) {
      await tx
        .updateTable('testimony')
        .set((eb) => ({
          ...{ title, text, translation: '', translation_language: null, translated_by: '', version: eb('version', '+', 1) },
          stands_in_session: false,
        }))
        .where('id', '=', facts.testimony_id)
        .execute()
      // What stands elsewhere cannot be changed there, so it goes: perhaps it was corrected because it shows somebody.
      await tx
        .updateTable('kept_voice')
        .set({ puts_wait: false, words_sealed: sealWords(outside.keys, { ...facts.words, puts: [] }) })
        .where('id', '=', facts.id)
        .execute()
      return { state: facts.state, taken: [...standingOf(facts.words.puts)] }
    }
    const words = { ...facts.words, title, text, translation: null, reader: null }
    await tx
      .updateTable('kept_voice')
      .set({ state: 'written', reader_tag: null, read_by: null, publish_at: null, words_sealed: sealWords(outside.keys, words) })
      .where('id', '=', facts.id)
      .execute()
    return { state: 'written', taken: [] }
  },
  tell: ({ facts: { testimony_id: id, words } }) =>
    id === null ? [quietly('voices.voice.corrected')] : [ofTestimony({ id, session_id: words.session }, 'corrected')],
})

// No route: as above.
export const chooseTerms = command({
  name: 'voices.choose-terms',
  summary:
    'Take back, by the code, a part of what was agreed to: to be quoted, a translation, the country, the description, to stand elsewhere',
  limit: 'voice-code',
  input: z.object({
    code: shapes.code,
    quoted: z.boolean(),
    translated: z.boolean(),
    placed: z.boolean(),
    described: z.boolean(),
    puts: z.array(z.enum(PUT_SORTS)).nullable().default(null).describe('Where it still may; null: as before'),
  }),
  output: z.object({ state: z.string(), taken: shapes.taken }),
  facts: (tx, { input, outside }) => voiceByCode(tx, outside.keys, input.code),
  may: () => yes,
  async run(tx, { input, facts: { words, ...voice }, now, outside }) {
    await noteHeard(tx, words.keeper, now)
    // Reports quote what stands elsewhere.
    const stays = ({ sort }: Put) => input.quoted && (input.puts === null || input.puts.some((one) => one === sort))
    const [puts, gone] = [words.puts.filter(stays), words.puts.filter((put) => !stays(put))]
    const consent =
      words.consent === null
        ? null
        : {
            ...words.consent,
            quoted: words.consent.quoted && input.quoted,
            puts: puts.flatMap(({ sort }) => (words.consent?.puts.includes(sort) === true ? [sort] : [])),
          }
    const kept = {
      ...words,
      ...{ consent, puts },
      translation: input.translated ? words.translation : null,
      country: input.placed ? words.country : null,
      described: input.described ? words.described : '',
    }
    await tx
      .updateTable('kept_voice')
      .set({
        words_sealed: sealWords(outside.keys, kept),
        puts_wait: voice.testimony_id !== null && puts.some(({ thing, refused }) => thing === null && !refused),
      })
      .where('id', '=', voice.id)
      .execute()
    if (voice.testimony_id !== null)
      await tx
        .updateTable('testimony')
        .set((eb) => ({
          ...(input.quoted ? {} : { quoted: false }),
          ...(input.translated ? {} : { translation: '', translation_language: null, translated_by: '' }),
          ...(input.placed ? {} : { country: null }),
          ...(input.described ? {} : { described: '' }),
          ...(gone.some(({ sort }) => sort === 'session') ? { stands_in_session: false } : {}),
          version: eb('version', '+', 1),
        }))
        .where('id', '=', voice.testimony_id)
        .execute()
    return { state: voice.state, taken: [...standingOf(gone)] }
  },
  tell: ({ input, facts: { testimony_id: id, words } }) =>
    id === null ? [quietly('voices.voice.chosen')] : [ofTestimony({ id, session_id: words.session }, input.quoted ? 'chosen' : 'unquoted')],
})
