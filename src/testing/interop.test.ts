import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  consistencyProof,
  cosign,
  COSIGNATURE,
  ED25519,
  inclusionProof,
  keyOf,
  readNote,
  vkeyOf,
  withSignatures,
  writeAddCheckpoint,
  writeReceipt,
} from '#merkle-log'
import { entriesTo, entry, LOG, memoryLog, signerNamed } from './logs.ts'

// An implementation that shares no line with ours reads what ours has written (interop/README.md). It needs Go and its library as Debian packages them.
const ROOT = join(import.meta.dirname, '../..')
const CACHE = join(ROOT, 'node_modules/.cache/go-build')
const GOPATH = '/usr/share/gocode'
const WITNESS = signerNamed('witness.example/w', 5)
const [SIZE, BEFORE, INDEX] = [700, 300, 261]

const folder = mkdtempSync(join(tmpdir(), 'passerelle-interop-'))
const program = join(folder, 'interop')
let without: string | null = null

beforeAll(async () => {
  without = builtOrWhyNot()
  if (without === null) await writeLog()
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function builtOrWhyNot(): string | null {
  const settings = [`HOME=${folder}`, `GOCACHE=${CACHE}`, 'GO111MODULE=off', `GOPATH=${GOPATH}`]
  const built = spawnSync('env', [...settings, 'go', 'build', '-o', program, '.'], { cwd: join(ROOT, 'interop'), encoding: 'utf8' })
  if (built.error !== undefined || built.status === 127) return 'there is no go here; apt-get install golang-go golang-golang-x-mod-dev'
  if (/cannot find package "golang\.org/.test(built.stderr)) return 'golang.org/x/mod is not here; apt-get install golang-golang-x-mod-dev'
  if (built.status !== 0) throw new Error(built.stderr)
  return null
}

const write = (path: string, content: string | Uint8Array): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), content)
}

async function writeLog(): Promise<void> {
  const log = memoryLog()
  const signed = async (): Promise<string> => {
    const note = await log.checkpoint()
    return withSignatures(note, [await cosign(readNote(note)?.text ?? '', 1_764_190_000, WITNESS)]) ?? ''
  }
  await log.add(entriesTo(BEFORE))
  write('older', await signed())
  await log.add(entriesTo(SIZE - BEFORE, BEFORE))
  const checkpoint = await signed()
  for (const [path, bytes] of log.files) write(`log/${path}`, bytes)
  write('log/checkpoint', checkpoint)
  const { tile } = log.reader
  write(
    'receipt.tlog-proof',
    writeReceipt({ index: INDEX, proof: await inclusionProof(INDEX, SIZE, tile), checkpoint, extra: entry(INDEX) }),
  )
  write('add-checkpoint', writeAddCheckpoint({ old: BEFORE, proof: await consistencyProof(BEFORE, SIZE, tile), note: checkpoint }))
  write('log.vkey', vkeyOf(keyOf(LOG.name, ED25519, LOG.publicKey)))
  write('witness.vkey', vkeyOf(keyOf(WITNESS.name, COSIGNATURE, WITNESS.publicKey)))
}

function told(): { readonly status: number | null; readonly lines: readonly string[] } {
  const { status, stdout } = spawnSync(program, [folder], { encoding: 'utf8' })
  return { status, lines: stdout.trimEnd().split('\n') }
}

/** What is told of the folder with one file changed; the file is put back. */
function toldWith(path: string, change: (bytes: Buffer) => Buffer): readonly string[] {
  const bytes = readFileSync(join(folder, path))
  write(path, change(Buffer.from(bytes)))
  try {
    return told().lines
  } finally {
    write(path, bytes)
  }
}
const flipped = (bytes: Buffer, at: number): Buffer => Buffer.from(bytes.map((byte, place) => (place === at ? byte ^ 1 : byte)))

describe('Go reads our log', () => {
  test('and agrees: checkpoint, receipt, consistency, root and entries (skipped where there is no Go)', ({ skip }) => {
    if (without !== null) return skip(without)
    expect(told()).toEqual({
      status: 0,
      lines: [
        `holds  note.Open: hub.example.org/log has ${SIZE} entries, signed by the log and by witness.example/w`,
        `holds  tlog.CheckRecord: entry ${INDEX} of ${SIZE}`,
        `holds  tlog.CheckTree: ${SIZE} begins with ${BEFORE}`,
        `holds  tlog.TreeHash: the root comes out of the tiles, and these of ${SIZE} entries`,
      ],
    })
  })

  test('and does not where something is another than it was (skipped where there is no Go)', ({ skip }) => {
    if (without !== null) return skip(without)
    expect(toldWith('log/checkpoint', (bytes) => Buffer.from(bytes.toString().replace(`\n${SIZE}\n`, `\n${SIZE - 1}\n`)))[0]).toMatch(
      'FAILS  note.Open',
    )
    expect(toldWith('receipt.tlog-proof', (bytes) => Buffer.from(bytes.toString().replace(`index ${INDEX}`, 'index 262'))).at(-1)).toMatch(
      'FAILS  tlog.CheckRecord',
    )
    expect(toldWith('add-checkpoint', (bytes) => Buffer.from(bytes.toString().replace(/\n[^\n]+\n\n/, '\n\n'))).at(-1)).toMatch(
      'FAILS  tlog.CheckTree',
    )
    expect(toldWith('log/tile/0/002.p/188', (bytes) => flipped(bytes, 40)).at(-1)).toMatch('FAILS  ')
    expect(toldWith('log/tile/entries/001', (bytes) => flipped(bytes, 5)).at(-1)).toBe('FAILS  entry: 256 is not the one of the tree')
  })
})
