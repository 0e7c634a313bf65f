import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayClose, mayOpen } from '../policy.ts'
import { seenSession } from '../queries/sessions.ts'
import { no } from '../refusals.ts'

/** Where no hours were set, calendars hear of the real ones. */
const heard = ({ hoursKnown }: { readonly hoursKnown: boolean }): number => (hoursKnown ? 0 : 1)

export const openSession = command({
  name: 'gatherings.open-session',
  summary: 'Open a session: it runs from now on, whatever was planned',
  route: 'POST /sessions/{session}/opening',
  input: z.object({ session: z.uuid() }),
  output: z.object({ path: z.string() }),
  async facts(tx, { input, actor }) {
    await tx.selectFrom('summit_session').select('id').where('id', '=', input.session).forUpdate().execute()
    return (await seenSession(tx, { id: input.session }, actor)) ?? refuse(no('summit-session.missing'))
  },
  may: ({ actor, facts }) => mayOpen(actor, facts.parts, facts.session),
  async run(tx, { input, facts, now }) {
    await tx
      .updateTable('summit_session')
      .set((row) => ({ opened_at: now, changes: row('changes', '+', heard(facts.session)) }))
      .where('id', '=', input.session)
      .execute()
    return { path: facts.session.path }
  },
  tell: ({ input, facts }) => [
    { kind: 'gatherings.session.opened', scope: facts.session.editionId, subject: input.session, data: {}, visibility: 'public' },
  ],
})

export const closeSession = command({
  name: 'gatherings.close-session',
  summary: 'Close a session. From now on the time runs in which speakers correct or withdraw what they said',
  route: 'POST /sessions/{session}/closing',
  input: z.object({ session: z.uuid() }),
  output: z.object({ path: z.string() }),
  async facts(tx, { input, actor }) {
    await tx.selectFrom('summit_session').select('id').where('id', '=', input.session).forUpdate().execute()
    return (await seenSession(tx, { id: input.session }, actor)) ?? refuse(no('summit-session.missing'))
  },
  may: ({ actor, facts }) => mayClose(actor, facts.parts, facts.session),
  async run(tx, { input, facts, now }) {
    await tx
      .updateTable('summit_session')
      .set((row) => ({ closed_at: now, changes: row('changes', '+', heard(facts.session)) }))
      .where('id', '=', input.session)
      .execute()
    // What still runs ends with the session.
    await tx
      .updateTable('block')
      .set({ ended_at: now })
      .where('session_id', '=', input.session)
      .where('began_at', 'is not', null)
      .where('ended_at', 'is', null)
      .execute()
    return { path: facts.session.path }
  },
  tell: ({ input, facts }) => [
    { kind: 'gatherings.session.closed', scope: facts.session.editionId, subject: input.session, data: {}, visibility: 'public' },
  ],
})
