import { describe, expect, test } from 'vitest'
import { MOST, OLD_SINS, untidinessIn } from './tidiness.ts'
import { readTree, ROOT, type Tree } from './tree.ts'

const tidy: Tree = new Map([
  ['LICENSE', 'Apache License, Version 2.0'],
  ['package-lock.json', '{ "packages": {} }'],
  ['src/platform/config.ts', 'export const port = process.env["PORT"]'],
  ['src/web/links.ts', `export const links = ['/home', '/work', 'https://example.org/home/mai', './home/mai.ts']`],
  ['src/modules/funds/rules.ts', 'export const half = (amountMinor: number) => Math.floor(amountMinor / 2)'],
])

const linesOf = (count: number): string => Array.from({ length: count }, (_, at) => `// ${at}`).join('\n')
const functionOf = (lines: number): string => `export function long() {\n${linesOf(lines - 2)}\n}`
const exportsOf = (count: number): string => Array.from({ length: count }, (_, at) => `export const a${at} = 1`).join('\n')
/** Written in parts, so that this file is tidy itself. */
const at = (...parts: string[]): string => ['', ...parts].join('/')

const BREAKS: readonly (readonly [string, string, string, string])[] = [
  ['a long file', 'src/web/a.ts', linesOf(MOST.file + 1), 'src/web/a.ts: 401 lines, at most 400'],
  ['a long function', 'src/web/a.ts', functionOf(MOST.function + 1), 'src/web/a.ts:1: a function of 71 lines, at most 70'],
  ['a long arrow', 'src/web/a.ts', `const a = () => [\n${linesOf(70)}\n]`, 'src/web/a.ts:1: a function of 72 lines'],
  [
    'a long view',
    'src/modules/dialogue/views/a.tsx',
    functionOf(MOST.view + 1),
    'src/modules/dialogue/views/a.tsx:1: a function of 101 lines, at most 100',
  ],
  ['six parameters', 'src/web/a.ts', 'const a = (b, c, d, e, f, g) => b', 'src/web/a.ts:1: 6 positional parameters, at most 5'],
  ['a wide door', 'src/modules/dialogue/index.ts', exportsOf(MOST.exports + 1), 'src/modules/dialogue/index.ts: 21 exports, at most 20'],
  ['an open door', 'src/modules/dialogue/index.ts', `export * from './rules.ts'`, 'src/modules/dialogue/index.ts: "export *" opens'],
  ['a folder of anything', 'src/web/utils/a.ts', '', 'src/web/utils/a.ts: "utils" names no thing'],
  ['a file of anything', 'src/web/date-helpers.ts', '', 'src/web/date-helpers.ts: "date-helpers" names no thing'],
  ['a second version', 'packages/base/src/ids-v2.ts', '', 'packages/base/src/ids-v2.ts: "ids-v2" names no thing'],
  ['a service', 'src/web/a.ts', 'class VoteService {}', 'src/web/a.ts:1: VoteService says how it is built'],
  ['the environment', 'src/web/a.ts', 'const a = process.env', 'src/web/a.ts:1: the environment is read in'],
  ['the environment by its name', 'src/web/a.ts', `import { env } from 'node:process'`, 'src/web/a.ts:1: the environment is read in'],
  ['console', 'src/web/a.ts', `\nconsole.log('x')`, 'src/web/a.ts:2: no console'],
  ['any', 'src/web/a.ts', 'const a: any = 1', 'src/web/a.ts:1: `any` switches the compiler off'],
  ['any inside a type', 'src/web/a.test.ts', 'type A = Map<string, readonly any[]>', 'src/web/a.test.ts:1: `any` switches'],
  ['a promise that nobody checks', 'src/web/a.ts', 'const a = b!.c', 'src/web/a.ts:1: `!` promises'],
  ['a value to come', 'src/web/a.ts', 'let a!: string', 'src/web/a.ts:1: `!` promises'],
  ['rounded money', 'src/modules/funds/policy.ts', 'const a = b.toFixed(2)', 'src/modules/funds/policy.ts:1: toFixed loses cents'],
  ['money read loosely', 'packages/ledger/src/a.ts', `const a = parseFloat('1.2')`, 'packages/ledger/src/a.ts:1: parseFloat loses cents'],
  ['a path of one machine', 'docs/a.md', `\nsee ${at('home', 'mai', 'notes')}`, `docs/a.md:2: ${at('home', 'mai')} exists on one machine`],
  ['the same in a string', 'src/web/a.ts', `const a = '${at('tmp', 'x')}'`, `src/web/a.ts:1: ${at('tmp', 'x')} exists`],
  ['a registry', '.npmrc', `registry=${['https:', '', 'npm.example.org', 'registry'].join('/')}`, '.npmrc:1: the address of a registry'],
  ['a lockfile of one registry', 'package-lock.json', '{ "resolved": "x" }', 'package-lock.json: "resolved" ties'],
  ['a link to no file', 'docs/a.md', '\nsee [b](b.md)', 'docs/a.md:2: b.md leads nowhere'],
  ['a link to no heading', 'docs/a.md', '# Here\n[b](#there), [a](#here)', 'docs/a.md:2: #there leads nowhere'],
  ['another licence', 'LICENSE', 'All rights reserved', 'LICENSE: the text of the Apache License'],
]

describe('tidy', () => {
  test('the real tree', () => {
    expect(untidinessIn(readTree(ROOT))).toEqual([])
  })

  test('the sample, and no old sins', () => {
    expect(untidinessIn(tidy)).toEqual([])
    expect(OLD_SINS).toEqual([])
  })

  test('at the limit is not over it', () => {
    const full = new Map([
      ...tidy,
      ['src/web/a.ts', `${functionOf(MOST.function)}\nexport const b = (c, d, e, f, g) => c`],
      ['src/web/b.ts', `${linesOf(MOST.file)}\n`],
      ['src/modules/dialogue/index.ts', exportsOf(MOST.exports)],
      ['src/modules/dialogue/rules.test.ts', functionOf(MOST.view + 1)],
    ])
    expect(untidinessIn(full)).toEqual([])
  })
})

describe('a planted break rings', () => {
  test.each(BREAKS)('%s', (_name, path, source, expected) => {
    const found = untidinessIn(new Map([...tidy, [path, source]]))
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(expected)
    expect(found[0]?.indexOf(expected)).toBe(0)
  })

  test('a crowded room', () => {
    const files = Array.from({ length: MOST.roomFiles + 1 }, (_, n): [string, string] => [`src/modules/posts/views/a${n}.tsx`, ''])
    expect(untidinessIn(new Map([...tidy, ...files]))).toEqual(['src/modules/posts: 81 files, at most 80: it is two rooms'])
  })

  test('comments, strings, names of properties and links that lead somewhere do not', () => {
    const guide = '# How to\n[here](#how-to) [licence](../LICENSE) [web](../src/web) [out](https://example.org/x)\n```\n[x](y.md)\n```'
    expect(untidinessIn(new Map([...tidy, ['docs/a.md', guide]]))).toEqual([])
    const talk = `// any! console.log process.env\nexport const a = { console: "process.env any", any: 1 }\nexport const b = <p>it's any</p>`
    expect(untidinessIn(new Map([...tidy, ['src/web/a.tsx', talk]]))).toEqual([])
  })
})
