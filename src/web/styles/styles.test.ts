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

  /** Sheets that a page asks for beside the one that all have. */
  const apart = ['document.css', 'kit.css', 'poster.css']

  it('are all part of the one sheet, but for those that few pages ask for', () => {
    const sheet = readFileSync(new URL('passerelle.css', import.meta.url), 'utf8')
    const imported = [...sheet.matchAll(/@import '\.\/([\w-]+\.css)'/g)].map(([, file]) => file)
    const inOrder = (names: readonly (string | undefined)[]) => names.map(String).toSorted()
    expect(inOrder([...imported, ...apart, 'passerelle.css'])).toEqual(inOrder(files))
  })

  it.skipIf(!existsSync(built))(
    'weigh at most 6 kB, and each script at most 3 kB: a page has a few (gzipped; run "npm run build" first)',
    () => {
      const weight = (file: string): number => gzipSync(readFileSync(new URL(file, built)), { level: 9 }).length
      expect(weight('passerelle.css')).toBeLessThanOrEqual(6_000)
      for (const sheet of apart) expect(weight(sheet)).toBeLessThanOrEqual(1_000)
      const scripts = readdirSync(built).filter((file) => file.endsWith('.js'))
      // A worker comes only when somebody asks for what it does: the verifier holds the whole engine.
      const workers = scripts.filter((file) => file.endsWith('-worker.js'))
      expect(scripts.filter((file) => !workers.includes(file) && weight(file) > 3_000)).toEqual([])
      expect(workers.filter((file) => weight(file) > 40_000)).toEqual([])
    },
  )
})
