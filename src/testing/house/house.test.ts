import { describe, expect, test } from 'vitest'
import { importsOf } from './imports.ts'
import { sentence, violationsIn } from './rules.ts'
import { planted, sampleHouse } from './sample.ts'
import { readTree, ROOT } from './tree.ts'

const inDialogue = (file: string): string => `src/modules/dialogue/${file}`

/** Rule, file, what is planted at its head. Each must ring its own rule and no other. */
const BREAKS: readonly (readonly [string, string, string])[] = [
  ['packages-are-pure', 'packages/deliberation/src/tally.ts', `import '../../../src/core/refused.ts'`],
  ['packages-are-pure', 'packages/deliberation/src/tally.ts', `import type { Kysely } from 'kysely'`],
  ['packages-are-pure', 'packages/deliberation/src/tally.ts', `import 'node:fs'`],
  ['packages-are-pure', 'packages/base/src/index.ts', `import { fair } from '#deliberation'`],
  ['threads-in-src', 'packages/deliberation/src/tally.ts', `import { Worker } from 'node:worker_threads'`],
  ['threads-in-src', 'packages/deliberation/src/tally.ts', `const thread = new URL('./tally.test.ts', import.meta.url)`],
  ['packages-by-the-door', inDialogue('rules.ts'), `import '../../../packages/deliberation/src/tally.ts'`],
  ['packages-by-the-door', inDialogue('rules.ts'), `import '#deliberation/tally'`],
  ['packages-by-the-door', inDialogue('rules.ts'), `import '#unheard-of'`],
  ['packages-by-the-door', 'packages/deliberation/src/tally.ts', `import '../../base/src/index.ts'`],
  ['platform-is-lowest', 'src/platform/db.ts', `import type { Verdict } from '../core/refused.ts'`],
  ['core-knows-no-web', 'src/core/refused.ts', `export * from '../web/manifest.ts'`],
  ['core-knows-no-web', 'src/core/refused.ts', `import type { Hono } from 'hono'`],
  ['core-knows-no-web', 'src/core/refused.ts', `type P = import('hono/jsx').Child`],
  ['web-knows-no-module', 'src/web/layout.tsx', `import '../modules/people/index.ts'`],
  ['nobody-imports-main', 'src/modules/skills/module.ts', `const later = () => import('../../main/modules.ts')`],
  ['nobody-imports-main', 'src/platform/db.ts', `import '../main/modules.ts'`],
  ['testing-stays-outside', 'src/main/modules.ts', `import '../testing/house.ts'`],
  ['migrations-by-main', 'src/platform/db.ts', `import '../../migrations/index.ts'`],
  ['migrations-stand-alone', 'migrations/0001_votes.ts', `import '../src/modules/people/tables.ts'`],
  ['room-by-its-door', inDialogue('queries/results.ts'), `import '../../people/queries/account.ts'`],
  ['room-by-its-door', inDialogue('policy.test.ts'), `import '../people/queries/account.ts'`],
  ['room-by-its-door', inDialogue('module.ts'), `const theirs = new URL('../people/messages/', import.meta.url)`],
  ['main-by-manifest', 'src/main/modules.ts', `import type { Vote } from '../modules/dialogue/rules.ts'`],
  ['ground-order', 'src/modules/people/index.ts', `import '../communities/index.ts'`],
  ['ground-order', 'src/modules/communities/index.ts', `import type { Skill } from '../skills/index.ts'`],
  ['peers-are-strangers', inDialogue('rules.ts'), `import type { Skill } from '../skills/index.ts'`],
  ['peers-are-strangers', inDialogue('jobs.ts'), `import '../notices/module.ts'`],
  ['watchers-know-no-peer', 'src/modules/notices/module.ts', `import '../skills/index.ts'`],
  ['rules-and-policy-are-pure', inDialogue('rules.ts'), `import { z } from 'zod'`],
  ['rules-and-policy-are-pure', inDialogue('policy.ts'), `import { sql } from 'kysely'`],
  ['rules-and-policy-are-pure', inDialogue('policy.ts'), `import '../../platform/db.ts'`],
  ['rules-and-policy-are-pure', inDialogue('policy.ts'), `import { randomUUID } from 'node:crypto'`],
  ['rules-and-policy-are-pure', inDialogue('policy.ts'), `import '../../core/command.ts'`],
  ['views-get-props', inDialogue('views/card.tsx'), `import { results } from '../queries/results.ts'`],
  ['views-get-props', inDialogue('views/card.tsx'), `import '../../../core/command.ts'`],
  ['views-get-props', inDialogue('views/card.tsx'), `import { sql } from 'kysely'`],
  ['queries-do-not-command', inDialogue('queries/results.ts'), `import type { castVote } from '../commands/cast-vote.ts'`],
  ['deeds-know-no-web', inDialogue('commands/cast-vote.ts'), `import type { Manifest } from '../../../web/manifest.ts'`],
  ['deeds-know-no-web', inDialogue('queries/results.ts'), `import { html } from 'hono/html'`],
  ['sql-in-its-room', inDialogue('pages.tsx'), `import { sql } from 'kysely'`],
  ['sql-in-its-room', 'src/web/layout.tsx', `import { sql } from 'kysely'`],
  ['room-order', inDialogue('refusals.ts'), `import type { Vote } from './rules.ts'`],
  ['room-order', inDialogue('views/card.tsx'), `export type { pages } from '../pages.tsx'`],
  ['browser-is-apart', 'src/browser/send.ts', `import type { Verdict } from '../core/refused.ts'`],
  ['browser-is-apart', 'src/browser/send.ts', `import 'zod'`],
  ['browser-is-apart', 'src/browser/send.ts', `import 'node:fs'`],
  ['browser-is-apart', 'src/web/layout.tsx', `import '../browser/send.ts'`],
  ['browser-is-apart', 'src/browser/send.ts', `import type { Verdict } from '#base'`],
  ['browser-is-apart', 'src/browser/send.ts', `import 'fflate'`],
  ['browser-is-apart', 'src/browser/count-worker.ts', `import type { Verdict } from '../core/refused.ts'`],
  ['browser-is-apart', 'src/browser/count-worker.ts', `import 'zod'`],
  ['packages-are-pure', 'packages/blind-signatures/src/index.ts', `import { voter } from '#hidden-ballot'`],
  ['packages-are-pure', 'packages/deliberation/src/tally.ts', `import { blind } from '#blind-signatures'`],
  ['voter-is-apart', 'src/voter/ask.ts', `import { fair } from '#deliberation'`],
  ['voter-is-apart', 'src/voter/ask.ts', `import type { Verdict } from '../core/refused.ts'`],
  ['voter-is-apart', 'src/voter/ask.ts', `import 'zod'`],
  ['voter-is-apart', 'src/voter/ask.ts', `import 'node:fs'`],
  ['voter-is-apart', 'src/browser/send.ts', `import '../voter/ask.ts'`],
  ['voter-is-apart', 'src/web/layout.tsx', `import '../voter/ask.ts'`],
  ['packages-by-the-door', 'src/voter/ask.ts', `import '#hidden-ballot/voter'`],
  ['packages-by-the-door', 'src/browser/count-worker.ts', `import '../../packages/deliberation/src/tally.ts'`],
  ['fedify-in-its-room', inDialogue('module.ts'), `import '@fedify/fedify'`],
  ['no-undeclared-package', 'src/web/layout.tsx', `import 'left-pad-that-is-not-here'`],
  ['no-undeclared-package', 'src/web/layout.tsx', `import 'fs'`],
  ['no-undeclared-package', 'src/web/layout.tsx', `import { test } from 'vitest'`],
  ['no-undeclared-package', 'packages/deliberation/src/tally.test.ts', `import 'left-pad-that-is-not-here'`],
  ['imports-can-be-read', 'src/main/modules.ts', 'const load = (room: string) => import(`../modules/${room}/module.ts`)'],
  ['no-circle', 'src/web/manifest.ts', `import type { Manifest as Mine } from './manifest.ts'`],
  ['no-circle', 'packages/deliberation/src/tally.ts', `import type { fair } from './index.ts'`],
  ['no-dead-file', 'src/core/forgotten.ts', 'export const forgotten = 1'],
  ['no-dead-file', 'packages/deliberation/src/forgotten.ts', 'export const forgotten = 1'],
  ['rooms-are-known', 'src/modules/cellar/README.md', '# Cellar'],
  ['kinds-are-known', inDialogue('services.md'), 'x'],
  ['kinds-are-known', inDialogue('commands/again/vote.json'), '{}'],
  ['floors-are-known', 'src/cellar/wine.md', 'x'],
]

describe('the house', () => {
  test('every import of the real tree keeps the rules', () => {
    const tree = readTree(ROOT)
    expect(violationsIn(tree).map(sentence)).toEqual([])
  })

  test('the sample is in good order', () => {
    expect(violationsIn(sampleHouse).map(sentence)).toEqual([])
  })
})

describe('a planted break rings its own rule and no other', () => {
  test.each(BREAKS)('%s: %s: %s', (rule, file, line) => {
    const rang = violationsIn(planted(sampleHouse, file, line))
    expect(rang.map((violation) => violation.rule)).toEqual([rule])
    expect(rang[0]?.reason).not.toBe('')
    expect(rang[0]?.remedy).not.toBe('')
  })

  test('a dead file rings in its dead company too', () => {
    const dead = planted(planted(sampleHouse, 'src/core/one.ts', `import './two.ts'`), 'src/core/two.ts', 'export const two = 2')
    expect(violationsIn(dead).map(({ rule, file }) => [rule, file])).toEqual([
      ['no-dead-file', 'src/core/one.ts'],
      ['no-dead-file', 'src/core/two.ts'],
    ])
  })

  test('a circle is told as a walk, once', () => {
    const [circle, ...more] = violationsIn(planted(sampleHouse, 'packages/deliberation/src/tally.ts', `import './index.ts'`))
    expect(more).toEqual([])
    expect([circle?.file, circle?.imports]).toEqual([
      'packages/deliberation/src/index.ts',
      'packages/deliberation/src/tally.ts -> packages/deliberation/src/index.ts',
    ])
  })
})

describe('imports', () => {
  const seen = (source: string): unknown =>
    importsOf('src/web/x.tsx', source).map(({ target, to, typeOnly, byUrl }) => [target, to, typeOnly, byUrl])

  test('are read in every form', () => {
    expect(
      seen(`import a from './a.ts'
        import { type B } from './b.ts'
        import type { C } from './c.ts'
        export * from '../core/d.ts'
        export type { E } from './e.ts'
        const f = await import('./f.ts')
        type G = import('./g.ts').G
        declare module '../platform/db.ts' { interface Tables {} }
        new Worker(new URL('./h.ts', import.meta.url))
        import 'hono/jsx'; import '@hono/node-server/serve'; import 'node:fs'
        import '#base'; import '#base/deep.ts'`),
    ).toEqual([
      ['file', 'src/web/a.ts', false, false],
      ['file', 'src/web/b.ts', false, false],
      ['file', 'src/web/c.ts', true, false],
      ['file', 'src/core/d.ts', false, false],
      ['file', 'src/web/e.ts', true, false],
      ['file', 'src/web/f.ts', false, false],
      ['file', 'src/web/g.ts', true, false],
      ['file', 'src/platform/db.ts', true, false],
      ['file', 'src/web/h.ts', false, true],
      ['npm', 'hono', false, false],
      ['npm', '@hono/node-server', false, false],
      ['node', 'node:fs', false, false],
      ['file', 'packages/base/src/index.ts', false, false],
      ['file', 'packages/base/src/deep.ts', false, false],
    ])
  })

  test('are not found in comments, strings, JSX text and addresses', () => {
    expect(
      seen(`// import './a.ts'\nconst b = "import './b.ts'"\nconst c = <p>import './c.ts'</p>\nnew URL('https://x.org/d.ts')`),
    ).toEqual([])
  })
})
