import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes longest, the longest first: begun last, one of them would keep one core busy while the other has nothing left to do. */
const LONGEST = [
  ...['testing/pages', 'attack/scripting', 'attack/fuzz/fuzz', 'testing/journey-summit', 'attack/hidden-community', 'faults/faults'],
  ...['rights/matrix', 'journeys-joining', 'demo/seed', 'testing/processes', 'embedded-postgres', 'command-line/secret'],
  ...['attack/forgery', 'testing/everywhere', 'command-line/hub-commands', 'moderation/browser', 'profiles/browser', 'attack/browser'],
  ...['command-line/backup', 'attack/linking', 'testing/upgrade', 'testing/offline', 'holdings/browser', 'organisations/pages'],
  ...['safety/leaving', 'providers/browser', 'dialogue/kept-results', 'interventions/browser', 'testing/passkeys', 'testing/journeys'],
  ...['profiles/named', 'attack/headers', 'main/replicas', 'testing/checking', 'communities/attacks', 'browser.test'],
]
/** Pure code goes before all: what it makes and drops by the thousand is cleared away quickly as long as no rooms are loaded, and ten times as slowly later. */
const rankOf = ({ moduleId }: TestSpecification): number => {
  if (moduleId.includes('/packages/')) return -1
  const rank = LONGEST.findIndex((part) => moduleId.includes(part))
  return rank < 0 ? LONGEST.length : rank
}

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((one, other) => rankOf(one) - rankOf(other))
  }
}

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    include: ['packages/**/*.test.ts', 'src/**/*.test.{ts,tsx}', 'bench/**/*.test.ts'],
    // `PASSERELLE_FIXTURE=0004-step-1 npm exec -- vitest run src/testing/upgrade.test.ts` writes the fixture of a finished step.
    // `PASSERELLE_RIGHTS=write npm exec -- vitest run src/testing/rights` writes docs/security/rights.md anew.
    // `ATTACK_SEED=<number> npm exec -- vitest run src/testing/attack` does again what a run of the attacks did;
    // with `ATTACK_ONLY='<name of a case>'` the fuzzer sends that one alone, and `ATTACK_STRANGE` says how many strange requests each door gets.
    provide: {
      fixture: process.env['PASSERELLE_FIXTURE'] ?? null,
      rights: process.env['PASSERELLE_RIGHTS'] === 'write',
      attackOnly: process.env['ATTACK_ONLY'] ?? null,
      attackStrange: Number(process.env['ATTACK_STRANGE'] ?? 1),
      attackSeed: Number(process.env['ATTACK_SEED'] ?? Math.floor(Math.random() * 2 ** 31)),
    },
    globalSetup: ['src/testing/server.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Heavy files (a browser, a server of their own) share two cores with the rest.
    maxWorkers: 2,
    // Only where it is asked for (`npm run coverage`); what runs in a browser, in a thread or in another process is not seen.
    coverage: {
      provider: 'v8',
      reporter: ['json'],
      reportsDirectory: 'node_modules/.cache/coverage',
      include: ['src/**/*.{ts,tsx}', 'packages/*/src/**/*.ts'],
      exclude: ['**/*.test.{ts,tsx}', 'src/testing/**'],
    },
    // Each file has a hub and a database of its own; what it loads is the same for all, and loading it anew took a sixth of the time.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    restoreMocks: true,
  },
})
