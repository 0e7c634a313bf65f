import { all, yes, type Verdict } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayTranslate, officeOf } from '../policy.ts'
import { demandRecommendation } from '../queries/facts.ts'
import { translatableOf } from '../queries/read.ts'
import { done, language, ref } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { fits, pathOf, type Piece } from '../rules.ts'

const piece = z.object({
  piece: z.string().max(60).describe('As the reading names it: `wording`, `youth`, `answer`, `step/<position>` or `minority/<id>`'),
  follows: z.number().int().min(1).describe('The version of the original that was translated'),
  words: z.array(z.string().trim().max(8000)).min(1).max(60).describe('One for each of the original, in its order'),
})

type Given = z.infer<typeof piece>

export const translateRecommendation = command({
  name: 'recommendations.translate',
  summary:
    'Say a recommendation, its reasons, answer, youth reading and minority positions in one more language; what is not given is taken out there',
  route: 'PUT /recommendations/{recommendation}/translations/{language}',
  input: z.object({
    ...ref,
    language,
    translator: z.enum(['person', 'machine']),
    translatorName: z.string().trim().max(160).default('').describe('Who or what it was, as readers are to see it'),
    pieces: z.array(piece).max(200),
  }),
  output: done,
  async facts(tx, { input, actor, now }) {
    const at = await demandRecommendation(tx, input.recommendation, { actor, now }, 'write')
    return { ...at, originals: await translatableOf(tx, at.recommendation, input.language) }
  },
  may: ({ input, actor, facts }) =>
    all(mayTranslate(actor, facts), ...input.pieces.map((given) => isSound(given, facts.originals, input.pieces))),
  async run(tx, { input, facts, actor, now }) {
    const { sessionId, id } = facts.recommendation
    await tx
      .deleteFrom('recommendation_translation')
      .where('session_id', '=', sessionId)
      .where('recommendation_id', '=', id)
      .where('language', '=', input.language)
      .execute()
    const office = officeOf(actor, facts.parts, ['rapporteur', 'chair', 'organiser'])
    const by = { translator: input.translator, translator_name: input.translatorName, office, written_at: now }
    const rows = input.pieces.map(({ piece: part, follows, words }) => ({
      ...{ session_id: sessionId, recommendation_id: id, language: input.language, piece: part, follows, words, ...by },
    }))
    if (rows.length > 0) await tx.insertInto('recommendation_translation').values(rows).execute()
    return { id, path: pathOf(id) }
  },
  tell: ({ input, facts: { recommendation } }) => [
    {
      kind: 'recommendations.recommendation.translated',
      scope: recommendation.sessionId,
      subject: recommendation.id,
      data: { language: input.language },
      visibility: 'public',
    },
  ],
})

function isSound({ piece: name, follows, words }: Given, originals: readonly Piece[], given: readonly Given[]): Verdict {
  const original = originals.find((one) => one.piece === name)
  if (original === undefined || original.version !== follows) return no('recommendation.changed-meanwhile')
  return fits(original, words) && given.filter((one) => one.piece === name).length === 1 ? yes : no('recommendation.translation-partial')
}
