import { createReadStream, createWriteStream, rmSync } from 'node:fs'
import { open, rename, type FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { z } from 'zod'
import { BackupFault } from './backup-fault.ts'
import { closedPieces, openedPieces, type Sealer } from './backup-seal.ts'

/** How a file is encrypted, as its first lines say it. */
export const sealingShape = z.object({
  way: z.literal('scrypt-aes-256-gcm'),
  ...{
    n: z
      .int()
      .min(2)
      .max(2 ** 20),
    r: z.int().min(1).max(32),
    p: z.int().min(1).max(4),
    salt: z.base64(),
  },
})

/** Such a file begins with a line that says what it is, and one of JSON, at most so many bytes together. Gives both lines, and the words of the second. */
export async function firstLines(file: string, magic: string, most: number): Promise<{ readonly first: Buffer; readonly said: string }> {
  const handle = await open(file)
  try {
    const start = await beginningOf(handle, most)
    if (!start.subarray(0, magic.length).equals(Buffer.from(magic))) throw new BackupFault('foreign')
    const end = start.indexOf('\n', magic.length)
    if (end < 0) throw new BackupFault(start.length < most ? 'cut-short' : 'damaged')
    return { first: Buffer.from(start.subarray(0, end + 1)), said: start.subarray(magic.length, end).toString('utf8') }
  } finally {
    await handle.close()
  }
}

async function beginningOf(handle: FileHandle, most: number): Promise<Buffer> {
  const start = Buffer.alloc(most)
  let read = 0
  while (read < most) {
    const { bytesRead } = await handle.read(start, read, most - read, read)
    if (bytesRead === 0) break
    read += bytesRead
  }
  return start.subarray(0, read)
}

/**
 * A file of first lines in the clear and then pieces (backup-seal.ts) of one gzip stream. It has another name until it is whole and on the disk, and
 * only its owner can read it. Gives its size; a half one is taken away.
 */
export async function writeSealed(
  file: string,
  { first, sealer }: { readonly first: Buffer; readonly sealer: Sealer },
  plain: AsyncIterable<Buffer>,
): Promise<number> {
  const part = `${file}.part`
  const out = createWriteStream(part, { mode: 0o600, flush: true })
  try {
    await pipeline(
      Readable.from(plain),
      createGzip(),
      async function* whole(source: AsyncIterable<Buffer>) {
        yield first
        yield* closedPieces(source, sealer)
      },
      out,
    )
    await rename(part, file)
    return out.bytesWritten
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  }
}

/**
 * What `visit` is given was found whole piece by piece; that the end is there is known only when this resolves, so nothing may be final before. Throws a
 * BackupFault.
 */
export async function readSealed<Result>(
  file: string,
  { first, sealer }: { readonly first: Buffer; readonly sealer: Sealer },
  visit: (plain: AsyncIterable<Buffer>) => Promise<Result>,
): Promise<Result> {
  const result: { of: Result }[] = []
  try {
    await pipeline(
      createReadStream(file, { start: first.length, highWaterMark: 2 ** 18 }),
      (source: AsyncIterable<Buffer>) => openedPieces(source, sealer),
      createGunzip(),
      async (source: AsyncIterable<Buffer>) => {
        result.push({ of: await visit(source) })
      },
    )
  } catch (error) {
    throw isOfContent(error) ? new BackupFault('damaged') : error
  }
  const [read] = result
  if (read === undefined) throw new BackupFault('cut-short')
  return read.of
}

/** Of what was whole in its pieces and is still no such file: only a program that is not ours writes such a thing. */
const isOfContent = (error: unknown): boolean =>
  error instanceof SyntaxError ||
  error instanceof z.ZodError ||
  (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
