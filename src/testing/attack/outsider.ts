import type { Hub, Visitor } from '../hub.ts'
import { elementsOf, linksAmong, shapeOf } from './harvest.ts'
import { filled, isReading, routesOf, type Route } from './routes.ts'

/** One answer that somebody got, whole. */
export type Answer = { readonly what: string; readonly status: number; readonly body: string }

const OF_ONE_SHAPE = 3

/** Reads pages by following the links from these, and keeps every word of them: for what must stand nowhere. */
export async function walk(visitor: Visitor, from: readonly string[], most: number): Promise<readonly Answer[]> {
  const waiting = [...from]
  const known = new Set(waiting)
  const shapes = new Map<string, number>()
  const read: Answer[] = []
  for (let path = waiting.shift(); path !== undefined && read.length < most; path = waiting.shift()) {
    const answer = await visitor.get(path)
    const body = await answer.text()
    read.push({ what: `GET ${path}`, status: answer.status, body })
    if (!(answer.headers.get('content-type') ?? '').startsWith('text/html')) continue
    for (const link of linksAmong(elementsOf(body), 'en')) {
      const times = shapes.get(shapeOf(link)) ?? 0
      if (known.has(link) || times >= OF_ONE_SHAPE) continue
      shapes.set(shapeOf(link), times + 1)
      known.add(link)
      waiting.push(link)
    }
  }
  return read
}

/** Every reading of pages and of the API that needs no name of a thing in its address. */
export async function readLists(hub: Hub, visitor: Visitor): Promise<readonly Answer[]> {
  const plain = routesOf(hub, {}).filter((route) => isReading(route) && !/\/x(\/|$|\.)/.test(route.path) && !isStream(route))
  const read: Answer[] = []
  for (const { path } of plain) {
    const answer = await visitor.get(path)
    read.push({ what: `GET ${path}`, status: answer.status, body: await answer.text() })
  }
  return read
}

/** A stream has no end, and a picture or a whole export no words that a walk would read. */
const isStream = ({ path }: Route): boolean => /\/live$|\/stream$|^\/assets\//.test(path)

/**
 * Every form that is about one thing of that sort (a parameter of its address has one of these names), sent for what is there and for what never was,
 * as that visitor: pairs that have to be alike. Pages that are read, and the API, are asked by `probe.ts`.
 */
export async function pairs(
  hub: Hub,
  visitor: Visitor,
  {
    names,
    there,
    never,
    between = () => undefined,
  }: {
    readonly names: readonly string[]
    readonly there: Readonly<Record<string, string>>
    readonly never: Readonly<Record<string, string>>
    /** Lets the clock go on: whoever asks for hundreds of things has to wait. */
    readonly between?: () => void
  },
): Promise<readonly { readonly there: Answer; readonly never: Answer }[]> {
  const about = new RegExp(`[:{](${names.join('|')})\\b`)
  const forms = hub.app.routes.filter(({ method, path }) => method === 'POST' && about.test(path)).map(({ path }) => path)
  const found: { there: Answer; never: Answer }[] = []
  for (const path of new Set(forms)) {
    between()
    found.push({ there: await tryOnce(visitor, path, there), never: await tryOnce(visitor, path, never) })
  }
  return found
}

async function tryOnce(visitor: Visitor, path: string, known: Readonly<Record<string, string>>): Promise<Answer> {
  const answer = await visitor.post(
    filled(path, (name) => known[name] ?? NOTHING),
    bodyFor(known),
  )
  return { what: `POST ${path}`, status: answer.status, body: without(await answer.text(), known) }
}

const NOTHING = '00000000-0000-4000-8000-0000000000aa'

/** Fields that fit most deeds, so that they are refused for who asks and not for what was written. */
const bodyFor = (known: Readonly<Record<string, string>>): Record<string, string> => ({
  ...{
    sort: 'other',
    text: 'Words.',
    language: 'en',
    name: 'Words',
    summary: 'Words.',
    sentence: 'Words.',
    reason: 'Words.',
    role: 'steward',
  },
  ...{ outcome: 'declined', answer: 'Words.', sending: NOTHING, posts: 'keep', community: known['community'] ?? NOTHING },
})

/** What was asked for is in links of the page (its other languages); and each form has a seal, each fault a number. */
const without = (text: string, known: Readonly<Record<string, string>>): string =>
  Object.values(known)
    .reduce((body, word) => body.replaceAll(word, '*'), text)
    .replaceAll(/name="_form" value="[^"]*"/g, '')
    .replaceAll(/data-seal="[^"]*"/g, '')
