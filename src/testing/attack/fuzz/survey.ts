import { readFileSync } from 'node:fs'
import type { Hub, Visitor } from '../../hub.ts'
import { CALLERS, type CallerName } from '../../rights/callers.ts'
import { crawl, type Looked } from '../crawl.ts'
import { formsAmong, ownElementsOf, type Element, type Form } from '../harvest.ts'
import { bareOf, doorAt, doorsOf, namesIn, namesOf, partsOf, queryOf, type Door } from './doors.ts'

/** How somebody was shown a door: as whom, with which names in its address, and the form that leads to it. */
export type Example = {
  readonly who: string
  readonly names: ReadonlyMap<string, string>
  readonly query: string
  readonly form: Form | null
}
export type Survey = {
  readonly doors: readonly Door[]
  /** At least one of each: what nobody was shown is put together of names that other addresses hold. */
  examplesOf(door: Door): readonly Example[]
  /** What stands anywhere in an address under that name: for ids of another sort. */
  readonly names: ReadonlyMap<string, readonly string[]>
  readonly pages: number
  readonly forms: number
}

const EXAMPLES = 6
/** More than there are: a crawl that ends there has not seen all. */
const MOST_PAGES = 900

/** Looks at all that these visitors are shown, and gathers every address and every form. */
export async function survey(
  hub: Hub,
  visitors: ReadonlyMap<string, Visitor>,
  starts: readonly string[],
  wait: () => void,
): Promise<Survey> {
  const doors = doorsOf(hub)
  const byKey = new Map(doors.map((one) => [one.key, one]))
  const shown = new Map<string, Example[]>()
  const looked: Looked = new Map()
  const counted = { pages: 0, forms: 0 }
  const note = (method: string, address: string, example: Pick<Example, 'who' | 'form'>) => {
    const path = bareOf(address)
    const door = byKey.get(doorAt(hub, method, path) ?? '')
    if (door === undefined) return
    const known = shown.get(door.key) ?? []
    shown.set(door.key, known)
    const { who, form } = example
    if (known.length >= EXAMPLES || known.some((one) => one.who === who && isLike(one.form, form))) return
    known.push({ who, form, names: namesIn(door.pattern, path), query: queryOf(address) })
  }
  for (const [who, visitor] of visitors) {
    wait()
    for (const { path, elements } of await crawl(visitor, starts, MOST_PAGES, { looked, ofOneShape: [1, 0], read: ownElementsOf })) {
      counted.pages += 1
      for (const address of [path, ...addressesAmong(elements)]) note('GET', address, { who, form: null })
      for (const form of formsAmong(elements)) {
        counted.forms += 1
        const method = form.method === 'post' ? 'POST' : 'GET'
        note(method, form.action === '' ? path : form.action, { who, form: method === 'POST' ? form : null })
      }
    }
  }
  const names = namesAmong(doors, shown)
  return { doors, names, ...counted, examplesOf: (door) => shown.get(door.key) ?? borrowed(door, doors, shown, names) }
}

const isLike = (one: Form | null, other: Form | null): boolean => fieldsOf(one) === fieldsOf(other)
const fieldsOf = (form: Form | null): string => (form === null ? '' : form.fields.map(({ name }) => name).join())

const LEADING = ['href', 'src', 'formaction', 'data-live', 'data-src']

const addressesAmong = (elements: readonly Element[]): readonly string[] =>
  elements.flatMap(({ attributes }) =>
    LEADING.flatMap((name) => (/^\/(?!\/)/.test(attributes[name] ?? '') ? [attributes[name] ?? ''] : [])),
  )

function namesAmong(doors: readonly Door[], shown: ReadonlyMap<string, readonly Example[]>): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>()
  for (const { key } of doors)
    for (const { names } of shown.get(key) ?? [])
      for (const [name, value] of names) found.set(name, (found.get(name) ?? new Set()).add(value))
  return new Map([...found].map(([name, values]) => [name, [...values]]))
}

/** With the names of whichever known address begins most alike. */
function borrowed(
  door: Door,
  doors: readonly Door[],
  shown: ReadonlyMap<string, readonly Example[]>,
  names: ReadonlyMap<string, readonly string[]>,
): readonly Example[] {
  const alike = doors
    .filter(({ key }) => shown.has(key))
    .map((one) => ({ one, common: commonOf(one.pattern, door.pattern) }))
    .toSorted((one, other) => other.common - one.common)
    .find(({ common }) => common > 1)
  const [lender] = alike === undefined ? [] : (shown.get(alike.one.key) ?? [])
  const given = namesOf(door.pattern).map((name): [string, string] => [
    name,
    [lender?.names.get(name), names.get(name)?.[0], ...USUAL].find((value) => value !== undefined && fitsIn(door.pattern, name, value)) ??
      'x',
  ])
  return [{ who: lender?.who ?? 'Mai', names: new Map(given), query: '', form: null }]
}

/** What stands for a name that nobody was shown. */
const USUAL = ['x', '1', 'ie', '2026-03-09', 'transcript.txt', '00000000-0000-4000-8000-0000000000aa']

/** Whether the pattern takes that value for that name: some say of which signs it has to be. */
function fitsIn(pattern: string, name: string, value: string): boolean {
  const of = partsOf(pattern).find((part) => part.startsWith(`:${name}{`))
  return of === undefined || new RegExp(`^(?:${of.slice(name.length + 2, -1)})$`).test(value)
}

function commonOf(one: string, other: string): number {
  const [parts, others] = [partsOf(one), partsOf(other)]
  const end = parts.findIndex((part, at) => part !== others[at])
  return end < 0 ? parts.length : end
}

const TABLE = new URL('../../../../docs/security/rights.md', import.meta.url)

/** Who gets what they ask for, as the table of rights says: by the name of an operation and its situation. */
export function allowedByTable(): ReadonlyMap<string, readonly CallerName[]> {
  const allowed = new Map<string, readonly CallerName[]>()
  let room = ''
  for (const line of readFileSync(TABLE, 'utf8').split('\n')) {
    room = /^## (\S+)/.exec(line)?.[1] ?? room
    const [, title = '', ...cells] = line.split('|').map((cell) => cell.trim())
    if (!title.startsWith('`')) continue
    const who = CALLERS.filter((caller, at) => caller !== 'the hub' && cells[at] === '✓')
    allowed.set(`${room}.${title.replaceAll('`', '')}`, who)
  }
  return allowed
}
