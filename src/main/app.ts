import { getConnInfo } from '@hono/node-server/conninfo'
import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { compress } from 'hono/compress'
import { trimTrailingSlash } from 'hono/trailing-slash'
import type { Actor } from '../core/actor.ts'
import { no, refuse } from '../core/refused.ts'
import { answerError } from '../web/answer.tsx'
import { openApi } from '../web/api.ts'
import { guestDialogues, readCookie } from '../web/cookies.ts'
import { costOf } from '../web/costs.ts'
import { countRequests, tellMetrics } from '../web/counted.ts'
import { guardPosts, sealForm } from '../web/guard.ts'
import { isWhole, setHeaders, wholeAnswers } from '../web/headers.ts'
import { withoutSession } from '../web/without-session.ts'
import { guardIntake } from '../web/intake.ts'
import { visitorOf } from '../web/limits.ts'
import type { Live } from '../web/live.ts'
import type { Identify, IdentifyToken, Kit } from '../web/manifest.ts'
import type { Env, Page, PageContext } from '../web/page.ts'
import { noteRefusedSignIns } from '../web/refused-sign-ins.ts'
import { RememberingRouter } from '../web/router.ts'
import { zoneOf } from '../web/time-zone.ts'
import { urlOf } from '../web/url.ts'
import { drawFront } from './front.tsx'
import { answers } from '../platform/db.ts'
import type { Metrics } from '../platform/metrics.ts'
import { DatabaseTrouble } from '../platform/trouble.ts'
import type { HubParts } from './parts.ts'
import { letterPages } from './letters.tsx'
import { readNearby } from './reads-nearby.ts'
import { rooms as everyRoom } from './rooms.ts'
import { securityText } from './security-text.ts'
import { drawStatus } from './status.tsx'

const TEXT = new TextDecoder()
const PLAIN_TEXT = { 'content-type': 'text/plain; charset=utf-8' }

/** What everybody may read may be found by everybody; own pages, desks and codes are for nobody who only looks for addresses. */
const ROBOTS = [
  'User-agent: *',
  ...['/api/', '/*/me', '/*/v$', '/*/v/', '/*/sign-in', '/*/share/', '/*/desk'].map((path) => `Disallow: ${path}`),
  '',
].join('\n')

type AppParts = Pick<
  HubParts,
  'apart' | 'replicas' | 'assets' | 'log' | 'trustedProxies' | 'securityContact' | 'roomLeft' | 'metricsToken' | 'notice'
> & {
  readonly metrics: Metrics | null
}

/** Addresses that have no language. */
const WITHOUT_LANGUAGE = /^\/(api|assets|voice|healthz|dev|log|\.well-known|robots\.txt)(\/|$)|^\/bodies\/[^/]+\/did\.json$/

/** The whole web side of the hub; what happens to a request is this list, in this order. */
export function buildApp(kit: Kit, parts: AppParts): Hono<Env> {
  const spoken = new RegExp(`^/(${kit.books.locales.join('|')})(?=/|$)`)
  const getPath = (request: Request): string => urlOf(request).pathname.replace(spoken, '') || '/'
  const app = new Hono<Env>({ getPath, router: new RememberingRouter() })
  app.onError((error, c) => answerError(c, error, parts.log))
  app.notFound((c) => answerError(c, missing(), parts.log))

  app.use(setHeaders(kit.secureCookies))
  const { apart } = parts
  const rooms = apart?.rooms ?? everyRoom
  if (apart !== undefined) app.use(async (c, next) => (apart.answers.test(c.req.path) ? next() : c.text('Not found.', 404)))
  if (parts.metrics !== null) app.use(countRequests(parts.metrics))
  app.use(noteRefusedSignIns(parts.log))
  app.get('/healthz', (c) => health(c, kit))
  if (parts.metrics !== null) app.get('/metrics', tellMetrics(parts.metrics, parts.metricsToken ?? ''))
  else app.get('/metrics', (c) => c.text('Not found.', 404))
  app.get('/assets/*', (c) => serveAsset(c, parts))
  app.get('/.well-known/security.txt', (c) => c.body(securityText(kit, parts.securityContact), 200, PLAIN_TEXT))
  app.get('/robots.txt', (c) => c.body(ROBOTS, 200, PLAIN_TEXT))
  app.use(withoutSession(apart?.knowsNobody === true ? [apart.answers] : rooms.flatMap((room) => room.withoutSession ?? [])))
  app.use(compressed())
  app.use(withoutSlash())
  app.use(kit.keptPages.serve)
  app.use(carryStreams(kit.live))
  if (parts.replicas !== undefined) app.use(readNearby(kit, parts.replicas, (request, env) => app.fetch(request, env)))
  app.use(readReader(kit, parts, spoken))
  for (const guard of guardIntake()) app.use(guard)
  app.use(guardPosts(kit.runner.outside.keys, kit.publicUrl, (c) => readCookie(c, 'session', kit.secureCookies)))
  app.use(guardRoom(parts))
  app.use(countCosts(kit))

  app.get('/', (c) => drawFront(c, kit))
  const since = kit.runner.outside.now()
  app.get('/status', (c) => drawStatus(c, kit, { since, notice: parts.notice ?? (() => null) }))
  for (const room of rooms) if (room.pages !== undefined) app.route('/', room.pages(kit))
  app.route('/', letterPages(kit))

  const api = openApi(
    kit.runner,
    rooms.flatMap((room) => room.operations),
    { title: kit.hubName, url: kit.publicUrl },
  )
  app.get('/api/openapi.json', async (c) => c.json(await api.describe()))
  const whole = wholeAnswers(kit.secureCookies)
  app.all('/api/*', async (c) => {
    const { actor } = c.var.page
    const text = await api.answer(
      { method: c.req.method, url: urlOf(c.req.raw), text: async () => TEXT.decode(await c.req.arrayBuffer()) },
      { actor, spend: (name) => kit.limits.spend(name, c.var.visitor, payerOf(actor)) },
    )
    if (text === null) return whole(c, { status: 200, headers: {}, body: null })
    const length = Buffer.byteLength(text)
    const headers = { 'content-type': 'application/json', 'content-length': String(length) }
    // What is large is packed on its way out.
    return length < PACKED_FROM ? whole(c, { status: 200, headers, body: text }) : new Response(text, { headers })
  })
  return app
}

const PACKED_FROM = 1024

/** Whose limit it is: the account's, or of a program the name's that it acts as. */
const payerOf = ({ account, person, token }: Actor): string | null => (token === undefined ? account : person)

function missing(): Error {
  try {
    return refuse(no('page.missing'))
  } catch (error) {
    return error as Error
  }
}

/** "ok" only when the database answers. */
async function health(c: Context, kit: Kit): Promise<Response> {
  return (await answers(kit.runner.db)) ? c.json({ status: 'ok' }) : c.json({ status: 'no-database' }, 503)
}

function serveAsset(c: Context, { assets }: AppParts): Response {
  const asset = assets.find(c.req.path)
  if (asset === undefined) return c.text('Not found.', 404)
  const packed = (c.req.header('accept-encoding') ?? '').includes('gzip')
  return new Response(new Uint8Array(packed ? asset.gzipped : asset.body), {
    headers: {
      'content-type': asset.type,
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      // Holds in a worker, whose policy is that of its own script: what computes there can reach nobody.
      ...(asset.type.startsWith('text/javascript') ? { 'content-security-policy': "default-src 'none'" } : {}),
      vary: 'accept-encoding',
      ...(packed ? { 'content-encoding': 'gzip' } : {}),
    },
  })
}

/** Each request is paid for by who sends it (an account, or a guest of a dialogue) and by the place it comes from. */
function countCosts(kit: Kit): MiddlewareHandler<Env> {
  return (c, next) => {
    const { actor, search } = c.var.page
    const { token } = actor
    const cost = costOf(c.req.method, c.req.path, search)
    // A program never gets anything for nothing, so that it cannot ask without end.
    const points = token === undefined ? cost : Math.max(1, cost)
    if (points > 0) {
      const guests = guestDialogues(c, kit.secureCookies).flatMap((dialogue) => {
        const key = actor.guestKey(dialogue)
        return key === null ? [] : [`guest/${dialogue}/${key}`]
      })
      // Programs of two names of one account must not feel each other: where one is refused, the other would know.
      const signedIn = token === undefined ? [`account/${actor.account}`] : [`person/${actor.person}`, `token/${token.id}`]
      kit.limits.charge(points, { identities: actor.account === null ? guests : signedIn, visitor: c.var.visitor })
    }
    return next()
  }
}

/** Where the disk is nearly full nothing more is written, so that what is there can be read: a server without room for its journal stops. */
function guardRoom({ roomLeft }: AppParts): MiddlewareHandler<Env> {
  return (c, next) => {
    if (roomLeft?.isFull() === true && !['GET', 'HEAD', 'OPTIONS'].includes(c.req.method))
      throw new DatabaseTrouble('full', 'disk-nearly-full', { undone: true })
    return next()
  }
}

/** Messengers put a slash behind an address: of a page it leads on, of the API it is another address. */
function withoutSlash(): MiddlewareHandler {
  const trim = trimTrailingSlash()
  return (c, next) => (c.req.path.startsWith('/api/') ? next() : trim(c, next))
}

/** So that streams can be told to come back when this process ends, or may have missed something. */
function carryStreams(live: Live): MiddlewareHandler {
  const carry: MiddlewareHandler = async (c, next) => {
    await next()
    c.res = live.carried(c.res)
  }
  return (c, next) => (c.req.path.endsWith('/live') ? carry(c, next) : next())
}

function compressed(): MiddlewareHandler {
  const pack = compress({ threshold: PACKED_FROM })
  return async (c, next) => {
    await next()
    // An event stream must leave at once; a packer would hold it back.
    if (!c.req.path.endsWith('/live') && !isWhole(c.res)) await pack(c, async () => undefined)
  }
}

/** Which language, who, from where: once for each request. */
function readReader(kit: Kit, parts: AppParts, spoken: RegExp): MiddlewareHandler<Env> {
  const rooms = parts.apart?.rooms ?? everyRoom
  const identify: Identify =
    rooms.find((room) => room.identify !== undefined)?.identify?.(kit) ??
    (async () => ({ account: null, person: null, operator: false, name: null, several: false }))
  const identifyToken: IdentifyToken = rooms.find((room) => room.identifyToken !== undefined)?.identifyToken?.(kit) ?? (async () => null)
  const unseen = rooms.find((room) => room.unseen !== undefined)?.unseen?.(kit) ?? (async () => 0)
  return async (c, next) => {
    const url = urlOf(c.req.raw)
    const said = spoken.exec(url.pathname)?.[1]
    const locale = kit.books.choose(said ?? readCookie(c, 'language', kit.secureCookies), c.req.header('accept-language'))
    if (said === undefined && c.req.method === 'GET' && !WITHOUT_LANGUAGE.test(url.pathname)) {
      c.header('vary', 'accept-language, cookie')
      return c.redirect(`/${locale}${url.pathname === '/' ? '' : url.pathname}${url.search}`, 302)
    }
    c.set('visitor', visitorOf(socketAddress(c), c.req.header('x-forwarded-for'), parts.trustedProxies))
    const bearer = bearerOf(c)
    const read = { url, locale, bearer, identify, unseen }
    let program: Read['program'] = null
    try {
      program = bearer === null ? null : await identifyToken(bearer, kit.runner.outside.now())
      c.set('page', await readPage(c, kit, parts, { ...read, program }))
    } catch (error) {
      // Where the database is away nobody is known, and yet the reader is told so in their language.
      if (error instanceof DatabaseTrouble) c.set('page', await readPage(c, kit, parts, { ...read, program: NOBODY }))
      throw error
    }
    if (bearer === null || program !== null) return next()
    await kit.limits.spend('sign-in', c.var.visitor)
    return refuse(no('token.wrong'))
  }
}

/** What a program sends in the place of a cookie, to the API alone; empty where it is no token at all. */
function bearerOf(c: PageContext): string | null {
  const header = c.req.header('authorization') ?? ''
  if (!c.req.path.startsWith('/api/') || !/^Bearer(\s|$)/i.test(header)) return null
  return /^Bearer +(\S{1,200})\s*$/i.exec(header)?.[1] ?? ''
}

/** Only a page with a header shows the mark: no part of one, no stream, no file, nothing of the API. */
const isWholePage = (c: PageContext): boolean =>
  c.req.method === 'GET' &&
  c.req.header('x-part') === undefined &&
  !WITHOUT_LANGUAGE.test(c.req.path) &&
  !/\/live$|\/export\/|\.png$/.test(c.req.path)

type Program = Pick<Actor, 'account' | 'person' | 'token'> & { readonly name: string | null }
const NOBODY: Program = { account: null, person: null, name: null }

type Read = {
  readonly url: URL
  readonly locale: string
  readonly identify: Identify
  /** The access token of a program, and whose it is. Where one was sent no cookie is read. */
  readonly bearer: string | null
  readonly program: Program | null
  readonly unseen: (actor: Actor) => Promise<number>
}

async function readPage(c: PageContext, kit: Kit, parts: AppParts, read: Read): Promise<Page> {
  const { url, locale, identify, unseen, bearer, program } = read
  const { outside } = kit.runner
  const session = bearer === null ? readCookie(c, 'session', kit.secureCookies) : undefined
  const now = outside.now()
  const { name, several, ...who } =
    program === null ? await identify(session ?? null, now) : { ...program, operator: false, several: false }
  const actor: Actor = {
    ...who,
    locale,
    guestKey(dialogueId) {
      if (bearer !== null) return null
      const signed = readCookie(c, `guest-${dialogueId}`, kit.secureCookies)
      return signed === undefined ? null : outside.keys.verify(`guest/${dialogueId}`, signed)
    },
  }
  const [news, contact] =
    program !== NOBODY && isWholePage(c) ? await Promise.all([unseen(actor), kit.contactAt(c.req.path, actor)]) : [0, undefined]
  let seal: string | undefined
  return {
    say: kit.books.say(locale),
    actor,
    personName: name,
    severalNames: several,
    unseen: news,
    ...(contact === undefined ? {} : { contact }),
    path: c.req.path,
    search: url.search,
    locales: kit.books.locales,
    now,
    zone: zoneOf(readCookie(c, 'zone', kit.secureCookies)),
    homeZone: kit.homeZone,
    publicUrl: kit.publicUrl,
    hubName: kit.hubName,
    demo: kit.demo,
    leaveTo: kit.leaveTo,
    sessionParts: SESSION_PARTS,
    assets: parts.assets,
    // Only forms carry one, and a page has the same in all of them.
    get formSeal() {
      return (seal ??= sealForm(outside.keys, session))
    },
  }
}

const SESSION_PARTS = everyRoom.flatMap(({ sessionPart }) => sessionPart ?? [])

function socketAddress(c: Context): string | undefined {
  try {
    return getConnInfo(c).remote.address
  } catch {
    return undefined // In tests a request comes from no socket.
  }
}
