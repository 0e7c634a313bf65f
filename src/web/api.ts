import { yes, type Verdict } from '#base'
import { OpenAPIGenerator } from '@orpc/openapi'
import { StandardBracketNotationSerializer, StandardOpenAPIJsonSerializer, StandardOpenAPISerializer } from '@orpc/openapi-client/standard'
import { StandardOpenAPICodec, StandardOpenAPIMatcher } from '@orpc/openapi/standard'
import { os } from '@orpc/server'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import type { Actor } from '../core/actor.ts'
import type { LimitName } from '../core/command.ts'
import type { Operation } from '../core/operation.ts'
import type { Runner } from '../core/perform.ts'
import { demand, no, refuse } from '../core/refused.ts'
import { scopeOf } from '../core/scopes.ts'
import { remembering } from '../platform/remembering.ts'

type Call = { readonly actor: Actor; readonly spend: (name: LimitName) => Promise<void> }

/** Of a request what an operation is asked by. */
export type ApiRequest = {
  readonly method: string
  readonly url: URL
  /** As it came; empty where there is none. */
  text(): Promise<string>
}

export type Api = {
  /** JSON; null where there is nothing to say. What is refused is thrown. */
  answer(request: ApiRequest, caller: Call): Promise<string | null>
  describe(): Promise<object>
}

const PREFIX = '/api'
const MOST_PATHS = 2000

/** The one place that looks at what a token may do: nothing that its scopes do not open. Whoever acts themselves needs none. */
function mayByToken({ token }: Actor, operation: string): Verdict {
  if (token === undefined) return yes
  const scope = scopeOf(operation)
  if (scope === null) return no('token.never')
  return token.scopes.includes(scope) ? yes : no('token.scope', { scope })
}

/** All that a page can do, by the same deeds. Nothing here is written by hand: the registry says it. */
export function openApi(runner: Runner, operations: readonly Operation[], about: { title: string; url: string }): Api {
  const offered = new Map(operations.flatMap((one) => (one.route === undefined ? [] : [[one.name, one] as const])))
  const router = Object.fromEntries([...offered].map(([name, one]) => [name, procedureOf(runner, one)]))
  // The library finds the operation and reads what is given to it; the rest is ours, since its own layers cost half as much as a vote.
  const matcher = new StandardOpenAPIMatcher()
  matcher.init(router)
  const codec = new StandardOpenAPICodec(
    new StandardOpenAPISerializer(new StandardOpenAPIJsonSerializer(), new StandardBracketNotationSerializer()),
  )
  const find = remembering(MOST_PATHS, async (method: string, path: string) => {
    const found = path.startsWith(`${PREFIX}/`)
      ? await matcher.match(method, `/${path.slice(PREFIX.length).replace(/^\/|\/$/g, '')}`)
      : undefined
    const operation = offered.get(found?.path.join('.') ?? '')
    return found === undefined || operation === undefined ? null : { operation, ...found }
  })
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  let described: Promise<object> | undefined
  return {
    async answer(request, { actor, spend }) {
      const { method, url } = request
      const { operation, params, procedure } = (await find(method, url.pathname)) ?? refuse(no('page.missing'))
      // What asks for nothing but an address is read already.
      const input =
        method === 'GET' && url.search === ''
          ? { ...params }
          : await codec.decode(lazily(request), params, procedure).catch(() => refuse(no('input.invalid', { field: '' })))
      demand(mayByToken(actor, operation.name))
      if (operation.limit !== undefined) await spend(operation.limit)
      // What operations give is made of what JSON has, and days.
      const output = await operation.invoke(runner, input, actor)
      return output === undefined ? null : JSON.stringify(output)
    },
    describe() {
      described ??= generator.generate(router, {
        info: { title: about.title, version: '1', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
        servers: [{ url: `${about.url}${PREFIX}` }],
        components: { securitySchemes: schemes(about.url) },
      })
      return described
    },
  }
}

/** The body is read where an operation takes one. It is JSON, or it cannot be read. */
const lazily = ({ method, url, text }: ApiRequest) => ({
  method,
  url,
  headers: {},
  signal: undefined,
  async body() {
    const body = await text()
    return body === '' ? undefined : (JSON.parse(body) as unknown)
  },
})

/** By a token, and as a page of the hub does it; what everybody may read needs neither. */
const schemes = (url: string) => ({
  accessToken: {
    type: 'http' as const,
    scheme: 'bearer',
    description: `An access token, made at ${url}/me/tokens. The scopes that a call needs stand beside it.`,
  },
  session: { type: 'apiKey' as const, in: 'cookie', name: url.startsWith('https:') ? '__Host-session' : 'session' },
})

function waysTo(operation: string): Record<string, string[]>[] {
  const scope = scopeOf(operation)
  return [...(scope === null ? [] : [{ accessToken: [scope] }]), { session: [] }, {}]
}

function procedureOf(runner: Runner, operation: Operation) {
  const [method = 'GET', path = '/'] = (operation.route ?? '').split(' ')
  return os
    .$context<Pick<Call, 'actor'>>()
    .route({
      method: method as 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
      path: path as `/${string}`,
      summary: operation.summary,
      operationId: operation.name,
      tags: [operation.name.split('.')[0] ?? ''],
      spec: (current) => ({ ...current, security: waysTo(operation.name) }),
    })
    .input(operation.input)
    .output(operation.output)
    .handler(({ input, context }) => operation.invoke(runner, input, context.actor))
}
