import { base64Of, bytesOfBase64, hexOf, sha256 } from '#base'

/** Base64 for addresses (RFC 4648, section 5), without padding. */
export const b64Of = (bytes: Uint8Array): string => base64Of(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

/** Null where it is another way to write the same bytes, or none at all: what has two forms can be counted twice. */
export function bytesOfB64(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]*$/.test(text)) return null
  const plain = text.replaceAll('-', '+').replaceAll('_', '/')
  const bytes = bytesOfBase64(plain.padEnd(4 * Math.ceil(plain.length / 4), '='))
  return bytes === null ? null : Uint8Array.from(bytes)
}

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

export function digestOf(...parts: readonly Uint8Array[]): Uint8Array {
  const digest = sha256()
  for (const part of parts) digest.bytes(part)
  return digest.end()
}

export const hexDigest = (...parts: readonly Uint8Array[]): string => hexOf(digestOf(...parts))
export const textDigest = (text: string): string => hexDigest(utf8(text))
