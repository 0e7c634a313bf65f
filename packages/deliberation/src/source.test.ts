import { readFileSync, readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

/** IEEE 754 fixes + - * / and sqrt to the last bit; the other functions differ between engines. */
const allowed = ['sqrt', 'abs', 'max', 'min', 'floor', 'round', 'imul', 'trunc', 'fround']

const rules: [string, (text: string) => string[]][] = [
  [
    'functions of Math that may differ',
    (text) => [...text.matchAll(/Math\s*(?:\.\s*(\w+)|\[)/g)].map((hit) => hit[1] ?? '[').filter((name) => !allowed.includes(name)),
  ],
  ['powers by **', (text) => text.match(/(?<![/*])\*\*(?![/*])/g) ?? []],
  [
    'clocks and chance',
    (text) => text.match(/\bDate\b|\bperformance\b|\bcrypto\b|\brandom\(\)\s*=>|setTimeout|toLocale|\bIntl\b|localeCompare/g) ?? [],
  ],
  [
    'imports from outside',
    (text) =>
      [...text.matchAll(/from '([^']+)'/g)]
        .map((hit) => hit[1] ?? '')
        .filter((name) => !/^\.\/[a-z0-9-]+\.ts$/.test(name) && name !== '#base'),
  ],
]

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '')
}

describe('the source of this package', () => {
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))

  it('is read', () => expect(files).toContain('eigen.ts'))

  for (const [name, find] of rules) {
    it(`has no ${name}`, () => {
      const found = files.flatMap((file) =>
        find(withoutComments(readFileSync(resolve(import.meta.dirname, file), 'utf8'))).map((hit) => `${file}: ${hit}`),
      )
      expect(found).toEqual([])
    })
  }

  it('would be caught with each of them', () => {
    const planted = ["Math.pow(2, 3) + Math['exp'](1)", 'a ** 2', 'new Date()', "import x from 'node:fs'"]
    expect(rules.map(([, find], at) => find(planted[at] ?? '').length)).toEqual([2, 1, 1, 1])
  })
})
