/** A request before it is sent: what it would be, and what was done to it. */
export type Draft = {
  readonly method: string
  /** Whether the hub's language stands before it. */
  readonly spoken: boolean
  readonly pattern: string
  readonly names: ReadonlyMap<string, string>
  /** Of the names, those that stand in the address as they are, whatever that is no encoding of. */
  readonly raw: ReadonlySet<string>
  /** Behind the address, for what no name reaches. */
  readonly tail: string
  readonly query: string
  readonly headers: Readonly<Record<string, string>>
  /** Of a form; null: it has no fields. */
  readonly fields: readonly (readonly [string, string])[] | null
  readonly files: readonly (readonly [string, File])[]
  /** Of the API; absent: no body. */
  readonly json?: unknown
  /** What is sent in the place of fields and JSON. */
  readonly body?: Uint8Array<ArrayBuffer>
  /** A form that can be read as one: what it held must come back where it is refused. */
  readonly readable: boolean
  /** How often it is sent, and whether all at once. */
  readonly times: 1 | 2 | 3
  readonly atOnce: boolean
}

export type Sendable = { readonly body: BodyInit | null; readonly type: string | null }

export function bodyOf({ body, json, fields, files }: Draft): Sendable {
  if (body !== undefined) return { body, type: null }
  if (json !== undefined) return { body: JSON.stringify(json), type: 'application/json' }
  if (fields === null) return { body: null, type: null }
  if (files.length === 0) return { body: encoded(fields), type: 'application/x-www-form-urlencoded' }
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, value)
  for (const [name, file] of files) form.append(name, file)
  return { body: form, type: null }
}

export const encoded = (fields: readonly (readonly [string, string])[]): string =>
  new URLSearchParams(fields.map(([name, value]) => [name, value])).toString()

/** The fields as a browser packs them that has files to send. */
export function packed(fields: readonly (readonly [string, string])[], boundary: string): string {
  const parts = fields.map(([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
  return `${parts.join('')}--${boundary}--\r\n`
}

export const bytes = (text: string, coding: BufferEncoding = 'utf8'): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, coding))
