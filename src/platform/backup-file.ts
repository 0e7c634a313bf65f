import { z } from 'zod'
import { BackupFault } from './backup-fault.ts'
import { newSealing, sealerFor } from './backup-seal.ts'
import { firstLines, readSealed, sealingShape, writeSealed } from './sealed-file.ts'

/**
 * A backup is two lines of text and then pieces (backup-seal.ts), whose contents together are one gzip stream of records: one letter, a
 * length of four bytes, and so many bytes. `H` begins a section and `E` ends it, both JSON; `D` is a part of what it holds.
 */
export type BackupRecord = { readonly sort: 'head' | 'end'; readonly said: unknown } | { readonly sort: 'data'; readonly bytes: Buffer }

const MAGIC = 'passerelle-backup\n'
const FORMAT = 1
const MOST_HEADER = 2 ** 18
const MOST_RECORD = 2 ** 30
const LETTERS = { head: 'H', data: 'D', end: 'E' } as const

const headerShape = z.object({
  format: z.literal(FORMAT),
  passerelle: z.string(),
  madeAt: z.string(),
  migrations: z.array(z.string()),
  keys: z.boolean(),
  sealing: sealingShape.nullable(),
})

/** What can be read of a backup without its passphrase. */
export type BackupHeader = z.infer<typeof headerShape>
type ToWrite = Omit<BackupHeader, 'format' | 'sealing'>

export type Writing = {
  readonly file: string
  readonly header: ToWrite
  /** Null: the file can be read by everybody. */
  readonly passphrase: string | null
  readonly salt: Buffer
}

/** Gives its size. */
export async function writeBackup({ file, header, passphrase, salt }: Writing, records: AsyncIterable<BackupRecord>): Promise<number> {
  const sealing = passphrase === null ? null : newSealing(salt)
  const first = Buffer.from(`${MAGIC}${JSON.stringify({ format: FORMAT, ...header, sealing })}\n`)
  return writeSealed(file, { first, sealer: await sealerFor(first, sealing, passphrase) }, coded(records))
}

async function* coded(records: AsyncIterable<BackupRecord>): AsyncGenerator<Buffer> {
  for await (const record of records) {
    const bytes = record.sort === 'data' ? record.bytes : Buffer.from(JSON.stringify(record.said))
    const front = Buffer.alloc(5)
    front.write(LETTERS[record.sort], 'latin1')
    front.writeUInt32BE(bytes.length, 1)
    yield front
    yield bytes
  }
}

/** The first lines of a file. Throws a BackupFault where it is no backup, or one of a form that is not known yet. */
export async function readHeader(file: string): Promise<{ readonly header: BackupHeader; readonly first: Buffer }> {
  const { first, said } = await firstLines(file, MAGIC, MOST_HEADER)
  return { header: headerIn(said), first }
}

function headerIn(text: string): BackupHeader {
  let said: unknown
  try {
    said = JSON.parse(text)
  } catch {
    throw new BackupFault('damaged')
  }
  const format = z.object({ format: z.int() }).safeParse(said)
  if (format.success && format.data.format > FORMAT) throw new BackupFault('newer')
  const header = headerShape.safeParse(said)
  if (!header.success) throw new BackupFault('damaged')
  return header.data
}

/**
 * Reads a backup; `visit` takes every record. What it is given was found whole piece by piece; that the end is there is known only when this
 * resolves, so nothing may be final before.
 */
export async function readBackup<Result>(
  file: string,
  passphrase: string | null,
  visit: (records: AsyncIterable<BackupRecord>) => Promise<Result>,
): Promise<Result> {
  const { header, first } = await readHeader(file)
  const sealer = await sealerFor(first, header.sealing, passphrase)
  return readSealed(file, { first, sealer }, (plain) => visit(decoded(plain)))
}

async function* decoded(source: AsyncIterable<Buffer>): AsyncGenerator<BackupRecord> {
  const taking = takerOf(source)
  for (;;) {
    const front = await taking(5)
    if (front === null) return
    const [letter, length] = [String.fromCodePoint(front[0] ?? 0), front.readUInt32BE(1)]
    const sort = (['head', 'data', 'end'] as const).find((one) => LETTERS[one] === letter)
    const bytes = length <= MOST_RECORD ? await taking(length) : null
    if (sort === undefined || bytes === null) throw new BackupFault('damaged')
    yield sort === 'data' ? { sort, bytes } : { sort, said: JSON.parse(bytes.toString('utf8')) as unknown }
  }
}

/** Gives so many bytes at each call; null at the end. */
function takerOf(source: AsyncIterable<Buffer>): (size: number) => Promise<Buffer | null> {
  const reading = source[Symbol.asyncIterator]()
  let held: Buffer[] = []
  let size = 0
  return async (wanted) => {
    while (size < wanted) {
      const next = await reading.next()
      if (next.done === true) {
        if (size > 0) throw new BackupFault('damaged')
        return null
      }
      held.push(next.value)
      size += next.value.length
    }
    const whole = held.length === 1 ? (held[0] ?? Buffer.alloc(0)) : Buffer.concat(held, size)
    held = [whole.subarray(wanted)]
    size -= wanted
    return whole.subarray(0, wanted)
  }
}
