/** SHA-256 (FIPS 180-4) in whole numbers, because this package may not reach for the platform's. */

const constants = Int32Array.of(
  0x428a2f98,
  0x71374491,
  0xb5c0fbcf,
  0xe9b5dba5,
  0x3956c25b,
  0x59f111f1,
  0x923f82a4,
  0xab1c5ed5,
  0xd807aa98,
  0x12835b01,
  0x243185be,
  0x550c7dc3,
  0x72be5d74,
  0x80deb1fe,
  0x9bdc06a7,
  0xc19bf174,
  0xe49b69c1,
  0xefbe4786,
  0x0fc19dc6,
  0x240ca1cc,
  0x2de92c6f,
  0x4a7484aa,
  0x5cb0a9dc,
  0x76f988da,
  0x983e5152,
  0xa831c66d,
  0xb00327c8,
  0xbf597fc7,
  0xc6e00bf3,
  0xd5a79147,
  0x06ca6351,
  0x14292967,
  0x27b70a85,
  0x2e1b2138,
  0x4d2c6dfc,
  0x53380d13,
  0x650a7354,
  0x766a0abb,
  0x81c2c92e,
  0x92722c85,
  0xa2bfe8a1,
  0xa81a664b,
  0xc24b8b70,
  0xc76c51a3,
  0xd192e819,
  0xd6990624,
  0xf40e3585,
  0x106aa070,
  0x19a4c116,
  0x1e376c08,
  0x2748774c,
  0x34b0bcb5,
  0x391c0cb3,
  0x4ed8aa4a,
  0x5b9cca4f,
  0x682e6ff3,
  0x748f82ee,
  0x78a5636f,
  0x84c87814,
  0x8cc70208,
  0x90befffa,
  0xa4506ceb,
  0xbef9a3f7,
  0xc67178f2,
)

/**
 * A digest that is fed in pieces: `update` takes ASCII text, `bytes` takes bytes; `end` gives the 32 bytes of the digest, `hex` the same as 64 lower-case
 * hex digits. Nothing may follow either.
 */
export type Digest = { update: (ascii: string) => void; bytes: (data: Uint8Array) => void; end: () => Uint8Array; hex: () => string }

const initial = Int32Array.of(0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19)

/** One for all digests: it holds nothing between two calls. */
const words = new Int32Array(64)

/** `update` throws a RangeError for text outside ASCII: the canonical form has none. */
export function sha256(): Digest {
  const state = initial.slice()
  const block = new Uint8Array(64)
  let filled = 0
  let length = 0
  function put(byte: number): void {
    block[filled] = byte
    filled += 1
    if (filled < 64) return
    compress(state, block, 0)
    filled = 0
  }
  function update(ascii: string): void {
    for (let at = 0; at < ascii.length; at += 1) {
      const code = ascii.charCodeAt(at)
      if (code > 127) throw new RangeError('a digest takes ASCII text only')
      put(code)
    }
    length += ascii.length
  }
  function bytes(data: Uint8Array): void {
    let at = 0
    while (at < data.length && filled > 0) {
      put(data[at] as number)
      at += 1
    }
    for (; at + 64 <= data.length; at += 64) compress(state, data, at)
    for (; at < data.length; at += 1) put(data[at] as number)
    length += data.length
  }
  function end(): Uint8Array {
    const total = length
    put(0x80)
    while (filled !== 56) put(0)
    const high = Math.floor(total / 0x20000000)
    const low = (total % 0x20000000) * 8
    for (const part of [high, low]) for (const shift of [24, 16, 8, 0]) put((part >>> shift) & 255)
    const digest = new Uint8Array(32)
    for (let at = 0; at < 32; at += 1) digest[at] = (state[at >> 2] as number) >>> (24 - 8 * (at & 3))
    return digest
  }
  const hex = () => Array.from(end(), (byte) => byte.toString(16).padStart(2, '0')).join('')
  return { update, bytes, end, hex }
}

const shot = new Int32Array(8)
const tail = new Uint8Array(128)

/** SHA-256 of the first `length` bytes of `data`, written into `out` from `at` on: for millions of short messages. */
export function sha256Into(out: Uint8Array, at: number, data: Uint8Array, length: number): void {
  shot.set(initial)
  let from = 0
  for (; from + 64 <= length; from += 64) compress(shot, data, from)
  const rest = length - from
  const end = rest < 56 ? 64 : 128
  for (let place = 0; place < rest; place += 1) tail[place] = data[from + place] as number
  tail[rest] = 0x80
  tail.fill(0, rest + 1, end - 4)
  const bits = 8 * length
  tail[end - 4] = bits >>> 24
  tail[end - 3] = bits >>> 16
  tail[end - 2] = bits >>> 8
  tail[end - 1] = bits
  compress(shot, tail, 0)
  if (end === 128) compress(shot, tail, 64)
  for (let place = 0; place < 32; place += 1) out[at + place] = (shot[place >> 2] as number) >>> (24 - 8 * (place & 3))
}

/** One block of 64 bytes, from `from` on. */
function compress(state: Int32Array, block: Uint8Array, from: number): void {
  for (let t = 0; t < 16; t += 1) {
    const at = from + 4 * t
    words[t] =
      ((block[at] as number) << 24) | ((block[at + 1] as number) << 16) | ((block[at + 2] as number) << 8) | (block[at + 3] as number)
  }
  for (let t = 16; t < 64; t += 1) {
    const early = words[t - 15] as number
    const late = words[t - 2] as number
    const s0 = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3)
    const s1 = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10)
    words[t] = ((words[t - 16] as number) + s0 + (words[t - 7] as number) + s1) | 0
  }
  let a = state[0] as number
  let b = state[1] as number
  let c = state[2] as number
  let d = state[3] as number
  let e = state[4] as number
  let f = state[5] as number
  let g = state[6] as number
  let h = state[7] as number
  for (let t = 0; t < 64; t += 1) {
    const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)
    const one = (h + s1 + ((e & f) ^ (~e & g)) + (constants[t] as number) + (words[t] as number)) | 0
    const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)
    const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + one) | 0
    d = c
    c = b
    b = a
    a = (one + two) | 0
  }
  state[0] = (state[0] as number) + a
  state[1] = (state[1] as number) + b
  state[2] = (state[2] as number) + c
  state[3] = (state[3] as number) + d
  state[4] = (state[4] as number) + e
  state[5] = (state[5] as number) + f
  state[6] = (state[6] as number) + g
  state[7] = (state[7] as number) + h
}

function turn(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits))
}
