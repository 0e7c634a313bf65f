import { theHub, type Actor } from '../../../core/actor.ts'
import type { Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import { organisations } from '../../organisations/index.ts'
import { people } from '../../people/index.ts'
import { profiles } from '../../profiles/index.ts'
import { agesAllow } from '../rules.ts'
import type { Where } from './here.ts'
import type { Party } from './sealed.ts'

type There = Where & { readonly youth: boolean; readonly guarded: boolean }
type At = Omit<Reading, 'actor'>

/** What must be known of each of them, whoever asks: by account, for a name more changes nothing of it. */
type Known = {
  readonly who: Pick<Actor, 'account' | 'person'>
  readonly young: boolean
  readonly officer: boolean
  readonly leads: boolean
}

async function knownOf(db: Reader, at: At, there: There, parties: readonly Party[]): Promise<ReadonlyMap<string, Known>> {
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
  for (const { person, member } of parties) {
    const owner = owners.get(accounts.get(person) ?? '')
    const author = authors.get(member ?? '')
    if (owner === undefined || (there.sort === 'community' && author === undefined)) continue
    const names = owner.persons
    const who = { account: owner.account, person: names.find((one) => one === person) ?? null }
    const officer = names.some((one) => holders.has(one)) && (await organisations.officesOf(db, names)).government
    const leads = author !== undefined && author.role !== 'member'
    known.set(person, { who, officer, leads, young: names.some((one) => young.has(one)) })
  }
  return known
}

type Asked = {
  readonly side: 'buddy' | 'newcomer'
  readonly one: Party
  readonly others: readonly Party[]
  readonly second: Party | null
}

/** With which of the others this one may be brought together now, by their identities. Why not with the rest nobody is told. */
export async function meetable(db: Reader, at: At, there: There, { side, one, others, second }: Asked): Promise<ReadonlySet<string>> {
  if (others.length === 0) return new Set()
  const known = await knownOf(db, at, there, [one, ...others, ...(second === null ? [] : [second])])
  const first = known.get(one.person)
  if (first === undefined) return new Set()
  const near = [...others, ...(second === null ? [] : [second])].map(({ person }) => person)
  const apart = await profiles.apartFrom(db, first.who, near)
  // Whoever stands beside them by name is somebody from whom they do not hide.
  if (second !== null && apart.has(second.person)) return new Set()
  const beside = second === null ? undefined : known.get(second.person)
  const allowed = others.filter(({ person }) => {
    const other = known.get(person)
    if (other === undefined || other.who.account === first.who.account || apart.has(person)) return false
    const [buddy, newcomer] = side === 'buddy' ? [first, other] : [other, first]
    if (there.guarded && (buddy.officer || newcomer.officer)) return false
    return agesAllow({
      ...{ youth: there.youth, newcomerYoung: newcomer.young, buddyYoung: buddy.young, buddyLeads: buddy.leads },
      second: beside === undefined ? null : { young: beside.young, leads: beside.leads, isBuddy: beside.who.account === buddy.who.account },
    })
  })
  return new Set(allowed.map(({ person }) => person))
}
