import { isUuid } from '#base'
import type { Reader } from '../platform/db.ts'
import type { Keys } from '../platform/keys.ts'
import type { Outside } from '../platform/outside.ts'
import { nobody, type Actor } from './actor.ts'
import type { Event } from './event.ts'

/** What a reader can follow, and what a thing belongs to. A place is a country (`IE`) or the id of a place within one; a topic is its key. */
export const SUBJECT_SORTS = ['person', 'body', 'community', 'topic', 'place', 'dialogue', 'summit'] as const
export type SubjectSort = (typeof SUBJECT_SORTS)[number]
export type Subject = { readonly sort: SubjectSort; readonly id: string }
export const subjectKey = ({ sort, id }: Subject): string => `${sort}:${id}`

const BY_WORD: readonly SubjectSort[] = ['topic', 'place']
/** Each list is asked for by every room for several sorts, and may hold two thousand: it is gone through once. */
const sorted = new WeakMap<readonly Subject[], ReadonlyMap<SubjectSort, readonly string[]>>()

/** Those of one sort; of sorts that are known by an id only what is one, for an address can say anything. */
export function idsOf(subjects: readonly Subject[] | null, wanted: SubjectSort): readonly string[] {
  if (subjects === null) return []
  const known = sorted.get(subjects) ?? bySort(subjects)
  sorted.set(subjects, known)
  return known.get(wanted) ?? []
}

const bySort = (subjects: readonly Subject[]): ReadonlyMap<SubjectSort, readonly string[]> =>
  new Map(
    [...Map.groupBy(subjects, ({ sort }) => sort)].map(([sort, own]) => [
      sort,
      own.map(({ id }) => id).filter((id) => BY_WORD.includes(sort) || isUuid(id)),
    ]),
  )

/** Something that was published, as this reader may see it now. What they may not see of it (who wrote it, where it belongs) is not in it. */
export type Published = {
  readonly sort: string
  readonly id: string
  /** The address of its page, without language. */
  readonly path: string
  readonly title: string
  /** Its beginning in plain words; may be empty. */
  readonly text: string
  readonly language: string
  /** When it was published. */
  readonly at: Date
  /** From when to when it takes place, or until when it holds; null: neither. */
  readonly starts: Date | null
  readonly until: Date | null
  /** The day on which somebody last looked whether it still holds; null: it is of its day, and needs no such look. */
  readonly checkedOn: string | null
  /** Whose words, by the name that this reader may see; null: nobody is named. */
  readonly by: string | null
  /** What it belongs to. */
  readonly subjects: readonly Subject[]
  /** Whether everybody may read it, without an account. Only such a thing is in feeds for programs, in search and in what is shared. */
  readonly open: boolean
  /** Whether somebody still waits for an answer to it. Absent: nobody does, or nobody answers such a thing. */
  readonly awaits?: boolean
  /** All words by which it can be found, in all its languages; not shown. Absent: title and text. */
  readonly words?: string
}

/** Who reads, and when: what a room needs to decide what they may see. */
export type Reading = { readonly actor: Actor; readonly now: Date; readonly outside: Pick<Outside, 'keys'> }

/** Nobody has an account, so nothing of theirs lies under a key. */
function noKey(): never {
  throw new Error('nobody has anything under a seal')
}
const noKeys: Keys = { tag: noKey, tags: () => [], seal: noKey, open: noKey, reseal: noKey, sign: noKey, verify: noKey }

/** Whoever reads without an account, at no hour: for what is open to everybody. */
export const asNobody: Reading = { actor: nobody('en'), now: new Date(0), outside: { keys: noKeys } }

export type PublishedAsked = Reading & {
  /** What belongs to any of these; null: to anything. */
  readonly subjects: readonly Subject[] | null
  /** Published before that moment. */
  readonly before: Date | null
  readonly most: number
}

/** One sort of thing that a room publishes: for the feed, for search, for feeds of programs, for what is shared. A watcher gets all sorts from main and learns of no room. */
export type Publication = {
  readonly sort: string
  /** What such a thing is called, by its key in the books (“Event”). */
  readonly label: string
  /** Newest first, and only what this reader may see. */
  of(db: Reader, asked: PublishedAsked): Promise<readonly Published[]>
  /** Those of these that this reader may see now, in no order. */
  byIds(db: Reader, ids: readonly string[], reading: Reading): Promise<readonly Published[]>
  /** Ids of what everybody may read, in the order of the ids: for whoever goes through all of them part by part. */
  openAfter(db: Reader, after: string | null, most: number): Promise<readonly string[]>
  /** Kinds of events after which one of them may read differently, or not at all, and which one it is; null: none. */
  readonly changedBy: Readonly<Record<string, (event: Event) => string | null>>
}

/** Ids in their order, until so many are open or there are no more: what is not open is passed over, part by part. `part`: the next so many after that one. */
export async function openOnes(
  { after, most }: { readonly after: string | null; readonly most: number },
  part: (after: string | null) => Promise<readonly { readonly id: string; readonly open: boolean }[]>,
): Promise<readonly string[]> {
  const found: string[] = []
  for (let from = after; ;) {
    const rows = await part(from)
    found.push(...rows.flatMap(({ id, open }) => (open ? [id] : [])))
    from = rows.at(-1)?.id ?? null
    if (found.length >= most || rows.length < most || from === null) return found.slice(0, most)
  }
}

const PART = 100

/** The same of a list in another order, which is read from a number on. */
export async function shownOnes<One>(
  most: number,
  part: (at: { readonly from: number; readonly most: number }) => Promise<{ readonly read: number; readonly shown: readonly One[] }>,
): Promise<readonly One[]> {
  const found: One[] = []
  for (let from = 0; ; from += PART) {
    const { read, shown } = await part({ from, most: PART })
    found.push(...shown)
    if (found.length >= most || read < PART) return found.slice(0, most)
  }
}

/** All sorts as one. */
export type Publications = { all(): readonly Publication[]; named(sort: string): Publication | null }

export function publicationsFrom(publications: readonly Publication[]): Publications {
  return {
    all: () => publications,
    named: (sort) => publications.find((one) => one.sort === sort) ?? null,
  }
}
