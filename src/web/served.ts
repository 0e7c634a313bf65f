import { formBody } from './form.ts'
import type { PageContext } from './page.ts'

export type Served = {
  readonly type: string
  /** Under which a browser saves it; what is shown on a page needs none. */
  readonly saveAs: string | null
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** A file is opened by nothing of this hub; a picture or a recording runs nothing either. */
const APART = "default-src 'none'; sandbox"

/**
 * Somebody's upload, after the room's own check of who may have it. `open`: everybody may read it now, so it may be kept for an hour; its address
 * is asked anew after that, for what is open today can be closed tomorrow. Anything else is kept nowhere. Players ask for parts (RFC 9110, 14).
 */
export function serve(c: PageContext, { type, saveAs, bytes }: Served, open: boolean): Response {
  const headers: Record<string, string> = {
    ...{ 'content-type': type, 'content-security-policy': APART, 'x-content-type-options': 'nosniff', 'accept-ranges': 'bytes' },
    'cache-control': open ? 'public, max-age=3600, immutable' : 'private, no-store',
    ...(saveAs === null
      ? {}
      : { 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(saveAs).replaceAll("'", '%27')}` }),
  }
  const asked = c.req.header('range')
  const part = asked === undefined ? null : rangeOf(asked, bytes.length)
  if (part === null) return c.body(bytes, 200, headers)
  if (part === 'beyond') return c.body(null, 416, { ...headers, 'content-range': `bytes */${bytes.length}` })
  const { from, to } = part
  return c.body(bytes.slice(from, to + 1), 206, { ...headers, 'content-range': `bytes ${from}-${to}/${bytes.length}` })
}

/** One range; of several, and of what is none, the whole is sent. */
function rangeOf(header: string, length: number): { readonly from: number; readonly to: number } | 'beyond' | null {
  const [, first = '', last = ''] = /^bytes=(\d{0,12})-(\d{0,12})$/.exec(header) ?? []
  if (first === '' && last === '') return null
  const from = first === '' ? Math.max(0, length - Number(last)) : Number(first)
  const to = first === '' || last === '' ? length - 1 : Math.min(Number(last), length - 1)
  return from > to || from >= length ? 'beyond' : { from, to }
}

export type UploadedFile = { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }

/** The files of a form under that name; a field that was left empty brings none. */
export async function readFiles(c: PageContext, name: string): Promise<readonly UploadedFile[]> {
  const body = await formBody(c)
  const value = body[name]
  const files: UploadedFile[] = []
  for (const one of Array.isArray(value) ? value : [value])
    if (one instanceof File && one.size > 0) files.push({ name: one.name, bytes: new Uint8Array(await one.arrayBuffer()) })
  return files
}
