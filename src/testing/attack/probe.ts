import type { Hub, Visitor } from '../hub.ts'
import type { Description, Schema } from './api-inputs.ts'
import { filled } from './routes.ts'

// Every address and every field, tried with what is hidden and with what never was: the two have to be answered alike.

/** What a parameter or a field of that name is given. */
export type Fill = (name: string) => string
export type Asked = { readonly what: string; readonly send: (visitor: Visitor, fill: Fill) => Promise<Response> }

/** Every page, picture, stream and file that is read below an address with something to name. */
export function pagesAsked(hub: Hub): readonly Asked[] {
  const paths = hub.app.routes.filter(({ method, path }) => method === 'GET' && path.includes(':') && !path.includes('*'))
  return [...new Set(paths.map(({ path }) => path))].map((path) => ({
    what: `GET ${path}`,
    send: (visitor, fill) => visitor.get(filled(path, encoded(fill))),
  }))
}

/** Every operation of the API, with that name in its address, in its query and in every field that takes words. */
export function operationsAsked(described: Description): readonly Asked[] {
  return Object.entries(described.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({
      what: `${method.toUpperCase()} /api${path}`,
      send: (visitor: Visitor, fill: Fill) => {
        const query = new URLSearchParams()
        for (const { name, in: place, schema = {} } of one.parameters ?? [])
          if (place === 'query' && takesWords(schema)) query.set(name, fill(name))
        const schema = one.requestBody?.content['application/json']?.schema
        const body = schema === undefined ? undefined : valueOf(described, schema, { name: 'body', fill, depth: 0 })
        return visitor.api(method.toUpperCase(), `${filled(path, encoded(fill))}${query.size === 0 ? '' : `?${query}`}`, body)
      },
    })),
  )
}

const encoded =
  (fill: Fill): Fill =>
  (name) =>
    encodeURIComponent(fill(name))

const takesWords = ({ type, enum: words }: Schema): boolean => (type === undefined || type === 'string') && words === undefined

type Place = { readonly name: string; readonly fill: Fill; readonly depth: number }

function valueOf(described: Description, schema: Schema, { name, fill, depth }: Place): unknown {
  const within = (inner: Schema, as = name): unknown => valueOf(described, inner, { name: as, fill, depth: depth + 1 })
  if (depth > 8) return null
  if (schema.$ref !== undefined) return within(described.components?.schemas?.[schema.$ref.split('/').at(-1) ?? ''] ?? {})
  if (schema.const !== undefined) return schema.const
  // Of sorts of things it is the community that is meant.
  if (schema.enum !== undefined) return schema.enum.includes('community') ? 'community' : schema.enum[0]
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf
  if (choices !== undefined) return within(choices.find(({ type }) => type !== 'null') ?? choices[0] ?? {})
  switch (typeof schema.type === 'string' ? schema.type : (schema.type?.[0] ?? 'string')) {
    case 'object':
      return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([field, one]) => [field, within(one, field)]))
    case 'array':
      return [within(schema.items ?? {})]
    case 'boolean':
      return false
    case 'number':
    case 'integer':
      return Math.max(schema.minimum ?? 0, 0)
    case 'null':
      return null
    default:
      if (schema.format === 'date-time') return '2026-03-09T09:00:00Z'
      if (schema.format === 'date') return '2026-03-09'
      return fill(name)
  }
}

/** Waits for nobody: the head of a stream that opened is enough, and its body is let go of. */
export async function answerOf(response: Response): Promise<{ readonly status: number; readonly body: string }> {
  const type = response.headers.get('content-type') ?? ''
  if (type.startsWith('text/event-stream')) {
    await response.body?.cancel()
    return { status: response.status, body: 'a stream' }
  }
  return { status: response.status, body: await response.text() }
}

/** Two answers are alike where they differ in nothing but what was asked for, and in what each answer makes anew. */
export function plain(body: string, words: readonly string[]): string {
  return words
    .toSorted((one, other) => other.length - one.length)
    .reduce((text, word) => text.replaceAll(word, '*').replaceAll(encodeURIComponent(word), '*'), body)
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '#')
    .replaceAll(/(name="_form" value|data-seal|name="sending" value)="[^"]*"/g, '')
    .replaceAll(/[\w-]{22,}(\.[\w-]{22,})?/g, '#')
}

/** As long and of the same signs as what is there, and as good an id. */
export function next(word: string): string {
  const turned = (part: string, last: string) =>
    part.replaceAll(/[0-9a-z]/g, (sign) =>
      sign === '9' ? '0' : sign === last ? 'a' : String.fromCodePoint((sign.codePointAt(0) ?? 0) + 1),
    )
  return /^[0-9a-f]{8}-.{27}$/.test(word)
    ? `${turned(word.slice(0, 8), 'f')}${word.slice(8, 24)}${turned(word.slice(24), 'f')}`
    : turned(word, 'z')
}
