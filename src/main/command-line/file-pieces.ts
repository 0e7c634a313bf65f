import { open } from 'node:fs/promises'

const PIECE_BYTES = 2 ** 22

/** A piece of a file, and how many bytes of how many were read with it. It is good until the next one is asked for. */
export type Piece = { readonly bytes: Uint8Array; readonly read: number; readonly total: number }

/** A file of any size, some megabytes at a time; while one piece is looked at, the next is read. Throws what the system says. */
export async function* piecesOf(path: string): AsyncGenerator<Piece> {
  const handle = await open(path)
  let [bytes, spare] = [new Uint8Array(PIECE_BYTES), new Uint8Array(PIECE_BYTES)]
  const { size: total } = await handle.stat()
  let read = 0
  let reading = handle.read(bytes)
  try {
    for (;;) {
      const { bytesRead } = await reading
      if (bytesRead === 0) return
      read += bytesRead
      reading = handle.read(spare)
      yield { bytes: bytes.subarray(0, bytesRead), read, total }
      ;[bytes, spare] = [spare, bytes]
    }
  } finally {
    await reading.catch(() => undefined)
    await handle.close()
  }
}
