import { describe, expect, test } from 'vitest'
import { deedFaults, deedNames } from './deeds.ts'
import { readTree, ROOT, type Tree } from './tree.ts'

const CAST = 'src/modules/dialogue/commands/cast-vote.ts'
const GOOD = `export const castVote = command({ name: 'dialogue.cast-vote', route: 'PUT /vote', may: () => yes, run() {}, tell: () => [{ kind: 'x' }] })`
const COUNTED = GOOD.replace(`[{ kind: 'x' }]`, '[]')
const MODULE = `import { castVote } from './commands/cast-vote.ts'\nexport const dialogue = [castVote]`

const room = (path: string, source: string, manifest = MODULE): Tree =>
  new Map([
    ['src/modules/dialogue/module.ts', manifest],
    [path, source],
  ])

describe('commands', () => {
  test('of the real tree give all five answers', () => {
    expect(deedFaults(readTree(ROOT))).toEqual([])
  })

  test('of the real tree have a name each', () => {
    const names = deedNames(readTree(ROOT))
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
  })

  test.each([
    ['in full', GOOD],
    ['as methods', GOOD.replace('may: () => yes', 'may() { return yes }').replace(`tell: () => [{ kind: 'x' }]`, 'tell() { return told }')],
    [
      'with nothing to tell in one case',
      GOOD.replace(`() => [{ kind: 'x' }]`, `({ result }) => { if (!result) return []; return [{ kind: 'x' }] }`),
    ],
    [
      'that tells nothing, for a reason',
      `// Tells nothing: its second would say who.\n${COUNTED.replace('may:', 'uncounted: true, may:')}`,
    ],
    ['without a route, for a reason', `// No route: only the clock does this.\n${GOOD.replace(`route: 'PUT /vote',`, '')}`],
    ['a step of several deeds', 'export const castVote = 1'],
  ])('of the sample, %s', (_name, source) => {
    expect(deedFaults(room(CAST, source))).toEqual([])
  })
})

describe('a planted break rings', () => {
  test.each([
    ['no policy', CAST, GOOD.replace('may: () => yes,', ''), 'the command has no may()'],
    ['no event', CAST, GOOD.replace(/, tell: .*\]/, ''), 'the command has no tell()'],
    ['a deed that tells nothing and is counted', CAST, `// Tells nothing: its second would say who.\n${COUNTED}`, 'tell() tells nothing'],
    ['an empty event', CAST, GOOD.replace(`[{ kind: 'x' }]`, '[]'), 'tell() tells nothing'],
    [
      'an empty event, returned',
      CAST,
      GOOD.replace(`() => [{ kind: 'x' }]`, '() => { const a = () => { return 1 }; return [] }'),
      'tell() tells nothing',
    ],
    ['no route', CAST, GOOD.replace(`route: 'PUT /vote',`, ''), 'the command has no route and no comment'],
  ])('%s', (_name, path, source, expected) => {
    const faults = deedFaults(room(path, source))
    expect(faults).toHaveLength(1)
    expect(faults[0]).toContain(`${path}: ${expected}`)
  })

  test.each([
    ['no noun', 'vote', 'a deed is named by verb and noun'],
    ['no verb', 'vote-casting-stuff', null],
    ['a noun in front', 'statement-vote', '"statement" is no verb'],
  ])('%s', (_name, name, expected) => {
    const path = `src/modules/dialogue/commands/${name}.ts`
    const faults = deedFaults(room(path, GOOD, MODULE.replace('cast-vote', name)))
    expect(faults.map((fault) => expected !== null && fault.includes(expected))).toEqual(expected === null ? [] : [true])
  })

  test('a deed that the manifest does not know', () => {
    expect(deedFaults(room(CAST, GOOD, ''))).toEqual([expect.stringContaining('module.ts does not import it')])
    expect(deedFaults(room(CAST, GOOD, MODULE.replace('import {', 'import type {')))).toEqual([
      expect.stringContaining('module.ts does not import it'),
    ])
  })
})
