import { createCipheriv, createDecipheriv, createHash, scrypt } from 'node:crypto'
import { BackupFault } from './backup-fault.ts'

/** How a passphrase becomes a key; null in a file that is not encrypted. Stands in the file's first lines, readable by everybody. */
export type Sealing = {
  readonly way: 'scrypt-aes-256-gcm'
  readonly n: number
  readonly r: number
  readonly p: number
  /** 16 bytes of chance, base64: no two files have the same key. */
  readonly salt: string
}

/** 128 MiB for each guess at a passphrase. */
const COST = { n: 2 ** 17, r: 8, p: 1 } as const
/** Of a stranger's file no more memory is taken than this. */
const MOST_MEMORY = 2 ** 29
const PIECE_BYTES = 2 ** 20
const TAG_BYTES = 32
const GCM_TAG_BYTES = 16
/** In the length of a piece: nothing comes after this one. */
const LAST = 2 ** 31

export const newSealing = (salt: Buffer): Sealing => ({ way: 'scrypt-aes-256-gcm', ...COST, salt: salt.toString('base64') })

/** Closes and opens pieces; each is bound to its place, to being the last or not, and to the file's first lines. */
export type Sealer = {
  close(piece: Buffer, at: number, last: boolean): Buffer
  /** Throws where a single bit is another one. */
  open(closed: Buffer, at: number, last: boolean): Buffer
}

/** Without a passphrase pieces are only hashed: what is damaged is found, what somebody changed on purpose is not. */
export async function sealerFor(first: Buffer, sealing: Sealing | null, passphrase: string | null): Promise<Sealer> {
  const bound = createHash('sha256').update(first).digest()
  if (sealing === null) return hashing(bound)
  if (passphrase === null) throw new BackupFault('locked')
  return ciphering(bound, await keyOf(sealing, passphrase))
}

function hashing(bound: Buffer): Sealer {
  const digest = (piece: Buffer, at: number, last: boolean) =>
    createHash('sha256').update(bound).update(placeOf(at, last)).update(piece).digest()
  return {
    close: (piece, at, last) => Buffer.concat([digest(piece, at, last), piece]),
    open(closed, at, last) {
      const piece = closed.subarray(TAG_BYTES)
      if (closed.length < TAG_BYTES || !digest(piece, at, last).equals(closed.subarray(0, TAG_BYTES))) throw new BackupFault('damaged')
      return piece
    },
  }
}

function ciphering(bound: Buffer, key: Buffer): Sealer {
  const more = (at: number, last: boolean) => Buffer.concat([bound, placeOf(at, last)])
  return {
    close(piece, at, last) {
      const cipher = createCipheriv('aes-256-gcm', key, nonceOf(at)).setAAD(more(at, last))
      const body = Buffer.concat([cipher.update(piece), cipher.final()])
      return Buffer.concat([cipher.getAuthTag(), body])
    },
    open(closed, at, last) {
      // A first piece that does not open is most often a wrong passphrase; a later one cannot be.
      if (closed.length < GCM_TAG_BYTES) throw new BackupFault('damaged')
      const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(at), { authTagLength: GCM_TAG_BYTES }).setAAD(more(at, last))
      decipher.setAuthTag(closed.subarray(0, GCM_TAG_BYTES))
      const piece = decipher.update(closed.subarray(GCM_TAG_BYTES))
      try {
        return Buffer.concat([piece, decipher.final()])
      } catch {
        throw new BackupFault(at === 0 ? 'wrong-passphrase' : 'damaged')
      }
    },
  }
}

/** The key is of this file alone, so the place of a piece is enough for a nonce. */
function nonceOf(at: number): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeBigUInt64BE(BigInt(at), 4)
  return nonce
}

function placeOf(at: number, last: boolean): Buffer {
  const place = Buffer.alloc(9)
  place.writeBigUInt64BE(BigInt(at))
  place.writeUInt8(last ? 1 : 0, 8)
  return place
}

function keyOf({ n, r, p, salt }: Sealing, passphrase: string): Promise<Buffer> {
  if (128 * n * r * p > MOST_MEMORY / 2) throw new BackupFault('damaged')
  return new Promise((done, failed) => {
    scrypt(passphrase.normalize('NFKC'), Buffer.from(salt, 'base64'), 32, { N: n, r, p, maxmem: MOST_MEMORY }, (error, key) => {
      if (error === null) done(key)
      else failed(new BackupFault('damaged'))
    })
  })
}

/** Pieces of one size, closed, each behind its length; the last one says that it is. */
export async function* closedPieces(source: AsyncIterable<Buffer>, sealer: Sealer): AsyncGenerator<Buffer> {
  let [held, size, at] = [[] as Buffer[], 0, 0]
  const closed = (piece: Buffer, last: boolean) => {
    const sealed = sealer.close(piece, at, last)
    at += 1
    const length = Buffer.alloc(4)
    length.writeUInt32BE(sealed.length + (last ? LAST : 0))
    return Buffer.concat([length, sealed])
  }
  for await (const bytes of source) {
    held.push(bytes)
    size += bytes.length
    while (size > PIECE_BYTES) {
      const whole = Buffer.concat(held, size)
      yield closed(whole.subarray(0, PIECE_BYTES), false)
      held = [whole.subarray(PIECE_BYTES)]
      size -= PIECE_BYTES
    }
  }
  yield closed(Buffer.concat(held, size), true)
}

/** The other way. Ends only where the last piece was there and nothing came after it. */
export async function* openedPieces(source: AsyncIterable<Buffer>, sealer: Sealer): AsyncGenerator<Buffer> {
  let [held, at, ended] = [Buffer.alloc(0), 0, false]
  for await (const bytes of source) {
    held = held.length === 0 ? Buffer.from(bytes) : Buffer.concat([held, bytes])
    for (;;) {
      if (ended && held.length > 0) throw new BackupFault('damaged')
      if (held.length < 4) break
      const said = held.readUInt32BE()
      const length = said % LAST
      if (length > PIECE_BYTES + TAG_BYTES) throw new BackupFault('damaged')
      if (held.length < 4 + length) break
      ended = said >= LAST
      yield sealer.open(held.subarray(4, 4 + length), at, ended)
      at += 1
      held = held.subarray(4 + length)
    }
  }
  if (!ended || held.length > 0) throw new BackupFault('cut-short')
}
