import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { wordlist as englishList } from '@scure/bip39/wordlists/english.js'
import { wordlist as frenchList } from '@scure/bip39/wordlists/french.js'
import { build } from 'vite'
import { describe, expect, test } from 'vitest'
import { words as english } from './words-en.ts'
import { words as french } from './words-fr.ts'

type Files = ReadonlyMap<string, Buffer>

async function built(): Promise<Files> {
  const made = await build({ configFile: 'voter.vite.config.ts', logLevel: 'error', build: { write: false } })
  const output = (Array.isArray(made) ? made : [made]).flatMap((each) => ('output' in each ? [...each.output] : []))
  return new Map(output.map((piece) => [piece.fileName, Buffer.from(piece.type === 'chunk' ? piece.code : piece.source)]))
}

const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

describe('the client as it is served', async () => {
  const [files, again] = [await built(), await built()]

  test('is the same bytes each time, and says their digests itself', () => {
    expect([...again].map(([name, bytes]) => [name, digest(bytes)])).toEqual([...files].map(([name, bytes]) => [name, digest(bytes)]))
    const told: { form: string; files: { name: string; sha256: string; bytes: number }[] } = JSON.parse(String(files.get('client.json')))
    expect(told.form).toBe('passerelle-client/1')
    const others = [...files].filter(([name]) => name !== 'client.json')
    expect(told.files).toEqual(
      others
        .map(([name, bytes]) => ({ name, sha256: digest(bytes), bytes: bytes.length }))
        .toSorted((one, other) => (one.name < other.name ? -1 : 1)),
    )
    expect(told.files.map(({ name }) => name)).toEqual(expect.arrayContaining(['fetch.js', 'index.html', 'voice.css', 'voice.js']))
  })

  test('is small, speaks to nobody else, and has nothing that a strict policy forbids', () => {
    const packed = [...files.values()].reduce((sum, bytes) => sum + gzipSync(bytes, { level: 9 }).length, 0)
    expect(packed).toBeLessThan(60_000)
    const all = [...files].map(([, bytes]) => String(bytes)).join('\n')
    expect(all.match(/https?:\/\/[\w.-]+/g) ?? []).toEqual([])
    expect(all).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|node_modules|\bstyle="/)
    const page = String(files.get('index.html'))
    expect(page.match(/<script[^>]*>/g)).toEqual(['<script type="module" src="./voice.js">'])
    expect(page.match(/<noscript>[\s\S]*lang="fr"[\s\S]*lang="en"[\s\S]*lang="ar"[\s\S]*<\/noscript>/)).not.toBeNull()
  })
})

test('the words of the kit are those of BIP 39', () => {
  expect(english).toEqual([...englishList])
  expect(french).toEqual(frenchList.map((word) => word.normalize('NFC')))
})
