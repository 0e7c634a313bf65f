import { hostileText, type Manner } from './fill.ts'
import type { Chance } from './seed.ts'

type Schema = {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly format?: string
  readonly pattern?: string
  readonly minimum?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
}
type Parameter = { readonly name: string; readonly in: string; readonly schema?: Schema }
type Described = {
  readonly operationId: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> }
}
export type Description = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> }
}
export type Call = { readonly name: string; readonly method: string; readonly path: string; readonly query: string; readonly body: unknown }

/** Every operation of the description, called with texts that are hostile; `known` says what stands for a name in an address. */
export function callsOf(described: Description, manner: Manner, known: Readonly<Record<string, string>>, chance: Chance): readonly Call[] {
  const make = maker(described, manner, chance)
  return Object.entries(described.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => {
      const query = new URLSearchParams()
      for (const { name, in: place } of one.parameters ?? []) if (place === 'query') query.set(name, hostileText(60, chance))
      return {
        name: one.operationId,
        method: method.toUpperCase(),
        path: path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(known[name] ?? hostileText(60, chance))),
        query: query.size === 0 ? '' : `?${query}`,
        body: one.requestBody === undefined ? undefined : make(one.requestBody.content['application/json']?.schema ?? {}),
      }
    }),
  )
}

function maker(described: Description, manner: Manner, chance: Chance): (schema: Schema) => unknown {
  const make = (schema: Schema, depth = 0): unknown => {
    if (schema.$ref !== undefined) return make(described.components?.schemas?.[schema.$ref.split('/').at(-1) ?? ''] ?? {}, depth + 1)
    const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf
    if (choices !== undefined) return make(choices[0] ?? {}, depth + 1)
    if (manner === 'fits' && schema.const !== undefined) return schema.const
    if (manner === 'fits' && schema.enum !== undefined) return schema.enum[chance.below(schema.enum.length)]
    if (depth > 8) return null
    const type = typeof schema.type === 'string' ? schema.type : (schema.type?.[0] ?? 'string')
    if (type === 'object')
      return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, one]) => [name, make(one, depth + 1)]))
    if (type === 'array') return Array.from({ length: Math.max(schema.minItems ?? 1, 2) }, () => make(schema.items ?? {}, depth + 1))
    if (type === 'boolean' && manner === 'fits') return true
    if ((type === 'number' || type === 'integer') && manner === 'fits') return Math.max(schema.minimum ?? 0, 0)
    return textFor(schema, manner, chance)
  }
  return (schema) => make(schema)
}

function textFor({ format, maxLength = 200, pattern = '' }: Schema, manner: Manner, chance: Chance): string {
  if (manner === 'hostile') return hostileText(200, chance)
  if (format === 'date-time') return '2026-03-09T09:00:00Z'
  if (format === 'email') return `x-probe${chance.below(1000)}@example.org`
  if (/a-z0-9/.test(pattern) && pattern.length < 60) return `probe-${chance.below(1_000_000)}`
  return hostileText(Math.min(maxLength, 200), chance)
}
