import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayEditSession } from '../policy.ts'
import { seenSession } from '../queries/sessions.ts'
import { no } from '../refusals.ts'
import { toldTo } from '../rules.ts'

export const announceSession = command({
  name: 'gatherings.announce-session',
  summary: 'Announce a session: whoever may read of its edition may read of it',
  route: 'POST /sessions/{session}/announcement',
  input: z.object({ session: z.uuid() }),
  output: z.object({ path: z.string() }),
  facts: async (tx, { input, actor }) => (await seenSession(tx, { id: input.session }, actor)) ?? refuse(no('summit-session.missing')),
  may: ({ actor, facts }) =>
    all(mayEditSession(actor, facts.parts, facts.session), facts.session.state === 'draft' ? yes : no('session.announced')),
  async run(tx, { input, facts, now }) {
    await tx
      .updateTable('summit_session')
      .set((row) => ({ state: 'announced', announced_at: now, changes: row('changes', '+', 1) }))
      .where('id', '=', input.session)
      .execute()
    return { path: facts.session.path }
  },
  tell: ({ input, facts }) => [
    {
      kind: 'gatherings.session.announced',
      scope: facts.session.editionId,
      subject: input.session,
      data: {},
      visibility: toldTo({ ...facts.session, state: 'announced' }),
    },
  ],
})
