import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { demand, refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { people } from '../../people/index.ts'
import { organisations } from '../../organisations/index.ts'
import { profiles } from '../../profiles/index.ts'
import type { Actor } from '../../../core/actor.ts'
import { mayOrganise } from '../policy.ts'
import { no } from '../refusals.ts'
import type { SessionRole } from '../tables.ts'
import { openInvitations } from './invitations.ts'
import { hostsOf } from './parts.ts'
import { seenSession } from './sessions.ts'
import { role } from './shapes.ts'

export type Holder = { readonly person: string; readonly name: string; readonly role: SessionRole; readonly since: Date }

/** Who has which role: by name, for organisers. */
export async function holdersOf(db: Reader, sessionId: string): Promise<readonly Holder[]> {
  const rows = await db
    .selectFrom('session_role')
    .select(['person_id', 'role', 'since'])
    .where('session_id', '=', sessionId)
    .orderBy('role')
    .orderBy('since')
    .execute()
  const names = await people.nameOf(
    db,
    rows.map(({ person_id }) => person_id),
  )
  return rows.flatMap(({ person_id: person, ...row }) => {
    const name = names.get(person)
    return name === undefined ? [] : [{ person, name, ...row }]
  })
}

/** The same for every reader: a name only where its card says that this reader may see it. */
export async function shownHolders(db: Reader, sessionId: string, actor: Actor): Promise<readonly Holder[]> {
  const holders = await holdersOf(db, sessionId)
  const names = await profiles.namesFor(
    db,
    actor,
    holders.map(({ person }) => person),
  )
  return holders.filter(({ person }) => names.has(person))
}

export type Known = { readonly person: string; readonly name: string }

/** Identities with an office in a body that holds the edition, which everybody reads on its page: a role can be given to them, others are invited by a link. */
export async function knownIn(db: Reader, editionId: string): Promise<readonly Known[]> {
  const known = new Map<string, string>()
  for (const body of await hostsOf(db, editionId))
    for (const { person, name } of await organisations.officersOf(db, body)) known.set(person, name)
  return [...known].map(([person, name]) => ({ person, name })).toSorted((a, b) => a.name.localeCompare(b.name))
}

export const sessionRoles = query({
  name: 'gatherings.session-roles',
  summary: 'Who has which role in a session, and the open links to others. For its organisers.',
  route: 'GET /sessions/{session}/roles',
  input: z.object({ session: z.uuid() }),
  output: z.object({
    holders: z.array(z.object({ person: z.string(), name: z.string(), role, since: z.date() })),
    invitations: z.array(
      z.object({
        id: z.string(),
        role: role.nullable(),
        speaker: z.string().nullable().describe('The speaker of the programme who is asked whether this is them'),
        expiresAt: z.date(),
        path: z.string(),
      }),
    ),
  }),
  async read(db, { input, actor, now, outside }) {
    const { session, parts } = (await seenSession(db, { id: input.session }, actor)) ?? refuse(no('summit-session.missing'))
    demand(mayOrganise(actor, parts))
    return { holders: [...(await holdersOf(db, session.id))], invitations: [...(await openInvitations(db, session, { now, outside }))] }
  },
})
