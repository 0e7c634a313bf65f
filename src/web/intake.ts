import { IncomingMessage } from 'node:http'
import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { no, refuse } from '../core/refused.ts'
import type { Env } from './page.ts'
import { urlOf } from './url.ts'

/** What a request may bring. Told in docs/operating; each refusal is a sentence. */
export const MOST = {
  bodyBytes: 2 * 1024 * 1024,
  /** Of a form with pictures, recordings or files. */
  uploadBytes: 16 * 1024 * 1024,
  addressBytes: 8 * 1024,
  headerBytes: 16 * 1024,
  queryFields: 100,
  formFields: 1000,
  /** Of JSON, and of `a[b][c]` in names of fields. */
  depth: 20,
} as const

/** Where a form may bring files; everywhere else a large body is turned away. */
const UPLOADS: readonly RegExp[] = [
  /^\/communities\/[^/]+\/posts(\/[0-9a-f-]{36}\/(replies|edit))?$/,
  // Larger than they may be, they are refused beside their field, with what else the form holds.
  /^\/(events|directory|abroad\/[a-z]{2})\/import$/,
  /^\/events\/[0-9a-f-]{36}\/dates\/[\d-]{10}\/pictures$/,
]

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Turns away what is too large or too tangled before anything reads it. */
export function guardIntake(): readonly MiddlewareHandler<Env>[] {
  return [checkHead, checkSize(), checkBody]
}

/** What says how long it is is judged by that, unread; the rest is counted while it comes. */
function checkSize(): MiddlewareHandler<Env> {
  const tooLarge = (maxSize: number) => () => refuse(no('request.too-large', { megabytes: maxSize / 2 ** 20 }))
  const counting = (maxSize: number) => bodyLimit({ maxSize, onError: tooLarge(maxSize) })
  const [usual, upload] = [counting(MOST.bodyBytes), counting(MOST.uploadBytes)]
  return (c, next) => {
    if (SAFE.has(c.req.method)) return next()
    const most = isUpload(c) ? MOST.uploadBytes : MOST.bodyBytes
    const said = c.req.header('transfer-encoding') === undefined ? Number(c.req.header('content-length') ?? Number.NaN) : Number.NaN
    if (said > most) return tooLarge(most)()
    if (said >= 0) return next()
    return isUpload(c) ? upload(c, next) : usual(c, next)
  }
}

const isUpload = (c: Context<Env>): boolean =>
  c.req.method === 'POST' &&
  /^multipart\/form-data/i.test(c.req.header('content-type') ?? '') &&
  UPLOADS.some((address) => address.test(c.req.path))

const checkHead: MiddlewareHandler<Env> = (c, next) => {
  const { url } = c.req.raw
  if (url.length > MOST.addressBytes || headerBytes(c) > MOST.headerBytes) return refuse(no('request.head-too-large'))
  const { search } = urlOf(c.req.raw)
  if (search === '') return next()
  if (search.split('&').length > MOST.queryFields) return refuse(no('request.too-many-fields', { most: MOST.queryFields }))
  checkNames(search.slice(1))
  return next()
}

/** Of a request that came over a socket as they came; to make a list of them first would cost more than all other looks at it. */
function headerBytes(c: Context<Env>): number {
  const raw: unknown = typeof c.env === 'object' && c.env !== null ? Reflect.get(c.env, 'incoming') : undefined
  let bytes = 0
  if (raw instanceof IncomingMessage) for (const text of raw.rawHeaders) bytes += text.length
  else for (const [name, value] of c.req.raw.headers) bytes += name.length + value.length
  return bytes
}

const checkBody: MiddlewareHandler<Env> = async (c, next) => {
  if (SAFE.has(c.req.method)) return next()
  // Read once, and kept by Hono for whoever reads it next.
  // One sign for each byte: the names of fields read the same, and what is no text costs nothing more.
  const text = Buffer.from(await c.req.arrayBuffer()).toString('latin1')
  const type = c.req.header('content-type') ?? ''
  // A letter is no form: what looks like fields in it are words.
  if (/^message\/rfc822\b/i.test(type)) return next()
  if (/json/i.test(type)) checkDepth(text)
  else checkFields(type, text)
  return next()
}

function checkFields(type: string, text: string): void {
  const multipart = /^multipart\//i.test(type)
  const fields = multipart ? text.split(/content-disposition:/i).length - 1 : text.split('&').length
  if (fields > MOST.formFields) refuse(no('request.too-many-fields', { most: MOST.formFields }))
  if (multipart) for (const [, name = ''] of text.matchAll(/\bname="([^"]*)"/gi)) checkName(name)
  else checkNames(text)
}

function checkNames(encoded: string): void {
  for (const part of encoded.split('&')) checkName((part.split('=')[0] ?? '').replaceAll(/%5b/gi, '['))
}

function checkName(name: string): void {
  if (name.split('[').length > MOST.depth) refuse(no('request.too-deep', { most: MOST.depth }))
}

/** Counts brackets outside of texts; whether it is JSON at all is for its reader to say. */
function checkDepth(json: string): void {
  let depth = 0
  for (const [sign] of json.matchAll(/"(?:[^"\\]|\\[^])*"|[[\]{}]/g)) {
    if (sign === '{' || sign === '[') depth += 1
    else if (sign === '}' || sign === ']') depth -= 1
    if (depth > MOST.depth) refuse(no('request.too-deep', { most: MOST.depth }))
  }
}
