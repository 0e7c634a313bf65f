import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { no, refuse } from '../core/refused.ts'
import type { Env } from './page.ts'

/** What a request may bring. Told in docs/operating; each refusal is a sentence. */
export const MOST = {
  bodyBytes: 2 * 1024 * 1024,
  addressBytes: 8 * 1024,
  headerBytes: 16 * 1024,
  queryFields: 100,
  formFields: 1000,
  /** Of JSON, and of `a[b][c]` in names of fields. */
  depth: 20,
} as const

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Turns away what is too large or too tangled before anything reads it. */
export function guardIntake(): readonly MiddlewareHandler<Env>[] {
  return [checkHead, bodyLimit({ maxSize: MOST.bodyBytes, onError: () => refuse(no('request.too-large')) }), checkBody]
}

const checkHead: MiddlewareHandler<Env> = (c, next) => {
  const { url, headers } = c.req.raw
  let bytes = 0
  for (const [name, value] of headers) bytes += name.length + value.length
  if (url.length > MOST.addressBytes || bytes > MOST.headerBytes) return refuse(no('request.head-too-large'))
  const { search } = new URL(url)
  if (search.split('&').length > MOST.queryFields) return refuse(no('request.too-many-fields', { most: MOST.queryFields }))
  checkNames(search.slice(1))
  return next()
}

const checkBody: MiddlewareHandler<Env> = async (c, next) => {
  if (SAFE.has(c.req.method) || c.req.raw.body === null) return next()
  // Of a clone: the API reads the body itself, once.
  const text = await c.req.raw.clone().text()
  const type = c.req.header('content-type') ?? ''
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
