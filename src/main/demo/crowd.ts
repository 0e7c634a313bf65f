import { openChance, type Chance } from './chance.ts'
import type { Crowd, Line } from './parts.ts'

type Choice = 'agree' | 'disagree' | 'pass'

/** An invented person: what they are like, and the days on which they come. */
export type Person = {
  readonly number: number
  readonly camp: number
  /** How firmly they stand with their camp: at 1 wholly, at 0 like anybody. */
  readonly conviction: number
  readonly passes: number
  readonly visits: readonly Visit[]
  readonly chance: Chance
}

/** `minute` of the day; `votes`: how many statements they answer, if there are as many. */
export type Visit = { readonly day: number; readonly minute: number; readonly votes: number }

const FIRST_MINUTE = 6 * 60
const LAST_MINUTE = 22 * 60
const EVERYTHING = 100

/** The same crowd for the same seed. Camps follow one another by share, so that each day sees all of them. */
export function gather({ seed, people, camps, days, appetite = 1 }: Crowd): readonly Person[] {
  const chance = openChance(seed)
  return Array.from({ length: people }, (_, number) => {
    const own = openChance(chance.below(2 ** 31))
    const first = drawn(days, own)
    const returns = own.part() < 0.14 && first < days.length - 1
    const votes = Math.ceil(appetite * howMany(own))
    const visits = [{ day: first, minute: minuteOf(own), votes }]
    if (returns) visits.push({ day: first + 1 + own.below(days.length - 1 - first), minute: minuteOf(own), votes: 3 + own.below(5) })
    return { number, camp: drawn(camps, chance), conviction: 0.8 + 0.2 * own.part(), passes: 0.09 * own.part(), visits, chance: own }
  })
}

/** A few answer everything, some hardly anything, most eight to twenty. */
function howMany(chance: Chance): number {
  const sort = chance.part()
  if (sort < 0.035) return EVERYTHING
  if (sort < 0.13) return 2 + chance.below(5)
  if (sort < 0.22) return 17 + chance.below(7)
  return 8 + chance.below(7)
}

/** Most people come in the evening: the later of two draws. */
function minuteOf(chance: Chance): number {
  return FIRST_MINUTE + Math.max(chance.below(LAST_MINUTE - FIRST_MINUTE), chance.below(LAST_MINUTE - FIRST_MINUTE))
}

/** An index, each with the chance that its weight gives it. */
export function drawn(weights: readonly number[], chance: Chance): number {
  let left = chance.part() * weights.reduce((sum, weight) => sum + weight, 0)
  for (const [index, weight] of weights.entries()) {
    left -= weight
    if (left < 0) return index
  }
  return weights.length - 1
}

export function choose(person: Person, line: Line): Choice {
  const { camp, conviction, passes, chance } = person
  if (chance.part() < passes + (line.pass ?? 0) / 100) return 'pass'
  const anybody = line.agree.reduce((sum, one) => sum + one, 0) / line.agree.length
  const leaning = conviction * (line.agree[camp] ?? anybody) + (1 - conviction) * anybody
  return chance.part() * 100 < leaning ? 'agree' : 'disagree'
}

/** Some of `from`, in an order of the person's own; what was added lately comes somewhat earlier, as the hub serves it. */
export function pick<Item extends { readonly late: boolean }>(person: Person, from: readonly Item[], count: number): readonly Item[] {
  return from
    .map((item) => ({ item, place: person.chance.part() * (item.late ? 0.75 : 1) }))
    .toSorted((a, b) => a.place - b.place)
    .slice(0, count)
    .map(({ item }) => item)
}
