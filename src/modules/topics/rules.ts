import { yes, type Verdict } from '#base'
import { isSought, type Sought } from '#findable'
import { no } from './refusals.ts'

export const LONGEST = { key: 40, name: 60 } as const
/** So many topics a hub has at most: beyond that nobody finds one. */
export const MOST = 300

export type Row = {
  readonly key: string
  readonly parent: string | null
  readonly position: number
  readonly sensitive: boolean
  readonly hidden: boolean
  readonly mergedInto: string | null
}

/** There are two levels: what has a parent can be none. */
export function canHold(parent: Row | undefined): Verdict {
  if (parent === undefined) return no('topic.missing')
  return parent.parent === null && parent.mergedInto === null ? yes : no('topic.parent-deep')
}

/** One that has topics below it is merged with one of the first level alone: else there would be a third. */
export function canMerge(from: Row | undefined, into: Row | undefined, hasParts: boolean): Verdict {
  if (from === undefined || into === undefined) return no('topic.missing')
  if (from.key === into.key) return no('topic.merge-itself')
  if (from.mergedInto !== null || into.mergedInto !== null) return no('topic.merge-gone')
  return hasParts && into.parent !== null ? no('topic.merge-deep') : yes
}

type Text = { readonly sought: readonly Sought[]; readonly written: ReadonlySet<string> }

/** A text names a topic where all that it looks for is in the name, or the whole name is among its words. */
export const isCalled = (name: readonly string[], { sought, written }: Text): boolean =>
  sought.every((one) => name.some((word) => isSought(word, one))) || (name.length > 0 && name.every((word) => written.has(word)))
