import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayMute } from '../policy.ts'
import { no } from '../refusals.ts'
import { fold, isMutedKind, LONGEST, MUTE_SORTS, muteHolds, subjectFrom, type Mute } from '../rules.ts'
import { changedQuietly, keepState, lockState } from './keep-state.ts'

const DAY_MS = 86_400_000

export const muteSubject = command({
  name: 'following.mute',
  summary:
    'Hear nothing of a subject, a body, a person, a word or of all calls in your feed, for some days or for good. Nobody but you sees it',
  route: 'POST /me/feed/mutes',
  limit: 'write',
  input: z.object({
    sort: z.enum(MUTE_SORTS),
    what: z.string().trim().min(1).max(LONGEST.word).describe('A key as topic:health, a word, or call: calls of whoever sends them'),
    days: z.coerce.number().int().min(1).max(366).nullish().describe('Left out: for good'),
  }),
  output: z.object({ muted: z.number().int() }),
  facts: async (tx, asked) => ({ state: await lockState(tx, asked) }),
  may: ({ actor, input: { sort, what }, facts: { state } }) =>
    all(mayMute(actor, state.mutes.length), isSomething({ sort, what }) ? yes : no('mute.nothing')),
  async run(tx, { input: { sort, what, days }, actor, outside, now, facts: { state } }) {
    const until = days == null ? null : new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10)
    const mutes = state.mutes.filter((one) => muteHolds(one, now) && !(one.sort === sort && one.what === what))
    await keepState(tx, { actor, outside }, { from: state, to: { ...state, mutes: [...mutes, { sort, what, until }] } })
    return { muted: mutes.length + 1 }
  },
  tell: () => changedQuietly,
})

function isSomething({ sort, what }: Pick<Mute, 'sort' | 'what'>): boolean {
  if (sort === 'kind') return isMutedKind(what)
  return sort === 'word' ? fold(what) !== '' : subjectFrom(what) !== null
}
