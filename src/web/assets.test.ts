import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { openAssets } from './assets.ts'

const folder = mkdtempSync(join(tmpdir(), 'assets-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
writeFileSync(join(folder, 'page.css'), 'p{}')
writeFileSync(join(folder, 'take-part.js'), 'void 0')
writeFileSync(join(folder, 'secret.txt'), 'no')

test('an asset has a name that changes with its content', () => {
  const assets = openAssets(folder)
  expect(assets.url('page.css')).toMatch(/^\/assets\/page-[0-9a-f]{8}\.css$/)
  const asset = assets.find(assets.url('page.css'))
  expect([asset?.type, asset?.body.toString(), asset === undefined ? '' : gunzipSync(asset.gzipped).toString()]).toEqual([
    'text/css; charset=utf-8',
    'p{}',
    'p{}',
  ])
  const before = assets.url('take-part.js')
  writeFileSync(join(folder, 'take-part.js'), 'void 1')
  expect(openAssets(folder).url('take-part.js')).not.toBe(before)
})

test('nothing else is given out', () => {
  const assets = openAssets(folder)
  for (const url of ['/assets/page.css', '/assets/secret.txt', '/assets/../page.css', '', '__proto__'])
    expect([url, assets.find(url)]).toEqual([url, undefined])
  expect(() => assets.url('secret.txt')).toThrow('no asset called secret.txt')
})

test('a folder that was not built is told in a sentence', () => {
  expect(() => openAssets(join(folder, 'nothing'))).toThrow(/is missing: run "npm run build"/)
})
