import { spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commands } from '../main/command-line/commands.ts'
import { readConfig } from '../platform/config.ts'

const ROOT = join(import.meta.dirname, '../..')
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
const files = globSync('deploy/**/*', { cwd: ROOT, withFileTypes: true }).flatMap((one) =>
  one.isFile() ? [join(one.parentPath, one.name).slice(ROOT.length + 1)] : [],
)

/** Names of settings, as the configuration reads them and as files write them. */
const SETTING = /\b(?:PASSERELLE_[A-Z_]+|DATABASE_URL|SMTP_URL|LOG_LEVEL)\b|(?<=['"= ])(?:PORT|HOST)(?=['"=])/g
const settingsIn = (text: string): ReadonlySet<string> => new Set(text.match(SETTING))
const known = settingsIn(read('src/platform/config.ts'))

test('there is something to read', () => {
  expect(files.length).toBeGreaterThan(12)
  expect(known.size).toBeGreaterThan(25)
})

describe.each(files)('%s', (file) => {
  const text = read(file)

  test('names settings and files that there are', () => {
    expect([...settingsIn(text)].filter((name) => !known.has(name))).toEqual([])
    const named = text.match(/\b(?:src|docs|deploy)\/[\w@./-]+\.\w+/g) ?? []
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
  })

  test('calls commands that there are', () => {
    const called = [...text.matchAll(/src\/main\/cli\.ts ([a-z-]+)/g)].map(([, name]) => name)
    const names = commands.map(({ name }) => name)
    expect(called.filter((name) => name === undefined || !names.includes(name))).toEqual([])
  })
})

test('the settings of the example are taken as they stand', () => {
  const lines = read('deploy/passerelle.env').split('\n')
  const pairs = lines
    .filter((line) => /^[A-Z]/.test(line))
    .map((line): [string, string] => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1).replaceAll('"', '')])
  expect(readConfig(Object.fromEntries(pairs))).toMatchObject({ demo: false, trustedProxies: 1, publicUrl: 'https://hub.example.org' })
})

test('the guide has a line for every setting, and for none that there is not', () => {
  const rows = read('docs/operating/settings.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
  const told = new Set(rows.flatMap((row) => (row.split('|')[1] ?? '').match(/[A-Z_]{4,}/g) ?? []))
  expect([...known].filter((name) => !told.has(name))).toEqual([])
  expect([...told].filter((name) => !known.has(name))).toEqual([])
})

test('each unit has what a unit needs, and nobody’s hub runs as root', () => {
  const units = files.filter((file) => file.endsWith('.service'))
  expect(units.length).toBe(6)
  for (const unit of units) {
    const text = read(unit)
    expect(text).toMatch(/\[Unit\][\s\S]*Description=.+[\s\S]*\[Service\][\s\S]*User=passerelle[\s\S]*ExecStart=\//)
    expect(text).toMatch(/EnvironmentFile=\/etc\/passerelle(-ballot-box|-issuer)?\.env/)
  }
})

test('the shell takes the script', () => {
  expect(spawnSync('sh', ['-n', join(ROOT, 'deploy/passerelle')]).status).toBe(0)
})

const hasNginx = spawnSync('nginx', ['-v']).status === 0

// Where nginx is not installed this is skipped, and said: npm test installs no servers.
test.skipIf(!hasNginx).each(['deploy/nginx/passerelle.conf', 'deploy/nginx/several.conf', 'deploy/nginx/ballot-box.conf'])(
  'nginx takes %s',
  (file) => {
    const folder = mkdtempSync(join(tmpdir(), 'passerelle-nginx-'))
    const key = join(folder, 'key.pem')
    const certificate = join(folder, 'certificate.pem')
    spawnSync('openssl', [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-subj',
      '/CN=hub.example.org',
      '-keyout',
      key,
      '-out',
      certificate,
    ])
    const text = read(file)
      .replaceAll(/\/etc\/letsencrypt\S+fullchain\.pem/g, certificate)
      .replaceAll(/\/etc\/letsencrypt\S+privkey\.pem/g, key)
    writeFileSync(join(folder, basename(file)), text)
    writeFileSync(
      join(folder, 'nginx.conf'),
      `pid ${folder}/pid; error_log stderr; events {} http { include ${join(folder, basename(file))}; }`,
    )
    const { status, stderr } = spawnSync('nginx', ['-t', '-p', folder, '-c', join(folder, 'nginx.conf')], { encoding: 'utf8' })
    rmSync(folder, { recursive: true })
    expect(stderr).not.toContain('emerg')
    expect(status).toBe(0)
  },
)
