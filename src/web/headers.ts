import type { Context, MiddlewareHandler } from 'hono'
import { cookiesOf } from './cookies.ts'

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "media-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types passerelle',
].join('; ')

/** What pages of the hub use of a device: copying a text, and passkeys. */
const USED = ['clipboard-write', 'publickey-credentials-create', 'publickey-credentials-get']
/** What no page of the hub uses; a script that slipped in could not either. */
const UNUSED = [
  ...['accelerometer', 'ambient-light-sensor', 'autoplay', 'bluetooth', 'browsing-topics', 'camera', 'clipboard-read', 'compute-pressure'],
  ...['display-capture', 'encrypted-media', 'fullscreen', 'gamepad', 'geolocation', 'gyroscope', 'hid', 'identity-credentials-get'],
  ...['idle-detection', 'local-fonts', 'magnetometer', 'microphone', 'midi', 'otp-credentials', 'payment', 'picture-in-picture'],
  ...['screen-wake-lock', 'serial', 'storage-access', 'usb', 'web-share', 'window-management', 'xr-spatial-tracking'],
]

const policyOf = (used: readonly string[]): string =>
  [...USED, ...UNUSED].map((one) => `${one}=${used.includes(one) ? '(self)' : '()'}`).join(', ')

const PERMISSIONS_POLICY = policyOf(USED)

/** For the one page that needs more of a device. */
export const permissionsWith = (more: 'camera'): string => policyOf([...USED, more])

const ALWAYS: readonly (readonly [string, string])[] = [
  ['content-security-policy', CONTENT_SECURITY_POLICY],
  ['permissions-policy', PERMISSIONS_POLICY],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['origin-agent-cluster', '?1'],
  ['referrer-policy', 'same-origin'],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['x-permitted-cross-domain-policies', 'none'],
]

/** Two years, and every name under this one (docs/operating says what that asks of the operator). */
const HTTPS_ONLY = 'max-age=63072000; includeSubDomains'

/** On every answer, whoever made it; an answer that says more itself (a script's own policy, a longer cache) keeps its word. */
export function setHeaders(secure: boolean): MiddlewareHandler {
  const always = alwaysOver(secure)
  return async (c, next) => {
    await next()
    if (isWhole(c.res)) return
    const { headers } = c.res
    for (const [name, value] of always) if (!headers.has(name)) headers.set(name, value)
    if (!headers.has('cache-control')) headers.set('cache-control', keepingOf(c, c.res.status))
  }
}

const alwaysOver = (secure: boolean) => (secure ? [...ALWAYS, ['strict-transport-security', HTTPS_ONLY] as const] : ALWAYS)

const whole = new WeakSet<Response>()

/** It has all its headers from the start, and nobody adds to them. */
export const isWhole = (answer: Response): boolean => whole.has(answer)

type Answer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array<ArrayBuffer> | null
}

/**
 * For what is answered most often: the headers that every answer has are written down once, and not put into each by hand. Small answers and
 * such as are packed already; nothing is packed after this.
 */
export function wholeAnswers(secure: boolean): (c: Context, answer: Answer) => Response {
  const always = Object.fromEntries(alwaysOver(secure))
  return (c, { status, headers, body }) => {
    const made = new Response(body, { status, headers: { ...always, 'cache-control': keepingOf(c, status), ...headers } })
    whole.add(made)
    return made
  }
}

const OWN_COOKIE = /^(__Host-)?(session$|guest-)/

/**
 * What was drawn for somebody who is signed in or takes part is kept nowhere: machines are shared, in families and in cafés.
 * What anybody sees may be kept by the reader's own browser, which asks again each time.
 */
function keepingOf(c: Context, status: number): string {
  return isOwn(c) || status >= 400 || !/^(GET|HEAD)$/.test(c.req.method) ? 'no-store' : 'private, no-cache'
}

/** Whether somebody is signed in, takes part without an account, or is a program: then an answer may be theirs alone. */
export const isOwn = (c: Context): boolean =>
  c.req.header('authorization') !== undefined || Object.keys(cookiesOf(c)).some((name) => OWN_COOKIE.test(name))
