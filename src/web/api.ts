import { yes, type Verdict } from '#base'
import { OpenAPIGenerator } from '@orpc/openapi'
import { StandardOpenAPIHandler } from '@orpc/openapi/standard'
import { ORPCError, os } from '@orpc/server'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import type { Actor } from '../core/actor.ts'
import type { LimitName } from '../core/command.ts'
import type { Operation } from '../core/operation.ts'
import type { Runner } from '../core/perform.ts'
import { demand, no, refuse } from '../core/refused.ts'
import { scopeOf } from '../core/scopes.ts'

/** `failure`: what a deed threw, kept whole so that the edge says it as it says it on a page. */
type Call = { readonly actor: Actor; readonly spend: (name: LimitName) => Promise<void>; failure?: unknown }

/** Of a request what an operation is asked by. */
export type ApiRequest = {
  readonly method: string
  readonly url: URL
  /** As it came; empty where there is none. */
  text(): Promise<string>
}

/** `text`: JSON; null where there is nothing to say. */
export type ApiAnswer = { readonly status: number; readonly text: string | null }

export type Api = {
  answer(request: ApiRequest, caller: Pick<Call, 'actor' | 'spend'>): Promise<ApiAnswer>
  describe(): Promise<object>
}

const PREFIX = '/api'

/** The one place that looks at what a token may do: nothing that its scopes do not open. Whoever acts themselves needs none. */
function mayByToken({ token }: Actor, operation: string): Verdict {
  if (token === undefined) return yes
  const scope = scopeOf(operation)
  if (scope === null) return no('token.never')
  return token.scopes.includes(scope) ? yes : no('token.scope', { scope })
}

/** All that a page can do, by the same deeds. Nothing here is written by hand: the registry says it. */
export function openApi(runner: Runner, operations: readonly Operation[], about: { title: string; url: string }): Api {
  const router = Object.fromEntries(operations.filter((one) => one.route !== undefined).map((one) => [one.name, procedureOf(runner, one)]))
  const handler = new StandardOpenAPIHandler<Call>(router, {})
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  let described: Promise<object> | undefined
  return {
    async answer(request, caller) {
      const call: Call = { ...caller }
      const { matched, response } = await handler.handle(lazily(request), { prefix: PREFIX, context: call })
      if (call.failure !== undefined) throw call.failure
      if (!matched) return refuse(no('page.missing'))
      if (response.status >= 400) return refuse(no('input.invalid', { field: '' }))
      return { status: response.status, text: response.body === undefined ? null : JSON.stringify(response.body) }
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
  // perform() reads the input and refuses it in the reader's language; checking it twice would refuse it in English.
  return os
    .$context<Call>()
    .$config({ initialInputValidationIndex: Number.NaN, initialOutputValidationIndex: Number.NaN })
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
    .handler(async ({ input, context }) => {
      try {
        demand(mayByToken(context.actor, operation.name))
        if (operation.limit !== undefined) await context.spend(operation.limit)
        return await operation.invoke(runner, input, context.actor)
      } catch (error) {
        context.failure = error
        throw new ORPCError('BAD_REQUEST')
      }
    })
}
