import { hostileText, type Manner } from './fill.ts'
import type { Chance } from './seed.ts'

export type Schema = {
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
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
}
type Parameter = { readonly name: string; readonly in: string; readonly schema?: Schema }
export type Described = {
  readonly operationId: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> }
}
export type Description = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> }
}
export type Call = { readonly name: string; readonly method: string; readonly path: string; readonly query: string; readonly body: unknown }

/** What an operation is given where it fits: names of things in its address, and values of its fields. */
export type Given = (operation: string) => Readonly<Record<string, unknown>>

/** Every operation of the description, called with texts that are hostile. */
export function callsOf(described: Description, manner: Manner, given: Given, chance: Chance): readonly Call[] {
  const make = maker(described, manner, chance)
  return Object.entries(described.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => {
      const known = given(one.operationId)
      const query = new URLSearchParams()
      for (const { name, in: place } of one.parameters ?? []) if (place === 'query') query.set(name, hostileText(60, chance))
      return {
        name: one.operationId,
        method: method.toUpperCase(),
        path: path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(nameIn(known, name) ?? hostileText(60, chance))),
        query: query.size === 0 ? '' : `?${query}`,
        body: one.requestBody === undefined ? undefined : make(one.requestBody.content['application/json']?.schema ?? {}, known),
      }
    }),
  )
}

function nameIn(known: Readonly<Record<string, unknown>>, name: string): string | null {
  const given = known[name]
  return typeof given === 'string' || typeof given === 'number' ? String(given) : null
}

type Make = (schema: Schema, given?: unknown, depth?: number) => unknown

function maker(described: Description, manner: Manner, chance: Chance): Make {
  const make: Make = (schema, given, depth = 0) => {
    if (schema.$ref !== undefined) return make(described.components?.schemas?.[schema.$ref.split('/').at(-1) ?? ''] ?? {}, given, depth + 1)
    const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf
    if (choices !== undefined) return make(choices.find((one) => isShapeOf(one, given)) ?? choices[0] ?? {}, given, depth + 1)
    if (manner === 'fits' && schema.const !== undefined) return schema.const
    if (manner === 'fits' && schema.enum !== undefined) return given ?? schema.enum[chance.below(schema.enum.length)]
    if (depth > 8) return null
    const type = typeof schema.type === 'string' ? schema.type : (schema.type?.[0] ?? 'string')
    if (type === 'object')
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, one]) => [name, make(one, fieldOf(given, name), depth + 1)]),
      )
    if (type === 'array') {
      const items: readonly unknown[] = Array.isArray(given) ? given : Array.from({ length: Math.max(schema.minItems ?? 1, 2) })
      return items.map((one) => make(schema.items ?? {}, one, depth + 1))
    }
    if (manner === 'fits' && given !== undefined && !isText(schema, given)) return given
    if (type === 'boolean' && manner === 'fits') return true
    if ((type === 'number' || type === 'integer') && manner === 'fits') return Math.max(schema.minimum ?? 0, 0)
    return textFor(schema, manner, chance)
  }
  return make
}

const fieldOf = (given: unknown, name: string): unknown =>
  typeof given === 'object' && given !== null ? Object.entries(given).find(([field]) => field === name)?.[1] : undefined

const isShapeOf = ({ required = [], properties }: Schema, given: unknown): boolean =>
  properties !== undefined && required.length > 0 && required.every((name) => fieldOf(given, name) !== undefined)

/** What people write, and no name of a thing, date, choice or key. */
const isText = ({ format, pattern }: Schema, given: unknown): boolean =>
  typeof given === 'string' && format === undefined && pattern === undefined && !/^\S{20,}$/.test(given)

function textFor({ format, maxLength = 200, pattern = '' }: Schema, manner: Manner, chance: Chance): string {
  if (manner === 'hostile') return hostileText(200, chance)
  if (format === 'date-time') return '2026-03-09T09:00:00Z'
  if (format === 'date') return '2026-03-09'
  if (format === 'uuid') return `00000000-0000-4000-8000-${String(chance.below(1_000_000)).padStart(12, '0')}`
  if (format === 'email') return `x-probe${chance.below(1000)}@example.org`
  if (/a-z0-9/.test(pattern) && pattern.length < 60) return `probe-${chance.below(1_000_000)}`
  return hostileText(Math.min(maxLength, 200), chance)
}
