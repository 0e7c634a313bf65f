import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { languageTag } from '../../../core/language.ts'
import { refuse } from '../../../core/refused.ts'
import { mayCallOffEdition, mayCallOffSession } from '../policy.ts'
import { seenEdition } from '../queries/editions.ts'
import { seenSession } from '../queries/sessions.ts'
import { reason } from '../queries/shapes.ts'
import { no } from '../refusals.ts'

const why = { reason: reason.describe('Everybody reads it'), language: languageTag }

export const callOffEdition = command({
  name: 'gatherings.call-off-edition',
  summary: 'Call an edition off, with the sessions that were not held yet, and say why. It cannot be undone.',
  route: 'POST /editions/{edition}/calling-off',
  input: z.object({ edition: z.uuid(), ...why }),
  output: z.object({ path: z.string() }),
  async facts(tx, { input, actor }) {
    await tx.selectFrom('edition').select('id').where('id', '=', input.edition).forUpdate().execute()
    return (await seenEdition(tx, { id: input.edition }, actor)) ?? refuse(no('edition.missing'))
  },
  may: ({ actor, facts }) => mayCallOffEdition(actor, facts.organiser, facts.edition.state),
  async run(tx, { input, facts, now }) {
    await tx
      .updateTable('edition')
      .set((row) => ({
        state: 'called-off',
        called_off_at: now,
        called_off_reason: input.reason,
        called_off_language: input.language,
        changes: row('changes', '+', 1),
      }))
      .where('id', '=', input.edition)
      .execute()
    await tx
      .updateTable('summit_session')
      .set((row) => ({ changes: row('changes', '+', 1) }))
      .where('edition_id', '=', input.edition)
      .where('closed_at', 'is', null)
      .execute()
    return { path: facts.edition.path }
  },
  tell: ({ input }) => [
    { kind: 'gatherings.edition.called-off', scope: input.edition, subject: input.edition, data: {}, visibility: 'public' },
  ],
})

export const callOffSession = command({
  name: 'gatherings.call-off-session',
  summary: 'Call a session off and say why. It cannot be undone.',
  route: 'POST /sessions/{session}/calling-off',
  input: z.object({ session: z.uuid(), ...why }),
  output: z.object({ path: z.string() }),
  async facts(tx, { input, actor }) {
    await tx.selectFrom('summit_session').select('id').where('id', '=', input.session).forUpdate().execute()
    return (await seenSession(tx, { id: input.session }, actor)) ?? refuse(no('summit-session.missing'))
  },
  may: ({ actor, facts }) => mayCallOffSession(actor, facts.parts, facts.session),
  async run(tx, { input, facts, now }) {
    await tx
      .updateTable('summit_session')
      .set((row) => ({
        state: 'called-off',
        called_off_at: now,
        called_off_reason: input.reason,
        called_off_language: input.language,
        changes: row('changes', '+', 1),
      }))
      .where('id', '=', input.session)
      .execute()
    return { path: facts.session.path }
  },
  tell: ({ input, facts }) => [
    { kind: 'gatherings.session.called-off', scope: facts.session.editionId, subject: input.session, data: {}, visibility: 'public' },
  ],
})
