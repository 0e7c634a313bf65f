import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { signedIn } from '../policy.ts'
import { changedQuietly, keepState, lockState } from './keep-state.ts'

export const markReading = command({
  name: 'following.mark-reading',
  summary: 'Keep where you stopped reading. Nobody but you sees it, and nobody is told what you read',
  route: 'PUT /me/feed/mark',
  limit: 'write',
  input: z.object({ until: z.iso.datetime().describe('Everything that was published by then was seen') }),
  output: z.object({ until: z.string() }),
  facts: async (tx, asked) => ({ state: await lockState(tx, asked) }),
  may: ({ actor }) => signedIn(actor),
  async run(tx, { input, actor, outside, now, facts: { state } }) {
    const until = new Date(Math.min(Date.parse(input.until), now.getTime())).toISOString()
    await keepState(tx, { actor, outside }, { from: state, to: { ...state, mark: until } })
    return { until }
  },
  tell: () => changedQuietly,
})
