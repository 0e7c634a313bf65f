import { rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { z } from 'zod'
import { BackupFault } from './backup-fault.ts'
import { newSealing, sealerFor } from './backup-seal.ts'
import { firstLines, readSealed, sealingShape, writeSealed } from './sealed-file.ts'

/**
 * A space that moves to another hub: two lines of text that say how it is encrypted and nothing else, then closed pieces (backup-seal.ts), whose
 * contents together are gzipped lines of JSON.
 */
const MAGIC = 'passerelle-space\n'
const FORMAT = 1
const MOST_HEADER = 4096
/** A line is a row, and a row at most an upload. */
const MOST_LINE = 2 ** 28

const headerShape = z.object({ format: z.int(), sealing: sealingShape })

type Writing = { readonly file: string; readonly passphrase: string; readonly salt: Buffer }

/** Under another name until it is whole and on the disk; readable by its owner alone. A file that is there is never replaced. Gives its size. */
export async function writeSpaceFile({ file, passphrase, salt }: Writing, lines: AsyncIterable<unknown>): Promise<number> {
  // Taken before anything is worked out: who names a file that is there hears of it at once.
  await (await open(file, 'wx', 0o600)).close()
  const sealing = newSealing(salt)
  const first = Buffer.from(`${MAGIC}${JSON.stringify({ format: FORMAT, sealing })}\n`)
  try {
    return await writeSealed(file, { first, sealer: await sealerFor(first, sealing, passphrase) }, written(lines))
  } catch (error) {
    rmSync(file, { force: true })
    throw error
  }
}

async function* written(lines: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
  for await (const line of lines) yield Buffer.from(`${JSON.stringify(line)}\n`)
}

/**
 * Gives `visit` line by line what opens. That the end is there and nothing of it was changed is known only when this resolves, so nothing may be
 * final before. Throws a BackupFault.
 */
export async function readSpaceFile<Result>(
  file: string,
  passphrase: string,
  visit: (lines: AsyncIterable<unknown>) => Promise<Result>,
): Promise<Result> {
  const { first, said } = await firstLines(file, MAGIC, MOST_HEADER)
  const sealer = await sealerFor(first, headerIn(said).sealing, passphrase)
  return readSealed(file, { first, sealer }, (plain) => visit(parsed(plain)))
}

async function* parsed(source: AsyncIterable<Buffer>): AsyncGenerator<unknown> {
  let held: Buffer[] = []
  for await (const bytes of source) {
    let from = 0
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
      const line = Buffer.concat([...held, bytes.subarray(from, end)])
      held = []
      from = end + 1
      yield JSON.parse(line.toString('utf8')) as unknown
    }
    held.push(bytes.subarray(from))
    if (held.reduce((sum, part) => sum + part.length, 0) > MOST_LINE) throw new BackupFault('damaged')
  }
  if (Buffer.concat(held).length > 0) throw new BackupFault('cut-short')
}

function headerIn(text: string): z.infer<typeof headerShape> {
  let said: unknown
  try {
    said = JSON.parse(text)
  } catch {
    throw new BackupFault('damaged')
  }
  const header = headerShape.safeParse(said)
  if (!header.success) throw new BackupFault('damaged')
  if (header.data.format > FORMAT) throw new BackupFault('newer')
  return header.data
}
