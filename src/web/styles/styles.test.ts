import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'

const files = readdirSync(new URL('.', import.meta.url)).filter((file) => file.endsWith('.css'))
const built = new URL('../../../build/client/', import.meta.url)

describe('the styles', () => {
  it('name no left and no right, so that a page turns round by its direction alone', () => {
    const physical =
      /(?:^|[\s;{])(?:(?:margin|padding|border|inset)-(?:left|right)|left|right|width|height|(?:min|max)-(?:width|height)|text-align: (?:left|right)|float)\s*:/
    const found = files.flatMap((file) => {
      const lines = readFileSync(new URL(file, import.meta.url), 'utf8').split('\n')
      return lines.flatMap((line, i) => (physical.test(line) && !line.startsWith('@media') ? [`${file}:${i + 1} ${line.trim()}`] : []))
    })
    expect(found).toEqual([])
  })

  it('are all part of the one sheet', () => {
    const sheet = readFileSync(new URL('passerelle.css', import.meta.url), 'utf8')
    const imported = [...sheet.matchAll(/@import '\.\/([\w-]+\.css)'/g)].map(([, file]) => file)
    const inOrder = (names: readonly (string | undefined)[]) => names.map(String).toSorted()
    expect(inOrder([...imported, 'passerelle.css'])).toEqual(inOrder(files))
  })

  it.skipIf(!existsSync(built))('weigh at most 6 kB, and the scripts of a page at most 10 kB (gzipped; run "npm run build" first)', () => {
    const weight = (file: string): number => gzipSync(readFileSync(new URL(file, built)), { level: 9 }).length
    expect(weight('passerelle.css')).toBeLessThanOrEqual(6_000)
    const scripts = readdirSync(built).filter((file) => file.endsWith('.js'))
    // A worker comes only when somebody asks for what it does: the verifier holds the whole engine.
    const workers = scripts.filter((file) => file.endsWith('-worker.js'))
    expect(scripts.filter((file) => !workers.includes(file)).reduce((sum, file) => sum + weight(file), 0)).toBeLessThanOrEqual(10_000)
    expect(workers.map((file) => [file, weight(file) <= 40_000])).toEqual([['verify-worker.js', true]])
  })
})
