import { z } from 'zod'
import { summing, type Copied, type Counter, type Sum } from './backup-database.ts'
import type { BackupRecord } from './backup-file.ts'
import { BackupFault } from './backup-fault.ts'

const aboutShape = z.object({
  section: z.literal('about'),
  hub: z.string(),
  /** A tag under the hub's secret: says whether a secret is the right one, and nothing else. Null where there was none. */
  secret: z.string().nullable(),
  postgres: z.string(),
})
/** Names of files that are written under `keys/`: nothing that could lead elsewhere. */
export const KEY_FILE = /^(hub(-before)?\.key|push\.json|signing\.json|signing-[0-9a-f]{16}\.pem|log(-[1-9]\d{0,8})?\.pem|bodies\.seed)$/
const keyShape = z.object({ section: z.literal('key'), name: z.string().regex(KEY_FILE) })
const tableShape = z.object({
  ...{ section: z.literal('table'), schema: z.enum(['public', 'pgboss']), name: z.string(), columns: z.array(z.string()).min(1) },
})
const countersShape = z.object({
  section: z.literal('counters'),
  counters: z.array(z.object({ name: z.string(), last: z.string().regex(/^-?\d+$/), called: z.boolean() })),
})
const endShape = z.object({ section: z.literal('end'), tables: z.int(), rows: z.int() })
const headShape = z.discriminatedUnion('section', [aboutShape, keyShape, tableShape, countersShape, endShape])
const sumShape = z.object({ rows: z.int(), bytes: z.int(), sha256: z.string() })

export type About = Omit<z.infer<typeof aboutShape>, 'section'>
export type Walk = {
  key?(name: string, bytes: Buffer): void
  /** Takes every piece, and says what it took. */
  table?(table: Copied, pieces: AsyncIterable<Buffer>): Promise<Sum>
  /** What lies there now must have this sum. */
  tableEnded?(table: Copied, sum: Sum): Promise<void>
  counters?(counters: readonly Counter[]): Promise<void>
}
export type Surveyed = {
  readonly about: About
  readonly tables: number
  readonly rows: number
  readonly jobs: number
  readonly keys: readonly string[]
}

/** Goes through a backup from its first record to its last, and compares each sum. Throws where anything is missing. */
export async function walkBackup(records: AsyncIterable<BackupRecord>, walk: Walk): Promise<Surveyed> {
  const reading = records[Symbol.asyncIterator]()
  let about: About | null = null
  let end: z.infer<typeof endShape> | null = null
  const keys: string[] = []
  let [tables, rows, jobs] = [0, 0, 0]
  for (let next = await reading.next(); next.done !== true; next = await reading.next()) {
    if (next.value.sort !== 'head' || end !== null) throw new BackupFault('damaged')
    const head = headShape.parse(next.value.said)
    if (about === null && head.section !== 'about') throw new BackupFault('damaged')
    if (head.section === 'about') about = head
    if (head.section === 'key') keys.push(await readKey(reading, head.name, walk))
    if (head.section === 'counters') await walk.counters?.(head.counters)
    if (head.section === 'end') end = head
    if (head.section !== 'table') continue
    const sum = await readTable(reading, head, walk)
    if (head.schema === 'public') [tables, rows] = [tables + 1, rows + sum.rows]
    else jobs += sum.rows
  }
  if (about === null || end === null) throw new BackupFault('cut-short')
  if (end.tables !== tables || end.rows !== rows) throw new BackupFault('damaged')
  return { about, tables, rows, jobs, keys }
}

type Reading = AsyncIterator<BackupRecord>

async function readTable(reading: Reading, table: Copied, walk: Walk): Promise<Sum> {
  const section = sectionOf(reading)
  const took = await (walk.table ?? onlySum)(table, section.pieces())
  const said = sumShape.parse(section.said())
  if (took.sha256 !== said.sha256 || took.rows !== said.rows || took.bytes !== said.bytes) throw new BackupFault('damaged')
  await walk.tableEnded?.(table, said)
  return said
}

async function readKey(reading: Reading, name: string, walk: Walk): Promise<string> {
  const section = sectionOf(reading)
  const held: Buffer[] = []
  for await (const bytes of section.pieces()) held.push(bytes)
  walk.key?.(name, Buffer.concat(held))
  return name
}

async function onlySum(_table: Copied, pieces: AsyncIterable<Buffer>): Promise<Sum> {
  const summed = summing()
  for await (const bytes of pieces) summed.add(bytes)
  return summed.end()
}

/** What lies between a head and its end. */
function sectionOf(reading: Reading): { pieces(): AsyncGenerator<Buffer>; said(): unknown } {
  let ended: unknown
  return {
    async *pieces() {
      for (;;) {
        const { value, done } = await reading.next()
        if (done === true) throw new BackupFault('cut-short')
        if (value.sort === 'head') throw new BackupFault('damaged')
        if (value.sort === 'data') yield value.bytes
        else {
          ended = value.said
          return
        }
      }
    },
    said: () => ended,
  }
}
