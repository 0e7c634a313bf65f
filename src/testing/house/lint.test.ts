import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROOT } from './tree.ts'

const OXLINT = join(ROOT, 'node_modules/oxlint/bin/oxlint')
const SETTINGS = join(ROOT, '.oxlintrc.json')

/** What is planted, in a file of its own for each line, and the wall that it hits. */
const BREAKS: readonly (readonly [string, string, string])[] = [
  ['packages-are-pure', 'packages/one/src/a.ts', `import '../../../src/core/actor.ts'`],
  ['packages-are-pure', 'packages/one/src/b.ts', `import type { Kysely } from 'kysely'`],
  ['packages-are-pure', 'packages/one/src/c.ts', `import '#deliberation'`],
  ['packages-are-pure', 'packages/one/src/d.test.ts', `import '../../../src/core/actor.ts'`],
  ['packages-by-the-door', 'packages/one/src/e.ts', `import '../../base/src/index.ts'`],
  ['packages-by-the-door', 'packages/one/src/f.test.ts', `import '../../base/src/index.ts'`],
  ['packages-by-the-door', 'src/core/a.ts', `import '../../packages/base/src/index.ts'`],
  ['platform-is-lowest', 'src/platform/a.ts', `import '../core/actor.ts'`],
  ['core-knows-no-web', 'src/core/b.ts', `import '../web/say.ts'`],
  ['core-knows-no-web', 'src/core/c.ts', `import type { Hono } from 'hono'`],
  ['web-knows-no-module', 'src/web/a.tsx', `import '../modules/people/index.ts'`],
  ['sql-in-its-room', 'src/web/b.ts', `import { sql } from 'kysely'`],
  ['sql-in-its-room', 'src/modules/dialogue/jobs.ts', `import { sql } from 'kysely'`],
  ['sql-in-its-room', 'src/main/a.ts', `import { sql } from 'kysely'`],
  ['browser-is-apart', 'src/browser/a.ts', `import '../core/actor.ts'`],
  ['browser-is-apart', 'src/browser/b.ts', `import 'zod'`],
  ['browser-is-apart', 'src/browser/c.ts', `import '#deliberation'`],
  ['browser-is-apart', 'src/browser/d-worker.ts', `import '../core/actor.ts'`],
  ['browser-is-apart', 'src/browser/e-worker.ts', `import 'zod'`],
  ['voter-is-apart', 'src/voter/a.ts', `import '../core/actor.ts'`],
  ['voter-is-apart', 'src/voter/b.ts', `import '#deliberation'`],
  ['voter-is-apart', 'src/voter/c.ts', `import '#matching'`],
  ['main-by-manifest', 'src/main/b.ts', `import '../modules/dialogue/rules.ts'`],
  ['main-by-manifest', 'src/main/c.ts', `import '../modules/dialogue/queries/results.ts'`],
  ['testing-stays-outside', 'src/main/d.ts', `import '../testing/house.ts'`],
  ['migrations-stand-alone', 'migrations/0001_a.ts', `import '../src/modules/people/tables.ts'`],
  ['rooms-stand-on-floors', 'src/modules/dialogue/pages.tsx', `import '../../main/rooms.ts'`],
  ['peers-are-strangers', 'src/modules/dialogue/views/a.tsx', `import type { Skill } from '../../skills/index.ts'`],
  ['peers-are-strangers', 'src/modules/notices/module.ts', `import '../dialogue/index.ts'`],
  ['peers-are-strangers', 'src/modules/people/index.ts', `import '../dialogue/index.ts'`],
  ['room-by-its-door', 'src/modules/dialogue/queries/a.ts', `import '../../people/queries/account.ts'`],
  ['room-by-its-door', 'src/modules/dialogue/commands/a.ts', `import '../../people/policy.ts'`],
  ['ground-order', 'src/modules/people/pages.tsx', `import '../communities/index.ts'`],
  ['ground-order', 'src/modules/organisations/module.ts', `import '../communities/index.ts'`],
  ['deeds-know-no-web', 'src/modules/dialogue/commands/b.ts', `import '../../../web/say.ts'`],
  ['deeds-know-no-web', 'src/modules/dialogue/queries/b.ts', `import type { Context } from 'hono'`],
  ['queries-do-not-command', 'src/modules/dialogue/queries/c.ts', `import '../commands/cast-vote.ts'`],
  ['rules-and-policy-are-pure', 'src/modules/dialogue/rules.ts', `import { z } from 'zod'`],
  ['rules-and-policy-are-pure', 'src/modules/dialogue/policy.ts', `import './queries/vote-facts.ts'`],
  ['rules-and-policy-are-pure', 'src/modules/skills/policy.ts', `import { db } from '../../platform/db.ts'`],
  ['views-get-props', 'src/modules/dialogue/views/b.tsx', `import { results } from '../queries/results.ts'`],
  ['views-get-props', 'src/modules/dialogue/views/c.tsx', `import { perform } from '../../../core/perform.ts'`],
]

const ALLOWED: readonly (readonly [string, string])[] = [
  ['packages/one/src/ok.ts', `import '#base'\nimport './a.ts'`],
  ['packages/one/src/ok.test.ts', `import 'node:fs'\nimport 'vitest'`],
  ['src/core/ok.ts', `import { Kysely } from 'kysely'\nimport '../platform/db.ts'\nimport '#base'`],
  ['src/web/ok.ts', `import type { Kysely } from 'kysely'\nimport 'hono'\nimport '../core/actor.ts'`],
  ['src/browser/ok.ts', `import './a.ts'`],
  ['src/browser/ok-worker.ts', `import 'fflate'\nimport '#deliberation'`],
  ['src/main/ok.ts', `import '../modules/dialogue/module.ts'\nimport '../../migrations/index.ts'`],
  ['src/modules/dialogue/module.ts', `import './pages.tsx'\nimport '../people/index.ts'`],
  ['src/modules/dialogue/queries/ok.ts', `import { sql } from 'kysely'\nimport '../../people/index.ts'\nimport '../rules.ts'`],
  [
    'src/modules/dialogue/views/ok.tsx',
    `import type { R } from '../queries/results.ts'\nimport '../../../web/layout.tsx'\nimport '../rules.ts'`,
  ],
  ['src/modules/communities/policy.ts', `import '#base'\nimport type { R } from '../people/index.ts'\nimport './rules.ts'`],
  ['src/modules/communities/index.ts', `import '../people/index.ts'\nimport '../organisations/index.ts'`],
  ['src/modules/dialogue/policy.test.ts', `import '../../testing/house.ts'\nimport 'kysely'`],
]

type Rang = { readonly filename: string; readonly code: string; readonly help: string }

describe('oxlint keeps the same walls while one types', () => {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-lint-'))
  let rang: readonly Rang[] = []

  beforeAll(() => {
    const files: readonly (readonly [string, string])[] = [...BREAKS.map(([, path, source]) => [path, source] as const), ...ALLOWED]
    for (const [path, source] of files) {
      mkdirSync(join(folder, dirname(path)), { recursive: true })
      writeFileSync(join(folder, path), source)
    }
    // The folders in the settings are meant from where the settings lie.
    copyFileSync(SETTINGS, join(folder, '.oxlintrc.json'))
    const asked = spawnSync(process.execPath, [OXLINT, '--format', 'json'], { cwd: folder, encoding: 'utf8' })
    const answer: { readonly diagnostics: readonly Rang[] } = JSON.parse(asked.stdout)
    rang = answer.diagnostics.filter(({ code }) => code === 'eslint(no-restricted-imports)')
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test.each(BREAKS)('%s: %s: %s', (rule, path) => {
    const heard = rang.filter(({ filename }) => filename === path)
    expect(heard.map(({ help }) => help.split(':')[0])).toEqual([rule])
  })

  test.each(ALLOWED)('%s is in order', (path) => {
    expect(rang.filter(({ filename }) => filename === path)).toEqual([])
  })

  test('every sentence of the settings was heard', () => {
    const sentences = [...readFileSync(SETTINGS, 'utf8').matchAll(/"message": "([^"]+)"/g)].map((match) => match[1])
    const heard = new Set(rang.map(({ help }) => help))
    expect([...new Set(sentences)].filter((sentence) => sentence !== undefined && !heard.has(sentence))).toEqual([])
  })
})
