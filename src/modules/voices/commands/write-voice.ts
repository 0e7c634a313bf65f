import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { UnnamedReceiver } from '../../../core/receiver.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings } from '../../gatherings/index.ts'
import { places } from '../../places/index.ts'
import { inState, mayServe, OPEN } from '../policy.ts'
import { sealWords, type Put } from '../queries/seals.ts'
import * as shapes from '../queries/shapes.ts'
import { quietly } from '../queries/telling.ts'
import { keptVoice } from '../queries/voices.ts'
import { no } from '../refusals.ts'
import { LONGEST, type PUT_SORTS } from '../rules.ts'

// No route: what is not published yet passes through no program.
export const writeVoice = (receivers: readonly UnnamedReceiver[]) =>
  command({
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
      dialogue: shapes.id
        .nullable()
        .default(null)
        .describe('Where one sentence of it is to be put to the vote, if the speaker agrees to that'),
      statement: z.string().trim().max(LONGEST.statement).default('').describe('That sentence'),
      inSession: z.boolean().default(false).describe('Whether it is to stand in its session, if the speaker agrees to that'),
    }),
    output: z.object({ voice: z.uuid() }),
    async facts(tx, { input, actor, now, outside }) {
      const kept = await keptVoice(tx, { actor, now, outside }, input.voice)
      return {
        ...kept,
        ...(await tiedTo(tx, input, actor.locale)),
        dialogueKnown: await takes(tx, receivers, input.dialogue, { locale: actor.locale, now }),
      }
    },
    may: ({ input, actor, facts }) =>
      all(
        mayServe(actor, facts.own),
        inState(facts.voice.state, OPEN),
        facts.placeKnown ? yes : no('voice.place-unknown'),
        facts.sessionKnown ? yes : no('voice.session-unknown'),
        facts.dialogueKnown ? yes : no('voice.dialogue-unknown'),
        (input.dialogue === null) === (input.statement === '') ? yes : no('voice.statement-missing'),
      ),
    async run(tx, { input: { voice, dialogue, statement, inSession, ...written }, facts, outside }) {
      const puts = [
        ...(dialogue === null ? [] : [putTo('dialogue', dialogue, statement)]),
        ...(inSession && written.session !== null ? [putTo('session', written.session, '')] : []),
      ]
      const words = { ...facts.voice.words, ...written, puts, consent: null, reader: null, note: '' }
      await tx
        .updateTable('kept_voice')
        .set({ state: 'written', reader_tag: null, words_sealed: sealWords(outside.keys, words) })
        .where('id', '=', voice)
        .execute()
      return { voice }
    },
    tell: () => [quietly('voices.voice.written')],
  })

const putTo = (sort: (typeof PUT_SORTS)[number], place: string, text: string): Put => ({
  ...{ sort, place, text, thing: null, until: null, refused: false },
})

async function takes(
  db: Reader,
  receivers: readonly UnnamedReceiver[],
  dialogue: string | null,
  asked: { readonly locale: string; readonly now: Date },
): Promise<boolean> {
  if (dialogue === null) return true
  const places = await receivers.find(({ sort }) => sort === 'dialogue')?.placesOf(db, asked)
  return places?.some(({ id }) => id === dialogue) === true
}

async function tiedTo(db: Reader, { country, session }: { country: string | null; session: string | null }, locale: string) {
  const card = session === null ? null : await gatherings.sessionById(db, session, locale)
  return {
    placeKnown: country === null || (await places.named(db, [country], locale)).has(country),
    sessionKnown: session === null || (card !== null && card.state !== 'draft' && card.editionState !== 'draft'),
  }
}
