import { createHash, generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Network } from '../platform/outside.ts'
import { openSafeFetch, type TestDoors } from '../platform/safe-fetch.ts'
import { CERTIFICATE, CERTIFICATE_KEY } from './loopback-certificate.ts'

/** What a dishonest provider, or somebody between, says instead. */
export type Lie = {
  /** Claims of the id token that are not what they should be. */
  readonly claims?: Readonly<Record<string, unknown>>
  /** Signed by somebody else's key, or by none. */
  readonly signedBy?: 'stranger' | 'nobody'
  /** What it says of itself. */
  readonly metadata?: Readonly<Record<string, unknown>>
}

export type StagedProvider = {
  readonly issuer: string
  /** The way from the hub to it: loopback, with its certificate, and nothing else of this machine. */
  readonly network: Network
  lie: Lie
  /** Somebody signs in there: the code that is brought back. */
  agree(asked: URL, subject: string): string
  /** Every path that was asked for. */
  readonly asked: string[]
  close(): Promise<void>
}

const NAME = 'exemple.org'
const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

type Agreed = { readonly challenge: string; readonly redirect: string; readonly nonce: string; readonly subject: string }

/** A provider of OpenID Connect that can be told to lie. It is as strict as it should be about what it is sent. */
export async function openStagedProvider({ client, secret }: { client: string; secret: string | null }): Promise<StagedProvider> {
  const own = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const agreed = new Map<string, Agreed>()
  const asked: string[] = []
  const staged = { lie: {} as Lie }
  const idToken = ({ subject, nonce }: Agreed): string => {
    const seconds = Math.floor(Date.now() / 1000)
    const claims = {
      iss: issuer(),
      aud: client,
      sub: subject,
      nonce,
      iat: seconds,
      exp: seconds + 60,
      auth_time: seconds,
      ...staged.lie.claims,
    }
    return signed(claims, staged.lie.signedBy === 'stranger' ? stranger.privateKey : own.privateKey, staged.lie.signedBy === 'nobody')
  }
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? ''
    asked.push(path)
    const say = (value: object, status = 200) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    if (path === '/.well-known/openid-configuration') return void say({ ...metadata(issuer()), ...staged.lie.metadata })
    if (path === '/jwks') return void say({ keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'own', use: 'sig', alg: 'RS256' }] })
    if (path !== '/token') return void response.writeHead(404).end()
    const form = new URLSearchParams(await text(request))
    const code = form.get('code') ?? ''
    const one = agreed.get(code)
    // A code is good once, whoever brings it.
    agreed.delete(code)
    const proved = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    const held = one !== undefined && one.challenge === proved && one.redirect === form.get('redirect_uri')
    if (!held || !isClient(request, form, { client, secret })) return void say({ error: 'invalid_grant' }, 400)
    return void say({ access_token: randomUUID(), token_type: 'Bearer', id_token: idToken(one) })
  }
  const server = createServer({ key: CERTIFICATE_KEY, cert: CERTIFICATE }, (request, response) => void answer(request, response))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const issuer = () => `https://${NAME}:${port}`
  return {
    issuer: issuer(),
    network: networkTo(port),
    get lie() {
      return staged.lie
    },
    set lie(lie) {
      staged.lie = lie
    },
    asked,
    agree(url, subject) {
      const of = (name: string) => url.searchParams.get(name) ?? ''
      if (of('code_challenge_method') !== 'S256' || of('response_type') !== 'code' || of('scope') !== 'openid')
        throw new Error('asked wrongly')
      const code = randomUUID()
      agreed.set(code, { challenge: of('code_challenge'), redirect: of('redirect_uri'), nonce: of('nonce'), subject })
      return code
    },
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

/** Names that lead to this machine, for the ports of a test alone. */
export function networkTo(port: number, names: Network['names'] = loopbackNames): Network {
  const doors: TestDoors = { addresses: ['127.0.0.1'], ports: [port], authority: CERTIFICATE }
  return { names, fetch: openSafeFetch(names, doors) }
}

const loopbackNames: Network['names'] = { addresses: async () => ['127.0.0.1'], texts: async () => [] }

const metadata = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorization`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  authorization_response_iss_parameter_supported: true,
})

function signed(claims: object, key: KeyObject, unsigned: boolean): string {
  const text = `${base64(unsigned ? { alg: 'none' } : { alg: 'RS256', kid: 'own' })}.${base64(claims)}`
  return `${text}.${unsigned ? '' : sign('sha256', Buffer.from(text), key).toString('base64url')}`
}

function isClient(request: IncomingMessage, form: URLSearchParams, known: { client: string; secret: string | null }): boolean {
  const { authorization } = request.headers
  if (known.secret === null) return authorization === undefined && form.get('client_id') === known.client
  // RFC 6749, 2.3.1: each part as a form would write it.
  const [user, password] = [known.client, known.secret].map((part) => new URLSearchParams({ part }).toString().slice('part='.length))
  return authorization === `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
}
