/** The encoding of a message that RSASSA-PSS signs (EMSA-PSS of RFC 8017, section 9.1.1), with SHA-384 for everything. */

export const hashBytes = 48

/** `bits`: one fewer than the modulus has. */
export async function encoded(message: Uint8Array, bits: number, salt: Uint8Array): Promise<Uint8Array> {
  const length = Math.ceil(bits / 8)
  if (length < hashBytes + salt.length + 2) throw new RangeError('the modulus is too short for this salt')
  const hash = await hashed(joined(new Uint8Array(8), await hashed(message), salt))
  const block = joined(new Uint8Array(length - salt.length - hashBytes - 2), Uint8Array.of(1), salt)
  const mask = await masked(hash, block.length)
  const hidden = block.map((byte, at) => byte ^ (mask[at] ?? 0))
  hidden[0] = (hidden[0] ?? 0) & (0xff >> (8 * length - bits))
  return joined(hidden, hash, Uint8Array.of(0xbc))
}

/** MGF1 (RFC 8017, appendix B.2.1). */
async function masked(seed: Uint8Array, length: number): Promise<Uint8Array> {
  const rounds = Array.from({ length: Math.ceil(length / hashBytes) }, (_, round) =>
    hashed(joined(seed, Uint8Array.of(round >>> 24, round >>> 16, round >>> 8, round))),
  )
  return joined(...(await Promise.all(rounds))).subarray(0, length)
}

async function hashed(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-384', Uint8Array.from(bytes)))
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
