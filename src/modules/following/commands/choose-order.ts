import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { languageTag } from '../../../core/language.ts'
import { signedIn } from '../policy.ts'
import { weightsShape } from '../queries/state.ts'
import { HEAVIEST, MOST, ORDERS } from '../rules.ts'
import { changedQuietly, keepState, lockState } from './keep-state.ts'

export const chooseOrder = command({
  name: 'following.choose-order',
  summary: 'Say in which order your feed is, and what you give points for',
  route: 'PUT /me/feed/order',
  limit: 'write',
  input: z.object({
    order: z.enum(ORDERS),
    weights: weightsShape.optional().describe('Left out: they stay'),
    languages: z.array(languageTag).max(50).optional().describe('In which you read'),
    follows: z
      .array(z.object({ key: z.string().max(60), weight: z.int().min(0).max(HEAVIEST) }))
      .max(MOST.follows)
      .default([])
      .describe('What single things that you follow weigh; the others stay'),
  }),
  output: z.object({ order: z.enum(ORDERS) }),
  facts: async (tx, asked) => ({ state: await lockState(tx, asked) }),
  may: ({ actor }) => signedIn(actor),
  async run(tx, { input, actor, outside, facts: { state } }) {
    const { order, weights = state.weights, languages = state.languages } = input
    const anew = new Map(input.follows.map(({ key, weight }) => [key, weight]))
    const follows = state.follows.map(([key, weight]) => [key, anew.get(key) ?? weight] as const)
    await keepState(tx, { actor, outside }, { from: state, to: { ...state, order, weights, languages: [...new Set(languages)], follows } })
    return { order }
  },
  tell: () => changedQuietly,
})
