import { z } from 'zod'
import type { Actor } from '../../../core/actor.ts'
import { query } from '../../../core/command.ts'
import { eventsOf, THE_HUB, type StoredEvent } from '../../../core/event.ts'
import type { Own } from '../../../core/holding.ts'
import type { Reader } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { people } from '../../people/index.ts'
import { profiles } from '../../profiles/index.ts'
import { mayNameModerators, type Accepting, type CircleLink } from '../policy.ts'
import { dayOf, inTerm } from '../rules.ts'
import type {} from '../tables.ts'

const speaksForState = async (db: Reader, persons: readonly string[]): Promise<boolean> =>
  (await organisations.officesOf(db, persons)).government

/** Whether the one who asks decides about what belongs to no body, under the name they act with; not while they speak for a state. */
export async function moderatesHub(db: Reader, { account, person }: Pick<Actor, 'account' | 'person'>, now: Date): Promise<boolean> {
  if (account === null || person === null) return false
  const row = await db.selectFrom('hub_moderator').select('until').where('person_id', '=', person).executeTakeFirst()
  if (row === undefined || !inTerm(row.until, now)) return false
  return !(await speaksForState(db, await people.personsOf(db, account)))
}

/** The accounts among these that decide about it, by whichever name: for whose news a waiting case is. */
export async function moderatorsAmong(db: Reader, owners: readonly Own[], now: Date): Promise<ReadonlySet<string>> {
  const live = new Set((await liveRows(db, now)).map(({ person }) => person))
  const found = new Set<string>()
  for (const { account, persons } of owners)
    if (persons.some((person) => live.has(person)) && !(await speaksForState(db, persons))) found.add(account)
  return found
}

const liveRows = (db: Reader, now: Date) =>
  db
    .selectFrom('hub_moderator')
    .select(['person_id as person', 'until', 'named'])
    .where('until', '>=', dayOf(now))
    .orderBy('until')
    .orderBy('person_id')
    .execute()

/** Their own term, while it lasts. */
export async function termOf(db: Reader, person: string, now: Date) {
  return (await liveRows(db, now)).find((row) => row.person === person) ?? null
}

export async function acceptingFacts(
  db: Reader,
  { account, operator }: Pick<Actor, 'account' | 'operator'>,
  now: Date,
): Promise<Accepting> {
  const persons = await people.personsOf(db, account)
  const live = (await liveRows(db, now)).map(({ person }) => person)
  return {
    ...{ signedIn: account !== null, operator, government: await speaksForState(db, persons) },
    already: live.some((person) => persons.includes(person)),
  }
}

/** What was offered; held, where it is about to be accepted. */
export async function moderatorOffer(
  db: Reader,
  id: string | null,
  lock: 'none' | 'update' = 'none',
): Promise<(NonNullable<CircleLink> & { readonly until: string }) | null> {
  if (id === null) return null
  const select = db.selectFrom('hub_moderator_offer').select(['until', 'expires_at as expiresAt', 'used_at as usedAt']).where('id', '=', id)
  return (await (lock === 'update' ? select.forUpdate() : select).executeTakeFirst()) ?? null
}

const numbers = z.object({
  decided: z.number().int().describe('First decisions'),
  appeals: z.number().int().describe('Appeals that they decided'),
  overturned: z.number().int().describe('First decisions of theirs that an appeal overturned'),
})

/** What moderators of the hub did, all together: counted from events alone, like every public number of this room. */
export function doneByModerators(events: readonly Pick<StoredEvent, 'kind' | 'subject' | 'data'>[]): z.infer<typeof numbers> {
  const byThem = events.filter(({ kind, data }) => kind === 'moderation.case.decided' && data['by'] === 'hub-moderator')
  const cases = new Set(byThem.map(({ subject }) => subject))
  const appeals = events.filter(({ kind }) => kind === 'moderation.appeal.decided')
  return {
    decided: byThem.length,
    appeals: appeals.filter(({ data }) => data['by'] === 'hub-moderator').length,
    overturned: appeals.filter(({ subject, data }) => cases.has(subject) && data['outcome'] === 'overturned').length,
  }
}

const moderators = z.object({
  count: z.number().int(),
  ...numbers.shape,
  named: z.array(z.object({ name: z.string(), until: z.iso.date() })).describe('Those who chose to be shown by name'),
  own: z.object({ until: z.iso.date(), named: z.boolean() }).nullable().describe('The term of the one who asks'),
  all: z
    .array(z.object({ person: z.uuid(), name: z.string().nullable(), until: z.iso.date(), named: z.boolean() }))
    .nullable()
    .describe('For whoever runs the hub'),
})
export type Moderators = z.infer<typeof moderators>

export const readModerators = query({
  name: 'moderation.moderators',
  summary:
    'Who decides about what belongs to no body, beside whoever runs the hub: how many, what they decided, and those who chose to be named',
  route: 'GET /moderation/moderators',
  input: z.object({}),
  output: moderators,
  async read(db, { actor, now, outside }) {
    const rows = await liveRows(db, now)
    const ids = rows.map(({ person }) => person)
    const shown = await profiles.roleNames(db, { actor, outside }, ids)
    const names = await people.nameOf(db, ids)
    const own = rows.find(({ person }) => person === actor.person)
    return {
      count: rows.length,
      ...doneByModerators(await eventsOf(db, THE_HUB, ['moderation.case.decided', 'moderation.appeal.decided'])),
      named: rows.flatMap(({ person, until, named }) => {
        const name = shown.get(person)
        return named && name !== undefined ? [{ name, until }] : []
      }),
      own: own === undefined ? null : { until: own.until, named: own.named },
      all: mayNameModerators(actor).ok ? rows.map((row) => ({ ...row, name: names.get(row.person) ?? null })) : null,
    }
  },
})
