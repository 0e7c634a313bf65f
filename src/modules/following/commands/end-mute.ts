import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { signedIn } from '../policy.ts'
import { LONGEST, MUTE_SORTS } from '../rules.ts'
import { changedQuietly, keepState, lockState } from './keep-state.ts'

export const endMute = command({
  name: 'following.end-mute',
  summary: 'Hear of something again that you muted',
  route: 'POST /me/feed/mutes/end',
  limit: 'write',
  input: z.object({ sort: z.enum(MUTE_SORTS), what: z.string().max(LONGEST.word) }),
  output: z.object({ muted: z.number().int() }),
  facts: async (tx, asked) => ({ state: await lockState(tx, asked) }),
  may: ({ actor }) => signedIn(actor),
  async run(tx, { input: { sort, what }, actor, outside, facts: { state } }) {
    const mutes = state.mutes.filter((one) => !(one.sort === sort && one.what === what))
    await keepState(tx, { actor, outside }, { from: state, to: { ...state, mutes } })
    return { muted: mutes.length }
  },
  tell: () => changedQuietly,
})
