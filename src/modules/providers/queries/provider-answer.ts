import * as client from 'openid-client'
import { Refused, refuse } from '../../../core/refused.ts'
import type { Keys } from '../../../platform/keys.ts'
import type { SafeFetch } from '../../../platform/safe-fetch.ts'
import { no } from '../refusals.ts'
import { isSameIssuer, MOST_AUTH_SECONDS, SCOPE } from '../rules.ts'
import type { Passage } from './passage.ts'
import { secretOf, type Provider } from './providers.ts'

/** OpenID Connect Core 2: a subject has at most 255 letters. */
const MOST_SUBJECT = 255

type Asking = { readonly fetch: SafeFetch; readonly keys: Keys }

/** Every request of the library goes through the one door to other machines: https alone, public addresses alone, no redirect. */
function fetchBy(fetch: SafeFetch): client.CustomFetch {
  return async (url, { method, body, headers }) => {
    const given = new Headers(headers)
    const type = given.get('content-type') ?? 'application/x-www-form-urlencoded'
    const authorization = given.get('authorization')
    const {
      status,
      type: answered,
      body: bytes,
    } = await fetch(url, {
      accept: given.get('accept') ?? 'application/json',
      mostRedirects: 0,
      ...(method === 'POST' ? { post: { type, body: textOf(body) } } : {}),
      ...(authorization === null ? {} : { authorization }),
    })
    // A status such as 304 may carry no body; a provider has no reason to send one.
    const empty = status < 200 || status === 204 || status === 205 || status === 304
    return new Response(empty ? null : new Uint8Array(bytes), {
      status: status < 200 || status > 599 ? 502 : status,
      headers: answered === null ? {} : { 'content-type': answered },
    })
  }
}

function textOf(body: unknown): string {
  if (typeof body === 'string') return body
  if (body instanceof URLSearchParams) return body.toString()
  throw new TypeError('a provider is sent forms alone')
}

/** Reads what the provider says of itself; it must call itself what the operator wrote down. */
async function discover(provider: Provider, { fetch, keys }: Asking): Promise<client.Configuration> {
  const secret = secretOf(keys, provider)
  const known = await client.discovery(
    new URL(provider.issuer),
    provider.client,
    { [client.clockTolerance]: 30 },
    secret === null ? client.None() : client.ClientSecretBasic(secret),
    { [client.customFetch]: fetchBy(fetch), timeout: 10 },
  )
  const { issuer, authorization_endpoint: door } = known.serverMetadata()
  if (!isSameIssuer(issuer, provider.issuer)) throw new Error('the provider calls itself something else')
  if (door === undefined || !door.startsWith('https://')) throw new Error('the provider names no page to sign in at')
  // Without this the library would believe an id token for having come over TLS; its signature is checked as well.
  client.enableNonRepudiationChecks(known)
  return known
}

async function reach(provider: Provider, asking: Asking): Promise<client.Configuration> {
  try {
    return await discover(provider, asking)
  } catch {
    return refuse(no('provider.unreachable'))
  }
}

/** Where the provider takes people in; refused where it cannot be reached or is not what was written down. */
export const doorOf = async (provider: Provider, asking: Asking): Promise<string> =>
  String((await reach(provider, asking)).serverMetadata().authorization_endpoint)

/** The address to which somebody sets out. */
export async function addressOut(provider: Provider, passage: Passage, redirect: string, asking: Asking): Promise<string> {
  const known = await reach(provider, asking)
  const url = client.buildAuthorizationUrl(known, {
    redirect_uri: redirect,
    scope: SCOPE,
    state: passage.state,
    nonce: passage.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(passage.verifier),
    code_challenge_method: 'S256',
    ...(passage.again ? { max_age: String(MOST_AUTH_SECONDS) } : {}),
  })
  return url.href
}

/** The tags of whom the provider vouches for, under the secret in use and those before it. What else the provider says is not read. */
export async function subjectTags(provider: Provider, passage: Passage, returned: URL, asking: Asking): Promise<readonly Buffer[]> {
  const known = await reach(provider, asking)
  try {
    const tokens = await client.authorizationCodeGrant(known, returned, {
      pkceCodeVerifier: passage.verifier,
      expectedState: passage.state,
      expectedNonce: passage.nonce,
      idTokenExpected: true,
      ...(passage.again ? { maxAge: MOST_AUTH_SECONDS } : {}),
    })
    const claims = tokens.claims()
    // The library takes an empty subject for one; two people whom a provider forgot to name would be the same.
    if (claims === undefined || claims.sub.trim() === '' || claims.sub.length > MOST_SUBJECT) return refuse(no('provider.not-accepted'))
    return asking.keys.tags('provider-subject', claims.iss, claims.sub)
  } catch (error) {
    if (error instanceof Refused) throw error
    const denied = error instanceof client.AuthorizationResponseError && error.error === 'access_denied'
    return refuse(no(denied ? 'provider.denied' : 'provider.not-accepted'))
  }
}
