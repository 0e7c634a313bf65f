import { z } from 'zod'

/** One field of what an operation takes or gives, for people: `statements[].text`. */
export type ShapeRow = {
  readonly path: string
  /** Plain words of JSON: `string (date-time)`, `"agree" | "disagree"`, `object[]`. */
  readonly type: string
  readonly required: boolean
  /** What else the schema says: `at most 280`. */
  readonly limits: readonly Limit[]
}
export type Limit = { readonly sort: 'least' | 'most' | 'like'; readonly value: string | number }

type Schema = {
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema | boolean
  readonly prefixItems?: readonly Schema[]
  readonly additionalProperties?: Schema | boolean
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly pattern?: string
}

const DEEPEST = 5
/** Zod writes the largest whole number where nobody set a bound. */
const isBound = (value: number): boolean => Math.abs(value) < Number.MAX_SAFE_INTEGER

/** The fields of a schema, in its order, inner ones after the one that holds them. `io`: as it is sent, or as it comes back. */
export function shapeOf(schema: z.ZodType, io: 'input' | 'output'): readonly ShapeRow[] {
  const json = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline', override: sayDates }) as Schema
  return rowsOf(json, '', true)
}

/** Times travel as texts. */
function sayDates({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (zodSchema._zod.def.type === 'date') Object.assign(jsonSchema, { type: 'string', format: 'date-time' })
}

function rowsOf(schema: Schema, path: string, required: boolean): readonly ShapeRow[] {
  const own = path === '' && schema.properties !== undefined ? [] : [{ path, type: typeOf(schema), required, limits: limitsOf(schema) }]
  return [...own, ...inside(schema, path)]
}

/** What lies in it: the fields of an object, also where it is one of several or comes in a list. */
function inside(schema: Schema, path: string): readonly ShapeRow[] {
  if (path.split(/[.[]/).length > DEEPEST) return []
  const choices = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]
  const fields = Object.entries(schema.properties ?? {}).flatMap(([name, one]) =>
    rowsOf(one, path === '' ? name : `${path}.${name}`, schema.required?.includes(name) ?? false),
  )
  const items = typeof schema.items === 'object' ? inside(schema.items, `${path}[]`) : []
  const values = typeof schema.additionalProperties === 'object' ? inside(schema.additionalProperties, `${path}.*`) : []
  const seen = new Map([...fields, ...items, ...values, ...choices.flatMap((one) => inside(one, path))].map((row) => [row.path, row]))
  return [...seen.values()]
}

function typeOf(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum !== undefined) return schema.enum.map((one) => JSON.stringify(one)).join(' | ')
  const choices = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]
  if (choices.length > 0) return [...new Set(choices.map(typeOf))].join(' | ')
  if (schema.type === 'array') {
    const inner = typeof schema.items === 'object' ? typeOf(schema.items) : (schema.prefixItems ?? []).map(typeOf).join(', ')
    return inner.includes(' ') ? `(${inner})[]` : `${inner}[]`
  }
  const type = typeof schema.type === 'string' ? schema.type : (schema.type ?? ['any']).join(' | ')
  return schema.format === undefined ? type : `${type} (${schema.format})`
}

function limitsOf(schema: Schema): readonly Limit[] {
  const least = schema.minLength ?? schema.minItems ?? schema.minimum
  const most = schema.maxLength ?? schema.maxItems ?? schema.maximum
  return [
    ...(least === undefined || !isBound(least) || least === 0 ? [] : [{ sort: 'least' as const, value: least }]),
    ...(most === undefined || !isBound(most) ? [] : [{ sort: 'most' as const, value: most }]),
    // What has a format says enough by it.
    ...(schema.pattern === undefined || schema.format !== undefined ? [] : [{ sort: 'like' as const, value: schema.pattern }]),
  ]
}
