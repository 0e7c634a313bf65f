import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

type Asset = { readonly body: Buffer; readonly gzipped: Buffer; readonly type: string }

/** Styles, scripts and pictures of the hub itself, under names that change with their content. */
export type Assets = {
  /** `passerelle.css` -> `/assets/passerelle-1a2b3c4d.css` */
  url(name: string): string
  find(url: string): Asset | undefined
}

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  html: 'text/html; charset=utf-8',
  json: 'application/json',
}

/**
 * Reads the built folder once; a missing one is told at boot in a sentence. The voter's client beside it lies under names that do not change,
 * so that everybody can compare its bytes: `/voice/voice.js`.
 */
export function openAssets(folder: string): Assets {
  if (!existsSync(folder)) throw new Error(`The folder ${folder} is missing: run "npm run build" once, or start with "npm start".`)
  const urls = new Map<string, string>()
  const assets = new Map<string, Asset>()
  for (const file of readdirSync(folder)) {
    const [, ending = ''] = /\.(\w+)$/.exec(file) ?? []
    const type = TYPES[ending]
    if (type === undefined) continue
    const body = readFileSync(join(folder, file))
    const mark = createHash('sha256').update(body).digest('hex').slice(0, 8)
    const url = `/assets/${file.slice(0, -ending.length - 1)}-${mark}.${ending}`
    urls.set(file, url)
    assets.set(url, { body, gzipped: gzipSync(body, { level: 9 }), type })
  }
  const voter = join(folder, '../voice')
  for (const file of existsSync(voter) ? readdirSync(voter) : []) {
    const type = TYPES[/\.(\w+)$/.exec(file)?.[1] ?? '']
    if (type === undefined) continue
    const body = readFileSync(join(voter, file))
    assets.set(`/voice/${file}`, { body, gzipped: gzipSync(body, { level: 9 }), type })
  }
  return {
    url(name) {
      const url = urls.get(name)
      if (url === undefined) throw new Error(`there is no asset called ${name}`)
      return url
    },
    find: (url) => assets.get(url),
  }
}
