import type { Context, MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'

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
  const always = secure ? [...ALWAYS, ['strict-transport-security', HTTPS_ONLY] as const] : ALWAYS
  return async (c, next) => {
    await next()
    const { headers } = c.res
    for (const [name, value] of always) if (!headers.has(name)) headers.set(name, value)
    if (!headers.has('cache-control')) headers.set('cache-control', keepingOf(c))
  }
}

const OWN_COOKIE = /^(__Host-)?(session$|guest-)/

/**
 * What was drawn for somebody who is signed in or takes part is kept nowhere: machines are shared, in families and in cafés.
 * What anybody sees may be kept by the reader's own browser, which asks again each time.
 */
function keepingOf(c: Context): string {
  const own = c.req.header('authorization') !== undefined || Object.keys(getCookie(c)).some((name) => OWN_COOKIE.test(name))
  return own || c.res.status >= 400 || !/^(GET|HEAD)$/.test(c.req.method) ? 'no-store' : 'private, no-cache'
}
