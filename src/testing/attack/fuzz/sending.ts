import type { Hub } from '../../hub.ts'
import type { Made } from './cases.ts'
import { addressOf, bareOf } from './doors.ts'
import { bodyOf } from './draft.ts'

export type Answer = {
  readonly method: string
  /** Without its language. */
  readonly path: string
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly tookMs: number
}

/** Generous: other tests may run on the same cores. What takes this long on a hub with next to nothing in it is a way to stop it. */
export const LONGEST_MS = 20_000

const HOME = 'https://hub.test'

/** Sends it as often as it says, and waits for every answer. The cookies of the visitor stay what they were. */
export async function send(hub: Hub, made: Made, cookies: ReadonlyMap<string, string>): Promise<readonly Answer[]> {
  const once = async (): Promise<Answer> => answerTo(hub, requestOf(made, cookies))
  const { times, atOnce } = made.draft
  if (atOnce) return Promise.all(Array.from({ length: times }, once))
  const answers: Answer[] = []
  for (let time = 0; time < times; time += 1) answers.push(await once())
  return answers
}

function requestOf({ draft, locale }: Made, cookies: ReadonlyMap<string, string>): Request {
  const { body, type } = bodyOf(draft)
  const headers = new Headers({ 'accept-language': locale, origin: HOME, referer: `${HOME}/${locale}/somewhere` })
  if (cookies.size > 0) headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
  if (type !== null) headers.set('content-type', type)
  for (const [name, value] of Object.entries(draft.headers)) headers.set(name, value)
  const method = draft.method
  const carries = method !== 'GET' && method !== 'HEAD'
  return new Request(`${HOME}${addressIn(draft, locale)}`, { method, headers, ...(carries && body !== null ? { body } : {}) })
}

export function addressIn({ pattern, names, raw, spoken, tail, query }: Made['draft'], locale: string): string {
  const path = addressOf(pattern, names, raw)
  const whole = `${spoken ? `/${locale}` : ''}${spoken && path === '/' ? '' : path}${tail}`
  return query === '' ? whole : `${whole}?${query}`
}

async function answerTo(hub: Hub, request: Request): Promise<Answer> {
  const began = performance.now()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), LONGEST_MS)))
  const answer = await Promise.race([whole(hub, request), late])
  clearTimeout(timer)
  const of = { method: request.method, path: bareOf(new URL(request.url).pathname), tookMs: performance.now() - began }
  return answer === 'late' ? { ...of, status: 0, headers: new Headers(), text: '' } : { ...of, ...answer }
}

async function whole(hub: Hub, request: Request): Promise<Pick<Answer, 'status' | 'headers' | 'text'>> {
  const response = await hub.app.request(request)
  const { status, headers } = response
  // A stream has no end; its head is enough.
  if ((headers.get('content-type') ?? '').startsWith('text/event-stream')) {
    await response.body?.cancel()
    return { status, headers, text: '' }
  }
  return { status, headers, text: await response.text() }
}
