import type { Actor } from '../../../core/actor.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { organisations } from '../../organisations/index.ts'
import { people } from '../../people/index.ts'
import { profiles } from '../../profiles/index.ts'
import { registrations } from '../../registrations/index.ts'
import { apartByState } from '../rules.ts'
import type { Entry } from './entries.ts'

/** Somebody as a member may know of them: `state` says that they hold an office of a state, by whatever name. */
export type Other = Entry & { readonly name: string; readonly state: boolean; readonly mode: 'in-person' | 'online' }

type Around = { readonly session: { readonly id: string; readonly editionId: string }; readonly me: Entry }
type Asked = { readonly actor: Actor; readonly keys: Keys }
type Circle = ReadonlyMap<string, Other>

/** Who of these somebody may meet: whoever blocked or hides, either way, whoever attends no more, and whoever left are absent alike. */
export async function circleOf(db: Reader, around: Around, asked: Asked, entries: readonly Entry[]): Promise<Circle> {
  return (await circleAndGone(db, around, asked, entries)).circle
}

/** The same, and which members are on the list no more: they attend no longer, or said since that they are under 18. */
export async function circleAndGone(
  db: Reader,
  { session, me }: Around,
  { actor, keys }: Asked,
  entries: readonly Entry[],
): Promise<{ readonly circle: Circle; readonly gone: ReadonlySet<string> }> {
  const others = entries.filter(({ member }) => member !== me.member)
  if (others.length === 0) return { circle: new Map(), gone: new Set() }
  const persons = others.map(({ person }) => person)
  const attending = await registrations.attendingAmong(db, session.editionId, persons)
  const names = await people.nameOf(db, persons)
  const accounts = await accountsOf(db, [me.person, ...persons])
  const states = await statesAmong(db, accounts)
  const young = await youngOf(db, keys, accounts)
  const hidden = await profiles.apartFrom(db, actor, persons)
  const blocked = await blockedFrom(db, session.id, me.member)
  const mine = { state: states.has(me.person), notToStates: me.notToStates }
  const gone = new Set(others.flatMap(({ member, person }) => (attending.has(person) && !young.has(person) ? [] : [member])))
  const circle = new Map(
    others.flatMap((other) => {
      const [name, attendance, state] = [names.get(other.person), attending.get(other.person), states.has(other.person)]
      if (name === undefined || attendance === undefined || hidden.has(other.person)) return []
      if (blocked.has(other.member) || gone.has(other.member)) return []
      if (apartByState(mine, { state, notToStates: other.notToStates })) return []
      return [[other.member, { ...other, name, state, mode: attendance.mode }] as const]
    }),
  )
  return { circle, gone }
}

async function blockedFrom(db: Reader, session: string, me: string): Promise<ReadonlySet<string>> {
  return new Set((await apartRows(db, session, me)).filter(({ sort }) => sort === 'blocked').map(({ other }) => other))
}

/** With whom a member has to do no more in this session, either way, and why. */
export async function apartRows(db: Reader, session: string, me: string) {
  const rows = await db
    .selectFrom('encounter_apart')
    .select(['member_id as by', 'other_id as other', 'sort'])
    .where('session_id', '=', session)
    .where((where) => where.or([where('member_id', '=', me), where('other_id', '=', me)]))
    .execute()
  return rows.map(({ by, other, sort }) => ({ other: by === me ? other : by, mine: by === me, sort }))
}

/** All identities of each one's account, for what holds by account. */
type Accounts = ReadonlyMap<string, readonly string[]>

async function accountsOf(db: Reader, persons: readonly string[]): Promise<Accounts> {
  const accounts = await people.accountsOf(db, persons)
  const owners = await people.ownersOf(db, [...new Set(accounts.values())])
  return new Map(persons.map((person) => [person, owners.get(accounts.get(person) ?? '')?.persons ?? [person]]))
}

/** Which of these persons hold an office of a state by any identity of their account. */
async function statesAmong(db: Reader, accounts: Accounts): Promise<ReadonlySet<string>> {
  const holders = await organisations.holdersAmong(db, [...accounts.values()].flat())
  const states = new Set<string>()
  for (const [person, own] of accounts)
    if (own.some((one) => holders.has(one)) && (await organisations.officesOf(db, own)).government) states.add(person)
  return states
}

/** Who of these said so: they are on no list any more, and their seats are free. */
export async function youngAmong(db: Reader, keys: Keys, persons: readonly string[]): Promise<ReadonlySet<string>> {
  return persons.length === 0 ? new Set() : youngOf(db, keys, await accountsOf(db, persons))
}

/** Who said, by whichever of their names, that they are under 18 since they went on the list. */
async function youngOf(db: Reader, keys: Keys, accounts: Accounts): Promise<ReadonlySet<string>> {
  const young = await profiles.youngAmong(db, keys, [...accounts.values()].flat())
  return new Set([...accounts].flatMap(([person, own]) => (own.some((one) => young.has(one)) ? [person] : [])))
}
