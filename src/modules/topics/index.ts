import { called, namesOf } from './queries/called.ts'
import { allTopics, keysWithin, topicsNamed, type Topic } from './queries/topics.ts'

export type { Topic }

/** What other rooms may ask of this one: the words in which everybody here says what something is about. */
export const topics = {
  /** Those that can be chosen: each of the first level followed by those below it. */
  all: allTopics,
  /** By the keys that were asked for. The key of one that was merged leads to what it became; hidden ones are absent. */
  named: topicsNamed,
  /** Each of these keys with those below it, and with those that were merged into them: under which things of a topic may stand. */
  within: keysWithin,
  /** Those that a text names, in any language. */
  called,
  /** Every name of each of these in all languages, with those of what stands above it: to find by. */
  namesOf,
}
