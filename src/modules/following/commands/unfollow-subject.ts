import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { subjectKey } from '../../../core/published.ts'
import { signedIn } from '../policy.ts'
import { subjectInput } from '../queries/shapes.ts'
import { changedQuietly, keepState, lockState } from './keep-state.ts'

export const unfollowSubject = command({
  name: 'following.unfollow',
  summary: 'Follow something no more',
  route: 'DELETE /me/follows/{sort}/{id}',
  limit: 'write',
  input: subjectInput,
  output: z.object({ key: z.string() }),
  facts: async (tx, asked) => ({ state: await lockState(tx, asked), key: subjectKey(asked.input) }),
  may: ({ actor }) => signedIn(actor),
  async run(tx, { actor, outside, facts: { state, key } }) {
    const follows = state.follows.filter(([known]) => known !== key)
    if (follows.length < state.follows.length) await keepState(tx, { actor, outside }, { from: state, to: { ...state, follows } })
    return { key }
  },
  tell: ({ facts: { state, key } }) => (state.follows.some(([known]) => known === key) ? changedQuietly : []),
})
