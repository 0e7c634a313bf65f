import { theHub, type Actor } from '../../../core/actor.ts'
import type { Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import { organisations } from '../../organisations/index.ts'
import { people } from '../../people/index.ts'
import { profiles } from '../../profiles/index.ts'
import { agesAllow } from '../rules.ts'
import type { Where } from './here.ts'
import { ownOf, type Party } from './sealed.ts'

type There = Where & { readonly youth: boolean; readonly guarded: boolean }
type At = Omit<Reading, 'actor'>

/** What must be known of each of them, whoever asks: by account, for a name more changes nothing of it. */
type Known = {
  readonly who: Pick<Actor, 'account' | 'person'>
  readonly young: boolean
  readonly officer: boolean
  readonly leads: boolean
}

/** By what they are known under there. */
export type KnownParties = ReadonlyMap<string, Known>

export async function knownOf(db: Reader, at: At, there: There, asked: readonly Party[]): Promise<KnownParties> {
  const parties = [...new Map(asked.map((party) => [ownOf(party), party])).values()]
  const accounts = await people.accountsOf(
    db,
    parties.map(({ person }) => person),
  )
  const owners = await people.ownersOf(db, [...new Set(accounts.values())])
  const persons = [...owners.values()].flatMap((own) => own.persons)
  const young = await profiles.youngAmong(db, at.outside.keys, persons)
  const holders = there.guarded ? await organisations.holdersAmong(db, persons) : new Set<string>()
  const members = parties.flatMap(({ member }) => member ?? [])
  const authors = await communities.authorsFor(db, { ...at, actor: theHub }, there.id, there.sort === 'community' ? members : [])
  const known = new Map<string, Known>()
  for (const party of parties) {
    const { person, member } = party
    const owner = owners.get(accounts.get(person) ?? '')
    const author = authors.get(member ?? '')
    if (owner === undefined || (there.sort === 'community' && author === undefined)) continue
    const names = owner.persons
    const who = { account: owner.account, person: names.find((one) => one === person) ?? null }
    const officer = names.some((one) => holders.has(one)) && (await organisations.officesOf(db, names)).government
    const leads = author !== undefined && author.role !== 'member'
    known.set(ownOf(party), { who, officer, leads, young: names.some((one) => young.has(one)) })
  }
  return known
}

type Asked = {
  readonly side: 'buddy' | 'newcomer'
  readonly one: Party
  readonly others: readonly Party[]
  readonly second: Party | null
  /** Of all of them, worked out once by whoever asks for many. */
  readonly known?: KnownParties
}

/** With which of the others this one may be brought together now, by their identities. Why not with the rest nobody is told. */
export async function meetable(db: Reader, at: At, there: There, asked: Asked): Promise<ReadonlySet<string>> {
  const { side, one, others, second } = asked
  if (others.length === 0) return new Set()
  const known = asked.known ?? (await knownOf(db, at, there, [one, ...others, ...(second === null ? [] : [second])]))
  const first = known.get(ownOf(one))
  if (first === undefined) return new Set()
  const near = [...others, ...(second === null ? [] : [second])].map(({ person }) => person)
  const apart = await profiles.apartFrom(db, first.who, near)
  // Whoever stands beside them by name is somebody from whom they do not hide.
  if (second !== null && apart.has(second.person)) return new Set()
  const beside = second === null ? undefined : known.get(ownOf(second))
  const allowed = others.filter((party) => {
    const other = known.get(ownOf(party))
    if (other === undefined || other.who.account === first.who.account || apart.has(party.person)) return false
    const [buddy, newcomer] = side === 'buddy' ? [first, other] : [other, first]
    if (there.guarded && (buddy.officer || newcomer.officer)) return false
    return agesAllow({
      ...{ youth: there.youth, newcomerYoung: newcomer.young, buddyYoung: buddy.young, buddyLeads: buddy.leads },
      second: beside === undefined ? null : { young: beside.young, leads: beside.leads, isBuddy: beside.who.account === buddy.who.account },
    })
  })
  return new Set(allowed.map(({ person }) => person))
}
