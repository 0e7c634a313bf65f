import { createHash, verify, type KeyObject } from 'node:crypto'

export type CheckedDkim = {
  readonly domain: string
  readonly selector: string
  /** The fields under the signature, in small letters. */
  readonly signed: readonly string[]
  readonly bodyHolds: boolean
  readonly signatureHolds: boolean
}

/** Checks a letter as its receiver would (RFC 6376, rsa-sha256, relaxed/relaxed), with the key that would stand in the DNS; null: not signed. */
export function checkDkim(raw: Buffer, publicKey: KeyObject): CheckedDkim | null {
  const text = raw.toString('latin1')
  const end = text.indexOf('\r\n\r\n')
  const fields = text.slice(0, end).split(/\r\n(?![ \t])/)
  const signature = fields.find((field) => /^dkim-signature:/i.test(field))
  if (signature === undefined) return null
  const tags = new Map(
    signature
      .slice(signature.indexOf(':') + 1)
      .split(';')
      .map((tag) => [tag.slice(0, tag.indexOf('=')).trim(), tag.slice(tag.indexOf('=') + 1).replaceAll(/\s/g, '')]),
  )
  if (tags.get('a') !== 'rsa-sha256' || tags.get('c') !== 'relaxed/relaxed') return null
  const signed = (tags.get('h') ?? '').toLowerCase().split(':')
  const left = [...fields]
  const covered = signed.flatMap((name) => {
    // Of several with one name the last is taken first.
    const at = left.findLastIndex((field) => field.toLowerCase().startsWith(`${name}:`))
    return at < 0 ? [] : left.splice(at, 1).map(relaxed)
  })
  const own = relaxed(signature.replace(/(\bb=)[^;]+/, '$1'))
  const body = createHash('sha256')
    .update(relaxedBody(text.slice(end + 4)), 'latin1')
    .digest('base64')
  return {
    domain: tags.get('d') ?? '',
    selector: tags.get('s') ?? '',
    signed,
    bodyHolds: body === tags.get('bh'),
    signatureHolds: verify(
      'sha256',
      Buffer.from([...covered, own].join('\r\n'), 'latin1'),
      publicKey,
      Buffer.from(tags.get('b') ?? '', 'base64'),
    ),
  }
}

function relaxed(field: string): string {
  const colon = field.indexOf(':')
  const value = field
    .slice(colon + 1)
    .replaceAll('\r\n', '')
    .replaceAll(/[ \t]+/g, ' ')
    .trim()
  return `${field.slice(0, colon).trim().toLowerCase()}:${value}`
}

function relaxedBody(body: string): string {
  const lines = body.split('\r\n').map((line) => line.replaceAll(/[ \t]+/g, ' ').trimEnd())
  return `${lines.join('\r\n').replace(/(\r\n)+$/, '')}\r\n`
}
