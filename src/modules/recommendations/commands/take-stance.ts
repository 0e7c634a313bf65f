import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayTakeStance } from '../policy.ts'
import { done, isSigned, language, ref, signed, UNSIGNED } from '../queries/shapes.ts'
import { speakingFacts } from '../queries/speaking-facts.ts'
import { no } from '../refusals.ts'
import { keepsItsId, signature, writeOwn, writtenOn } from './write-contribution.ts'
import { pathOf } from '../rules.ts'

export const takeStance = command({
  name: 'recommendations.take-stance',
  summary:
    'Support a recommendation or object to it, with a reason: one stance of each account that attends and of each body; it can be changed',
  route: 'PUT /recommendations/{recommendation}/stance',
  limit: 'write',
  input: z
    .object({
      ...ref,
      stance: z.enum(['support', 'objection']),
      text: z.string().trim().max(4000).default('').describe('The reason; an objection needs one'),
      language,
      ...signed,
    })
    .refine(({ stance, text }) => stance === 'support' || text !== '', { message: 'field.required', path: ['text'] })
    .refine(isSigned, UNSIGNED),
  output: done,
  async facts(tx, asked) {
    const facts = await speakingFacts(tx, asked)
    return { ...facts, mine: facts.own.find(({ sort }) => sort === 'support' || sort === 'objection') ?? null }
  },
  may: ({ actor, facts }) => all(mayTakeStance(actor, facts, facts.speaking), facts.labelTaken ? no('recommendation.label-taken') : yes),
  async run(tx, { input, facts, actor, now, outside }) {
    const { sessionId, id, version } = facts.recommendation
    const { mine } = facts
    const signed = signature(input, { actor, outside, sessionId, speaking: facts.speaking })
    const kept = mine !== null && mine.state === 'open' && mine.text === input.text && mine.sort === input.stance
    const before = mine !== null && keepsItsId(mine, signed) ? mine : null
    const stance = before?.id ?? outside.uuid()
    // What was answered was the reason that stood there.
    const reply = kept ? mine.reply : null
    await writeOwn(tx, mine, {
      ...{ session_id: sessionId, id: stance, recommendation_id: id, sort: input.stance, text: input.text, language: input.language },
      ...{ on_version: version, state: 'open', written_on: writtenOn(now), ...signed },
      version: before === null ? 1 : before.version + (kept ? 0 : 1),
      ...{ proposed_title: null, proposed_text: null, proposed_call: null },
      ...{ reply: reply?.text ?? null, reply_language: reply?.language ?? null, replied_at: reply?.at ?? null },
      // What moderation hid stays hidden: other words do not undo a decision.
      ...(before === null ? { hidden_for: null, hidden_at: null } : {}),
    })
    return { id: stance, path: pathOf(id) }
  },
  // Neither which way nor who: counts and reasons are on the page.
  tell: ({ input, facts: { recommendation } }) => [
    {
      ...{ kind: 'recommendations.stance.taken', scope: recommendation.sessionId, subject: recommendation.id, data: {} },
      ...{ visibility: 'internal', anonymous: input.body === null },
    },
  ],
})
