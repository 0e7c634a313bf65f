import { z } from 'zod'
import { isTheHub } from '../../../core/actor.ts'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { people } from '../../people/index.ts'
import { mayEndRole, mayGiveRole } from '../policy.ts'
import { knownIn } from '../queries/roles.ts'
import { seenSession } from '../queries/sessions.ts'
import { role } from '../queries/shapes.ts'
import { no } from '../refusals.ts'

const input = z.object({ session: z.uuid(), person: z.uuid(), role })

/** To an identity that holds an office in a host: whoever gives the role knows it from the page of the body. Others are invited by a link. */
export const giveRole = command({
  name: 'gatherings.give-role',
  summary: 'Give an office holder of a host a role in a session: chair, rapporteur, youth rapporteur or note-taker',
  route: 'PUT /sessions/{session}/roles/{role}/{person}',
  input,
  output: z.object({ role: z.string() }),
  async facts(tx, { input: { session: id, person }, actor }) {
    const seen = (await seenSession(tx, { id }, actor)) ?? refuse(no('summit-session.missing'))
    const known = isTheHub(actor)
      ? (await people.nameOf(tx, [person])).has(person)
      : (await knownIn(tx, seen.session.editionId)).some((one) => one.person === person)
    return { ...seen, known }
  },
  may: ({ actor, facts }) => mayGiveRole(actor, facts.parts, facts),
  async run(tx, { input: { session, person, role: given }, now }) {
    await tx
      .insertInto('session_role')
      .values({ session_id: session, person_id: person, role: given, since: now })
      .onConflict((oc) => oc.columns(['session_id', 'person_id', 'role']).doNothing())
      .execute()
    return { role: given }
  },
  tell: ({ input: { session, role: given }, facts }) => [
    { kind: 'gatherings.role.given', scope: facts.session.editionId, subject: session, data: { role: given }, visibility: 'internal' },
  ],
})

export const endRole = command({
  name: 'gatherings.end-role',
  summary: 'Take a role in a session back, or lay down one’s own',
  route: 'DELETE /sessions/{session}/roles/{role}/{person}',
  input,
  output: z.object({ path: z.string() }),
  async facts(tx, { input: { session: id, person, role: given }, actor }) {
    const seen = (await seenSession(tx, { id }, actor)) ?? refuse(no('summit-session.missing'))
    const row = await tx
      .selectFrom('session_role')
      .select('role')
      .where('session_id', '=', id)
      .where('person_id', '=', person)
      .where('role', '=', given)
      .executeTakeFirst()
    return { ...seen, held: row !== undefined }
  },
  may: ({ input: { person }, actor, facts }) => mayEndRole(actor, facts.parts, { person, held: facts.held }),
  async run(tx, { input: { session, person, role: given }, facts }) {
    await tx
      .deleteFrom('session_role')
      .where('session_id', '=', session)
      .where('person_id', '=', person)
      .where('role', '=', given)
      .execute()
    return { path: facts.session.path }
  },
  tell: ({ input: { session, role: given }, facts }) => [
    { kind: 'gatherings.role.ended', scope: facts.session.editionId, subject: session, data: { role: given }, visibility: 'internal' },
  ],
})
