import { all, yes, type Verdict } from '#base'
import { idsOf, type Subject } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import { places } from '../../places/index.ts'
import { topics } from '../../topics/index.ts'
import { no } from '../refusals.ts'
import { inTens, reachOf } from '../rules.ts'
import type { Key } from './senders.ts'

/** How many follow something, in tens from ten on; null below, and where it is not told. Handed over by main. */
export type FollowersOf = (db: Reader, subject: Subject) => Promise<number | null>

export type Wanted = { readonly topics: readonly string[]; readonly places: readonly string[] }
export type Named = Subject & { readonly name: string | null; readonly language: string; readonly count: number | null }
export type Audience = { readonly subjects: readonly Named[]; readonly least: number | null }

/** Only what everybody can follow openly: nothing that tells of belief, origin or politics, and nobody else's followers. */
export async function isAllowed(db: Reader, wanted: Wanted): Promise<Verdict> {
  const known = await topics.named(db, wanted.topics, 'en')
  const there = await places.named(db, wanted.places, 'en')
  return all(
    wanted.topics.every((key) => known.get(key)?.key === key) ? yes : no('pulse.topic-unknown'),
    wanted.topics.every((key) => known.get(key)?.sensitive === false) ? yes : no('pulse.topic-sensitive'),
    wanted.places.every((id) => there.has(id)) ? yes : no('pulse.place-unknown'),
  )
}

/** The sender is always among them: who follows a sender hears of its calls, and whoever has enough of them mutes it. */
export const subjectsOf = (sender: Key, wanted: Wanted): readonly Subject[] => [
  { sort: sender.sort, id: sender.id },
  ...[...new Set(wanted.topics)].map((id) => ({ sort: 'topic' as const, id })),
  ...[...new Set(wanted.places)].map((id) => ({ sort: 'place' as const, id })),
]

type Asked = { readonly sender: Key; readonly subjects: readonly Subject[]; readonly locale: string }

/** How many follow each of these. Who follows two of them is known to nobody: the largest number is what at least as many are. */
export async function audienceOf(db: Reader, { sender, subjects, locale }: Asked, followersOf: FollowersOf): Promise<Audience> {
  const named = await namesOf(db, subjects, locale)
  const counted: Named[] = []
  for (const subject of subjects) {
    const own = subject.sort === 'community' && subject.id === sender.id
    const count = own ? inTens((await communities.countOf(db, subject.id)) ?? 0) : await followersOf(db, subject)
    counted.push({ ...subject, ...(named.get(subject.id) ?? { name: null, language: 'und' }), count })
  }
  return { subjects: counted, least: reachOf(counted.map(({ count }) => count)) }
}

export async function namesOf(db: Reader, subjects: readonly Subject[], locale: string) {
  const known = await topics.named(db, idsOf(subjects, 'topic'), locale)
  const there = await places.named(db, idsOf(subjects, 'place'), locale)
  return new Map([...known, ...there].map(([id, { name, language }]) => [id, { name, language }] as const))
}

/** What belongs to a town belongs to its country, and what belongs to a narrower topic to the wider one. */
export async function widened(db: Reader, subjects: readonly Subject[]): Promise<readonly Subject[]> {
  const countries = idsOf(subjects, 'place').filter((id) => id.length === 2)
  const towns = [...(await places.townsWithin(db, countries)).values()].flat()
  const keys = [...(await topics.within(db, idsOf(subjects, 'topic'))).values()].flat()
  return [...subjects, ...towns.map((id) => ({ sort: 'place' as const, id })), ...keys.map((id) => ({ sort: 'topic' as const, id }))]
}
