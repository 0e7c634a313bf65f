/** Base64 (RFC 4648, section 4) and hexadecimal digits. Each text stands for one run of bytes, and each run of bytes has one text: any other is refused. */

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const values = new Map(Array.from(letters, (letter, value) => [letter, value]))

export function base64Of(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [one = 0, two = 0, three = 0] = bytes.subarray(at, at + 3)
    const bits = (one << 16) | (two << 8) | three
    const four = [bits >>> 18, (bits >>> 12) & 63, (bits >>> 6) & 63, bits & 63].map((value) => letters.charAt(value)).join('')
    const rest = bytes.length - at
    text += rest > 2 ? four : four.slice(0, rest + 1).padEnd(4, '=')
  }
  return text
}

/** Null where it is no base64, where padding is missing, or where bits that are left over are set: some readers do not mind these. */
export function bytesOfBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null
  const plain = text.replace(/=+$/, '')
  const bytes = new Uint8Array(Math.floor((plain.length * 6) / 8))
  let [bits, held, next] = [0, 0, 0]
  for (const letter of plain) {
    bits = (bits << 6) | (values.get(letter) ?? 0)
    held += 6
    if (held < 8) continue
    held -= 8
    bytes[next] = bits >>> held
    bits &= (1 << held) - 1
    next += 1
  }
  return bits === 0 && held < 6 ? bytes : null
}

export const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** Null where it is no even number of lower-case hex digits. */
export function bytesOfHex(text: string): Uint8Array | null {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) return null
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}
