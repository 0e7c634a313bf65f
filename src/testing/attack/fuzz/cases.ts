import { Refused } from '../../../core/refused.ts'
import { LEADS_AWAY } from '../ends.ts'
import { fillPlainly, isProse } from '../fill.ts'
import { chanceOf, type Chance } from '../seed.ts'
import { CALLERS, type CallerName } from '../../rights/callers.ts'
import { inputs } from '../../rights/inputs.ts'
import type { Stage } from '../../rights/stage.ts'
import { isSpoken, namesOf, type Door } from './doors.ts'
import { bytes, type Draft } from './draft.ts'
import { LETTER_HEADS, plainLetter } from './letters.ts'
import type { Survey } from './survey.ts'
import { tricked, type Known } from './tricks.ts'

/** One request, or the same several times: `name` is enough to make it again from the seed. Number 0 of each door is plain; the others are strange. */
export type Case = { readonly name: string; readonly door: Door; readonly number: number }
export type Made = {
  readonly who: string
  readonly locale: string
  readonly what: string
  readonly draft: Draft
  /** Signs in what was written, by which it is known again. */
  readonly marks: readonly string[]
}

const LOCALES = ['en', 'fr', 'ar'] as const

/** After these there is less to attack, so they come later; after those nobody is signed in any more, so they come last. */
const ENDS = /closing|calling-off|cancell|withdrawal|merger|discard|ending|\/end$|^DELETE/

/**
 * So many strange requests to each door and a plain one, in an order that leaves as much as possible to be attacked for as long as possible.
 * The plain ones come after the strange ones, which the hub mostly refuses.
 */
export function casesOf(doors: readonly Door[], strange: number, seed: number): readonly Case[] {
  const named = (door: Door, number: number): Case => ({ name: `${door.key}#${number}`, door, number })
  const oddly = (among: readonly Door[]) =>
    among.flatMap((door) => Array.from({ length: strangeTo(door, strange, seed) }, (_one, at) => named(door, at + 1)))
  const plainly = (among: readonly Door[]) => among.map((door) => named(door, 0))
  const away = doors.filter(({ key }) => LEADS_AWAY.test(key))
  const [later, others] = [
    doors.filter((one) => !away.includes(one) && ENDS.test(one.key)),
    doors.filter((one) => !away.includes(one) && !ENDS.test(one.key)),
  ]
  return [...oddly([...others, ...later]), ...plainly(others), ...plainly(later), ...oddly(away), ...plainly(away)]
}

/** Takes no form but whole letters, which have their own ways of being wrong. */
const LETTERS = 'POST /mail/bounces'

/** What only reads has less to go wrong: half as often, each time another half of the doors. */
function strangeTo({ key, method }: Door, strange: number, seed: number): number {
  if (key === LETTERS) return strange * 20
  return method === 'GET' ? Math.floor((strange + chanceOf(seed, key).below(2)) / 2) : strange
}

export type Ground = {
  readonly stage: Stage
  readonly survey: Survey
  readonly known: Known
  readonly allowed: ReadonlyMap<string, readonly CallerName[]>
  readonly seed: number
}

export async function makeCase({ name, door, number }: Case, ground: Ground): Promise<Made> {
  const chance = chanceOf(ground.seed, name)
  const locale = chance.oneOf(LOCALES)
  const { who, draft, marks } = door.operation === null ? byForm(door, ground, chance) : await byApi(door, ground, chance)
  if (number === 0) return { who, locale, what: 'plain', draft, marks }
  const odd = tricked(draft, chance, ground.known)
  // Now and then by somebody who may not.
  const by = chance.below(6) === 0 ? chance.oneOf(CALLERS.filter((one) => one !== 'the hub') as [CallerName, ...CallerName[]]) : who
  return { who: by, locale, what: odd.what, draft: odd.draft, marks }
}

type Plain = Pick<Made, 'who' | 'draft' | 'marks'>

const bare = (door: Door): Draft => ({
  method: door.method,
  spoken: isSpoken(door.pattern),
  pattern: door.pattern,
  names: new Map(),
  raw: new Set(),
  tail: '',
  query: '',
  headers: {},
  fields: null,
  files: [],
  readable: false,
  times: 1,
  atOnce: false,
})

/** As somebody would who was shown that page or form. */
function byForm(door: Door, { survey, known }: Ground, chance: Chance): Plain {
  const examples = survey.examplesOf(door)
  const example = examples[chance.below(examples.length)]
  const { who = 'Mai', names = new Map<string, string>(), query = '', form = null } = example ?? {}
  const draft = { ...bare(door), names: new Map(names), query }
  if (door.key === LETTERS) return { who: 'Ana', draft: { ...draft, headers: LETTER_HEADS, body: bytes(plainLetter()) }, marks: [] }
  if (door.method !== 'POST') return { who, draft, marks: [] }
  const marks: string[] = []
  const mark = (): string => {
    marks.push(`kept-${chance.below(2 ** 30).toString(36)}`)
    return `These plain words ${marks.at(-1) ?? ''}`
  }
  if (form === null) {
    const some = Array.from({ length: 6 }, () => [known.fieldsOf[chance.below(known.fieldsOf.length)] ?? 'id', 'x'] as const)
    return { who, draft: { ...draft, fields: [['text', 'These plain words'], ['language', 'en'], ...some] }, marks }
  }
  const fields = fillPlainly(form, (field) => (field.most >= 40 ? mark() : 'Words'), chance)
  const files = form.fields.flatMap(({ name, type }) => (type === 'file' ? [[name, new File([], '')] as const] : []))
  const prose = form.fields.filter(isProse).map(({ name }) => name)
  return { who, draft: { ...draft, fields, files, readable: prose.length > 0 }, marks }
}

/** As a program would that may do it, with an input that fits. */
async function byApi(door: Door, { stage, allowed }: Ground, chance: Chance): Promise<Plain> {
  const situations = Object.keys(inputs).filter((one) => one.split(' (')[0] === door.operation)
  const situation = situations[chance.below(situations.length)] ?? ''
  const may = (allowed.get(situation) ?? []).filter((one) => one !== 'guest')
  const who: CallerName = may[chance.below(Math.max(1, may.length))] ?? 'Mai'
  const input = new Map<string, unknown>(Object.entries(await inputFor(situation, stage, who)))
  const inAddress = new Set(namesOf(door.pattern))
  const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
  const names = new Map([...inAddress].map((name) => [name, asText(input.get(name) ?? 'x')]))
  const rest = [...input].filter(([name]) => !inAddress.has(name))
  const draft = { ...bare(door), names }
  if (door.method !== 'GET') return { who, draft: { ...draft, json: Object.fromEntries(rest) }, marks: [] }
  const query = new URLSearchParams(rest.map(([name, value]) => [name, asText(value)]))
  return { who, draft: { ...draft, query: query.toString() }, marks: [] }
}

/** What an earlier request did may stand in the way of preparing this one; then it brings nothing. */
async function inputFor(situation: string, stage: Stage, who: CallerName): Promise<object> {
  try {
    const input: unknown = JSON.parse(JSON.stringify((await inputs[situation]?.(stage, stage.callers[who])) ?? {}))
    return typeof input === 'object' && input !== null ? input : {}
  } catch (error) {
    if (error instanceof Refused || error instanceof TypeError) return {}
    throw error
  }
}
