import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayOffer } from '../policy.ts'
import { assistFacts, holdAssist } from '../queries/assists.ts'
import { convenes } from '../queries/facts.ts'
import * as shapes from '../queries/shapes.ts'
import { assistEventOf } from '../queries/telling.ts'
import { ANSWER_DAYS, assistPathOf, inDays, LONGEST } from '../rules.ts'

export const offerHelp = command({
  name: 'library.offer-help',
  summary:
    'Offer to help a body that asks its peers, in the name of another: who, when, and what you lived through; only the two of you read it',
  route: 'PUT /peer-assists/{assist}/offers/{body}',
  limit: 'write',
  input: z.object({
    assist: z.uuid(),
    body: z.uuid(),
    who: z.string().trim().min(1).max(LONGEST.line),
    available: z.string().trim().min(1).max(LONGEST.line),
    lived: z.string().trim().min(1).max(LONGEST.word),
    language: shapes.language,
  }),
  output: shapes.done,
  async facts(tx, { input, actor, now }) {
    await holdAssist(tx, input.assist)
    const found = await assistFacts(tx, input.assist, { actor, now })
    const before = found.pairs.find(({ offer }) => offer.body_id === input.body)?.offer.state ?? null
    return { ...found, before, convening: await convenes(tx, actor, input.body) }
  },
  may: ({ input, actor, facts }) =>
    mayOffer(actor, { ...facts.facts, convenes: facts.convening, own: facts.row.body_id === input.body, before: facts.before }),
  async run(tx, { input, actor, now }) {
    const { who, available, lived, language } = input
    const row = {
      ...{ person_id: actor.person, who, available, lived, language, state: 'waiting' as const },
      ...{ offered_at: now, answer_by: inDays(now, ANSWER_DAYS), decided_at: null },
    }
    await tx
      .insertInto('assist_offer')
      .values({ assist_id: input.assist, body_id: input.body, ...row })
      .onConflict((oc) => oc.columns(['assist_id', 'body_id']).doUpdateSet(row))
      .execute()
    return { id: input.assist, path: assistPathOf(input.assist) }
  },
  tell: ({ input }) => [assistEventOf({ id: input.assist, body: input.body }, 'help.offered', false)],
})
