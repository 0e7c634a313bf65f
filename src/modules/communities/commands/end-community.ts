import { all, yes } from '#base'
import { command } from '../../../core/command.ts'
import { asSteward, inRunning } from '../policy.ts'
import { at, done } from '../queries/shapes.ts'
import { standingIn } from '../queries/standing.ts'
import type {} from '../tables.ts'
import { no } from '../refusals.ts'
import { mayStillResume, UNDO_DAYS } from '../rules.ts'

/** Read only from now on: whoever could read it still can. */
export const endCommunity = command({
  name: 'communities.end',
  summary: 'End a community: it stays readable to whoever could read it, and nothing more is done in it. For its stewards',
  route: 'POST /communities/{community}/ending',
  limit: 'write',
  input: at,
  output: done,
  facts: (tx, { input, actor, now, outside }) => standingIn(tx, { actor, now, outside }, input.community, 'update'),
  may: ({ actor, facts }) => all(asSteward(actor, facts), inRunning(facts)),
  async run(tx, { input, now }) {
    await tx.updateTable('community').set({ state: 'ended', ended_at: now }).where('id', '=', input.community).execute()
    return { community: input.community }
  },
  tell: ({ input: { community } }) => [
    {
      kind: 'communities.community.ended',
      ...{ scope: community, subject: community, data: {}, visibility: 'internal', anonymous: true },
    },
  ],
})

export const resumeCommunity = command({
  name: 'communities.resume',
  summary: 'Take back, within 30 days, that a community ended. For its stewards',
  route: 'DELETE /communities/{community}/ending',
  limit: 'write',
  input: at,
  output: done,
  facts: (tx, { input, actor, now, outside }) => standingIn(tx, { actor, now, outside }, input.community, 'update'),
  may: ({ actor, facts, now }) =>
    all(
      asSteward(actor, facts),
      facts.shown?.state === 'ended' ? yes : no('community.not-ended'),
      mayStillResume(facts.shown?.ended_at ?? null, now) ? yes : no('community.undo-too-late', { days: UNDO_DAYS }),
    ),
  async run(tx, { input }) {
    await tx.updateTable('community').set({ state: 'running', ended_at: null }).where('id', '=', input.community).execute()
    return { community: input.community }
  },
  tell: ({ input: { community } }) => [
    {
      kind: 'communities.community.resumed',
      ...{ scope: community, subject: community, data: {}, visibility: 'internal', anonymous: true },
    },
  ],
})
