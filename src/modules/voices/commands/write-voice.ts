import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings } from '../../gatherings/index.ts'
import { places } from '../../places/index.ts'
import { inState, mayServe, OPEN } from '../policy.ts'
import { sealWords } from '../queries/seals.ts'
import * as shapes from '../queries/shapes.ts'
import { quietly } from '../queries/telling.ts'
import { keptVoice } from '../queries/voices.ts'
import { no } from '../refusals.ts'
import { LONGEST } from '../rules.ts'

// No route: what is not published yet passes through no program.
export const writeVoice = command({
  name: 'voices.write',
  summary: 'Write down what somebody said, in their language, as they want to be described',
  limit: 'voice-write',
  input: z.object({
    voice: shapes.id,
    title: shapes.title,
    text: shapes.text,
    language: shapes.language,
    described: z.string().trim().max(LONGEST.described).default(''),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .nullable()
      .default(null)
      .describe('No place smaller than a country'),
    session: shapes.id.nullable().default(null).describe('The session of a summit that it is for'),
    translation: shapes.translation,
  }),
  output: z.object({ voice: z.uuid() }),
  async facts(tx, { input, actor, now, outside }) {
    return { ...(await keptVoice(tx, { actor, now, outside }, input.voice)), ...(await tiedTo(tx, input, actor.locale)) }
  },
  may: ({ actor, facts }) =>
    all(
      mayServe(actor, facts.own),
      inState(facts.voice.state, OPEN),
      facts.placeKnown ? yes : no('voice.place-unknown'),
      facts.sessionKnown ? yes : no('voice.session-unknown'),
    ),
  async run(tx, { input: { voice, ...written }, facts, outside }) {
    const words = { ...facts.voice.words, ...written, consent: null, reader: null, note: '' }
    await tx
      .updateTable('kept_voice')
      .set({ state: 'written', reader_tag: null, words_sealed: sealWords(outside.keys, words) })
      .where('id', '=', voice)
      .execute()
    return { voice }
  },
  tell: () => [quietly('voices.voice.written')],
})

async function tiedTo(db: Reader, { country, session }: { country: string | null; session: string | null }, locale: string) {
  const card = session === null ? null : await gatherings.sessionById(db, session, locale)
  return {
    placeKnown: country === null || (await places.named(db, [country], locale)).has(country),
    sessionKnown: session === null || (card !== null && card.state !== 'draft' && card.editionState !== 'draft'),
  }
}
