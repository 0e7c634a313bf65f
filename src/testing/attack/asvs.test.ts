import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

// docs/security/asvs.json says how each requirement is met; here it is held to its word.

type Row = { readonly status: string; readonly how: string; readonly tests?: readonly { readonly file: string; readonly test: string }[] }

const ROOT = join(import.meta.dirname, '../../..')
const table = JSON.parse(readFileSync(join(ROOT, 'docs/security/asvs.json'), 'utf8')) as Record<string, Row>
const STATUSES = ['tested', 'read', 'not-applicable', 'open']

function faultsOf(id: string, { status, how, tests = [] }: Row): readonly string[] {
  const found: string[] = []
  if (!/^V(?:[1-9]|1[0-7])\.[1-9]\.[1-9]\d?$/.test(id)) found.push(`${id} is no requirement`)
  if (!STATUSES.includes(status)) found.push(`${id} has the unknown status ${status}`)
  if (how.length < 5) found.push(`${id} says nothing`)
  if ((status === 'tested') !== tests.length > 0) found.push(`${id} is ${status} and names ${tests.length} tests`)
  if ((status === 'open') !== how.startsWith('open: step ')) found.push(`${id} is ${status} and begins otherwise`)
  for (const { file, test: name } of tests) {
    if (!file.endsWith('.test.ts') || !existsSync(join(ROOT, file))) found.push(`${id} names ${file}, which is no test`)
    else if (!hasTitle(readFileSync(join(ROOT, file), 'utf8'), name)) found.push(`${id}: ${file} has no "${name}"`)
  }
  return found
}

/** Titles stand first in their brackets, or first on a line. */
const hasTitle = (source: string, name: string): boolean =>
  source.split('\n').some((line) => /^\s*(?:test\b|\W*['`])/.test(line) && line.includes(name))

test('every row has a status that is known, and every test that it names is there', () => {
  expect(Object.entries(table).flatMap(([id, row]) => faultsOf(id, row))).toEqual([])
})

test('what would be wrong with a row is heard', () => {
  const tests = [{ file: 'src/testing/attack/asvs.test.ts', test: 'what would be wrong with a row is heard' }]
  expect(faultsOf('V1.2.1', { status: 'tested', how: 'By this.', tests })).toEqual([])
  const broken: readonly (readonly [string, Row])[] = [
    ['V18.1.1', { status: 'read', how: 'By reading.' }],
    ['V1.2.1', { status: 'met', how: 'By reading.' }],
    ['V1.2.1', { status: 'tested', how: 'By nothing.' }],
    ['V1.2.1', { status: 'read', how: 'With a test.', tests }],
    ['V1.2.1', { status: 'open', how: 'Some day.' }],
    ['V1.2.1', { status: 'read', how: '' }],
    ['V1.2.1', { status: 'tested', how: 'By that.', tests: [{ file: 'src/nothing.test.ts', test: 'x' }] }],
    ['V1.2.1', { status: 'tested', how: 'By that.', tests: [{ file: tests[0]?.file ?? '', test: ['no', 'such', 'test'].join(' ') }] }],
  ]
  expect(broken.map(([id, row]) => faultsOf(id, row).length)).toEqual([1, 1, 1, 1, 1, 1, 1, 1])
})

test('the README counts what the table holds', () => {
  const readme = readFileSync(join(ROOT, 'docs/security/README.md'), 'utf8')
  const of = (status: string) => Object.values(table).filter((row) => row.status === status).length
  for (const status of STATUSES) expect(readme).toContain(`| \`${status}\` | ${of(status)} |`)
  expect(readme).toContain(`${Object.keys(table).length} requirements`)
})
