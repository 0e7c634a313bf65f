import { correctedShares } from '#deliberation'
import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { demand } from '../../../core/refused.ts'
import { mayReadAnswers } from '../policy.ts'
import { canBeAnswered, FEWEST_SHOWN } from '../rules.ts'
import { demandDialogue } from './dialogue-facts.ts'
import { ref } from './shapes.ts'
import { askedPeople, readServings } from './servings.ts'

/** Enough for shares to a percent, few enough for a request. */
const MOST_SERVINGS = 20_000
const percent = (share: number): number => Math.round(100 * share)

export const correctedSharesFor = query({
  name: 'dialogue.corrected-shares',
  summary: 'For moderators and researchers, between closing and answer: agree shares as if everybody had been asked everything',
  route: 'GET /dialogues/{dialogue}/corrected-shares',
  input: z.object({ dialogue: ref }),
  output: z.array(
    z.object({
      statement: z.number().int(),
      answers: z.number().int().describe('Answers to a serving in a random sample of people, rounded down to tens'),
      naive: z.number().describe('Agrees among them, in whole percent'),
      corrected: z.number().describe('The same, each answer weighed by one over its chance of being asked for'),
      effective: z.number().int().describe('As many answers of equal weight would be as sure'),
    }),
  ),
  async read(db, { input, actor, now }) {
    const dialogue = await demandDialogue(db, input.dialogue, actor)
    demand(mayReadAnswers(dialogue))
    // While votes come in, two readings a moment apart would tell what one person answered.
    demand(canBeAnswered(dialogue, now))
    const servings = await readServings(db, dialogue.id, MOST_SERVINGS)
    const shares = correctedShares(await askedPeople(db, dialogue.id, servings))
    // Rounded, because exact numbers beside published counts would tell how the few voted who came by a link.
    return shares
      .filter(({ answers }) => answers >= FEWEST_SHOWN)
      .map(({ statement, answers, naive, corrected, effective }) => ({
        ...{ statement, answers: answers - (answers % FEWEST_SHOWN), naive: percent(naive), corrected: percent(corrected) },
        effective: Math.floor(effective),
      }))
  },
})
