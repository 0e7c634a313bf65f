import { nobody } from '../../../core/actor.ts'
import type { News, NewsAsked } from '../../../core/news.ts'
import { subjectKey, type Publications, type Published } from '../../../core/published.ts'
import type { Runner } from '../../../core/perform.ts'
import { isMuted, muteHolds, subjectFrom } from '../rules.ts'
import { statesOf, type State } from './state.ts'
import { keysOf } from './subjects.ts'

/** So many of the newest of each sort are looked at, once for all whose news is asked for. */
const LOOKED_AT = 200
const MOST_TOLD = 50

/**
 * What is new of what somebody follows. Only of what everybody may read: it goes into letters, and the communities tell their own news. Each
 * sort is read once, whoever asks, and what each account follows is held against it here.
 */
export async function newsOf({ db, outside }: Runner, publications: Publications, asked: NewsAsked): Promise<readonly News[]> {
  if (asked.urgent === true || !asked.sorts.includes('followed') || asked.owners.length === 0) return []
  const states = await statesOf(
    db,
    outside.keys,
    asked.owners.map(({ account }) => account),
  )
  const followers = asked.owners.flatMap(({ account }) => {
    const state = states.get(account)
    return state === undefined || state.follows.length === 0 ? [] : [{ account, state }]
  })
  if (followers.length === 0) return []
  const reading = { actor: nobody('en'), now: outside.now(), outside }
  const lists = await Promise.all(
    publications.all().map((one) => one.of(db, { ...reading, subjects: null, before: null, most: LOOKED_AT })),
  )
  const fresh = lists.flat().filter(({ at, open }) => open && at > asked.since && at <= reading.now)
  if (fresh.length === 0) return []
  const keys = new Set(followers.flatMap(({ state }) => keysIn(state)))
  const under = await keysOf(
    db,
    [...keys].flatMap((key) => subjectFrom(key) ?? []),
  )
  return followers.flatMap(({ account, state }) => told(account, state, { fresh, under, now: reading.now }))
}

const keysIn = ({ follows, mutes }: State): readonly string[] => [
  ...follows.map(([key]) => key),
  ...mutes.flatMap(({ sort, what }) => (sort === 'subject' ? [what] : [])),
]

type Fresh = { readonly fresh: readonly Published[]; readonly under: ReadonlyMap<string, readonly string[]>; readonly now: Date }

function told(account: string, state: State, { fresh, under, now }: Fresh): readonly News[] {
  const of = (key: string): readonly string[] => under.get(key) ?? [key]
  const wanted = new Set(state.follows.flatMap(([key]) => of(key)))
  const mutes = state.mutes.filter((mute) => muteHolds(mute, now))
  const seen = state.mark === null ? null : new Date(state.mark)
  const mine = fresh
    .filter(({ at, subjects }) => (seen === null || at > seen) && subjects.some((subject) => wanted.has(subjectKey(subject))))
    .filter((thing) => !isMuted({ thing, by: [] }, mutes, of))
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())
  return mine.slice(0, MOST_TOLD).map(({ sort, id, at, title, language, path }) => ({
    ...{ account, key: `following/${sort}/${id}`, sort: 'followed', at, path },
    line: (say) => say('following.news'),
    ...{ about: { text: title, language }, open: { text: title, language } },
  }))
}
