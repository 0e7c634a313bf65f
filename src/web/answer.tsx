import { randomBytes } from 'node:crypto'
import type { Kind } from '#base'
import { HTTPException } from 'hono/http-exception'
import { Refused } from '../core/refused.ts'
import type { Log } from '../platform/log.ts'
import { DatabaseTrouble, type TroubleSort } from '../platform/trouble.ts'
import { retryAfter, sayWhen } from './form.ts'
import { Layout } from './layout.tsx'
import { href, type PageContext } from './page.ts'
import { pageBefore, Unsent, writtenIn } from './unsent.tsx'

const STATUS = { invalid: 400, forbidden: 403, missing: 404, conflict: 409, busy: 429 } as const satisfies Record<Kind, number>

/** Refusals for which HTTP has a number of its own. */
const STATUS_OF_CODE: Readonly<Record<string, 400 | 401 | 413 | 415 | 431>> = {
  'token.wrong': 401,
  'request.too-large': 413,
  'request.head-too-large': 431,
  'request.too-many-fields': 413,
  'request.not-json': 415,
}

export const statusOf = (code: string, kind: Kind) => STATUS_OF_CODE[code] ?? STATUS[kind]

/** Say what went wrong in the reader's language: problem+json for the API, a page for a person. */
export async function answerError(c: PageContext, error: Error, log: Log): Promise<Response> {
  if (error instanceof HTTPException) return error.getResponse()
  if (error instanceof Refused) {
    noteRefusal(c, error, log)
    return answerRefusal(c, error)
  }
  if (error instanceof DatabaseTrouble) {
    noteTrouble(c, error, log)
    return answerTrouble(c, error)
  }
  if (leftMidway(error)) return c.text('', 400)
  const incident = randomBytes(4).toString('hex')
  log.error({ incident, route: c.req.routePath, method: c.req.method, err: error }, 'A request failed; this is a fault of the hub.')
  const page = c.get('page') ?? null
  if (page === null) return c.text('The hub could not answer. Please try again in a moment.', 500)
  const { say } = page
  if (isApi(c)) return problemJson(500, { type: 'fault', title: say('fault.title'), detail: say('fault.what', { incident }), incident })
  const written = await writtenIn(c)
  return c.html(<ErrorPage c={c} title={say('fault.title')} text={say('fault.what', { incident })} written={written} />, 500)
}

/** That somebody tried what they may not, or too much of it: by its route and code, never who or from where. */
function noteRefusal(c: PageContext, { refusal: { kind, code } }: Refused, log: Log): void {
  if (kind === 'forbidden' || kind === 'busy') log.info({ code, route: c.req.routePath, method: c.req.method }, 'Somebody was refused.')
}

/** Whoever sent it went away before all of it had arrived, or was too slow. Nobody reads the answer, and nothing of it is a fault of the hub. */
const leftMidway = (error: Error): boolean => error.message === 'aborted' && 'code' in error && error.code === 'ECONNRESET'

/** When it is worth asking again, in seconds. */
const COME_BACK = { away: '10', busy: '5', full: '60' } as const satisfies Record<TroubleSort, string>
/** For whoever runs the hub, what to do. */
const TOLD = {
  away: 'The database cannot be reached; the hub tries again by itself.',
  busy: 'The database has too much to do, or waits too long; the hub tries again by itself.',
  full: 'There is no room left to write. Reading goes on, deeds are refused. Make room on the disk of the data folder or of the database server; the hub goes on by itself.',
} as const satisfies Record<TroubleSort, string>
const TELL_AGAIN_MS = 5000
const told = new WeakMap<Log, Map<TroubleSort, number>>()

/** Every few seconds and not for each request: thousands may be under way while a database is away. */
function noteTrouble(c: PageContext, trouble: DatabaseTrouble, log: Log): void {
  const last = told.get(log) ?? new Map<TroubleSort, number>()
  told.set(log, last)
  if (performance.now() - (last.get(trouble.sort) ?? -TELL_AGAIN_MS) < TELL_AGAIN_MS) return
  last.set(trouble.sort, performance.now())
  log.error({ trouble: trouble.sort, code: trouble.code, route: c.req.routePath, method: c.req.method }, TOLD[trouble.sort])
}

/** No fault of the hub's and none of the reader's: it passes. Who sent something is told whether it is there, as far as that is known. */
async function answerTrouble(c: PageContext, { sort, undone }: DatabaseTrouble): Promise<Response> {
  const page = c.get('page') ?? null
  c.header('retry-after', COME_BACK[sort])
  c.header('cache-control', 'no-store')
  if (page === null) return c.text('The hub is not available at the moment. Please try again in a minute.', 503)
  const { say } = page
  const asked = ['GET', 'HEAD'].includes(c.req.method)
  const title = say('trouble.title')
  const what = say(`trouble.${sort}`)
  const outcome = undone ? say('trouble.undone') : say('trouble.unknown')
  if (isApi(c)) {
    const body = { type: `unavailable.${sort}`, title, detail: asked ? what : outcome, ...(asked ? {} : { done: undone ? false : null }) }
    return problemJson(503, body, COME_BACK[sort])
  }
  const written = asked ? [] : await writtenIn(c)
  return c.html(<ErrorPage c={c} title={title} text={what} more={asked ? null : outcome} written={written} />, 503)
}

async function answerRefusal(c: PageContext, refused: Refused): Promise<Response> {
  const { code, kind, data } = refused.refusal
  const { say } = c.var.page
  const sentence = say(code, data)
  const status = statusOf(code, kind)
  sayWhen(c, refused)
  if (isApi(c)) {
    const fields = refused.fields.map(({ field, code: fault, data: blanks }) => ({ field, code: fault, detail: say(fault, blanks) }))
    const answer = problemJson(
      status,
      { type: code, title: sentence, ...data, ...(fields.length > 0 ? { fields } : {}) },
      retryAfter(refused),
    )
    const challenge = challengeOf(code, data)
    if (challenge !== null) answer.headers.set('www-authenticate', challenge)
    return answer
  }
  const title = say(`refused.${kind}`)
  const written = code === 'post.foreign' || UNREAD.has(code) ? [] : await writtenIn(c)
  return c.html(<ErrorPage c={c} title={title} text={sentence} written={written} signIn={code === 'sign-in.needed'} />, status)
}

/** RFC 6750: what is wrong with a token, in the way that programs read. */
function challengeOf(code: string, { scope }: Readonly<Record<string, string | number>>): string | null {
  if (code === 'token.wrong') return 'Bearer realm="api", error="invalid_token"'
  if (code === 'token.scope') return `Bearer realm="api", error="insufficient_scope", scope="${scope}"`
  return code === 'token.never' ? 'Bearer realm="api", error="insufficient_scope"' : null
}

const isApi = (c: PageContext): boolean => c.req.path.startsWith('/api/')

function problemJson(status: number, body: Readonly<Record<string, unknown>>, retry: string | null = null): Response {
  return Response.json(
    { ...body, status },
    { status, headers: { 'content-type': 'application/problem+json', ...(retry === null ? {} : { 'retry-after': retry }) } },
  )
}

/** What was turned away before anybody read it. */
const UNREAD = new Set(['request.too-large', 'request.head-too-large', 'request.too-many-fields', 'request.too-deep'])

type Shown = {
  readonly title: string
  readonly text: string
  readonly more?: string | null
  readonly written: readonly string[]
  readonly signIn?: boolean
}

function ErrorPage({ c, title, text, more = null, written, signIn = false }: Shown & { c: PageContext }) {
  const { page } = c.var
  const { say } = page
  const posted = c.req.method === 'POST'
  const before = posted ? pageBefore(c) : null
  // The address of a deed is no page: one comes back to where the form was.
  const then = posted ? pathWithoutLanguage(before) : page.path
  return (
    <Layout page={page} title={title} index={false}>
      <div role="alert">
        <h1>{title}</h1>
        <p class="lead">{text}</p>
        {more === null ? null : <p>{more}</p>}
      </div>
      <Unsent say={say} texts={written} />
      <p class="actions">
        {signIn ? (
          <a class="button" href={href(page, `/sign-in?then=${encodeURIComponent(then)}`)}>
            {say('sign-in.do')}
          </a>
        ) : null}
        {before === null ? null : (
          <a class={signIn ? 'button quiet' : 'button'} href={before}>
            {say('unsent.back')}
          </a>
        )}
        <a class={signIn || before !== null ? 'button quiet' : 'button'} href={href(page, '/')}>
          {say('home.go')}
        </a>
      </p>
    </Layout>
  )
}

const pathWithoutLanguage = (path: string | null): string => path?.replace(/^\/[^/]+/, '') ?? '/'
