import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayDiscardEdition, mayDiscardSession } from '../policy.ts'
import { seenEdition } from '../queries/editions.ts'
import { seenSession, sessionsOfEdition } from '../queries/sessions.ts'
import { no } from '../refusals.ts'

/**
 * A draft has no reader yet, so nothing of it has to stay. Other rooms may keep ids of what is gone (the session of a dialogue): an id is
 * never given twice, so it leads nowhere, which these rooms read as "none".
 */
export const discardEdition = command({
  name: 'gatherings.discard-edition',
  summary: 'Discard an edition that was never announced, with its sessions. It cannot be undone. For its organisers.',
  route: 'DELETE /editions/{edition}',
  input: z.object({ edition: z.uuid() }),
  output: z.object({ path: z.string().describe('Of the summit') }),
  async facts(tx, { input, actor }) {
    await tx.selectFrom('edition').select('id').where('id', '=', input.edition).forUpdate().execute()
    const seen = (await seenEdition(tx, { id: input.edition }, actor)) ?? refuse(no('edition.missing'))
    return { ...seen, sessions: await sessionsOfEdition(tx, input.edition, actor.locale) }
  },
  may: ({ actor, facts }) =>
    mayDiscardEdition(actor, facts.organiser, {
      state: facts.edition.state,
      held: facts.sessions.some(({ openedAt }) => openedAt !== null),
    }),
  async run(tx, { input: { edition }, facts }) {
    await dropSessions(
      tx,
      facts.sessions.map(({ id }) => id),
    )
    await tx.deleteFrom('venue').where('edition_id', '=', edition).execute()
    await tx.deleteFrom('edition_host').where('edition_id', '=', edition).execute()
    await tx.deleteFrom('edition_text').where('edition_id', '=', edition).execute()
    await tx.deleteFrom('edition').where('id', '=', edition).execute()
    return { path: facts.edition.path.split('/').slice(0, -1).join('/') }
  },
  tell: ({ input, facts }) => [
    ...facts.sessions.map(({ id }) => discarded('session', input.edition, id)),
    discarded('edition', input.edition, input.edition),
  ],
})

export const discardSession = command({
  name: 'gatherings.discard-session',
  summary: 'Discard a session that nobody but its organisers has seen. It cannot be undone. For its organisers.',
  route: 'DELETE /sessions/{session}',
  input: z.object({ session: z.uuid() }),
  output: z.object({ path: z.string().describe('Of the edition') }),
  async facts(tx, { input, actor }) {
    await tx.selectFrom('summit_session').select('id').where('id', '=', input.session).forUpdate().execute()
    return (await seenSession(tx, { id: input.session }, actor)) ?? refuse(no('summit-session.missing'))
  },
  may: ({ actor, facts }) => mayDiscardSession(actor, facts.parts, facts.session),
  async run(tx, { input, facts }) {
    await dropSessions(tx, [input.session])
    return { path: facts.session.editionPath }
  },
  tell: ({ input, facts }) => [discarded('session', facts.session.editionId, input.session)],
})

const discarded = (sort: 'edition' | 'session', edition: string, subject: string) => ({
  ...{ kind: `gatherings.${sort}.discarded`, scope: edition, subject, data: {}, visibility: 'internal' as const },
})

/** What refers to other rows goes before them. */
async function dropSessions(tx: Tx, sessions: readonly string[]): Promise<void> {
  if (sessions.length === 0) return
  const ids = [...sessions]
  await tx.deleteFrom('application').where('session_id', 'in', ids).execute()
  await tx.deleteFrom('example_call').where('session_id', 'in', ids).execute()
  await tx.deleteFrom('material').where('session_id', 'in', ids).execute()
  await tx.deleteFrom('session_invitation').where('session_id', 'in', ids).execute()
  await tx.deleteFrom('speaker').where('session_id', 'in', ids).execute()
  await tx.deleteFrom('block_text').where('session_id', 'in', ids).execute()
  await tx.deleteFrom('block').where('session_id', 'in', ids).execute()
  await tx.deleteFrom('session_role').where('session_id', 'in', ids).execute()
  await tx.deleteFrom('session_question').where('session_id', 'in', ids).execute()
  await tx.deleteFrom('briefing_note').where('session_id', 'in', ids).execute()
  await tx.deleteFrom('session_host').where('session_id', 'in', ids).execute()
  await tx.deleteFrom('summit_session').where('id', 'in', ids).execute()
}
