import { defineConfig } from 'vitest/config'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    include: ['packages/**/*.test.ts', 'src/**/*.test.{ts,tsx}', 'bench/**/*.test.ts'],
    // `PASSERELLE_FIXTURE=0004-step-1 npm exec -- vitest run src/testing/upgrade.test.ts` writes the fixture of a finished step.
    // `PASSERELLE_RIGHTS=write npm exec -- vitest run src/testing/rights` writes docs/security/rights.md anew.
    // `ATTACK_SEED=<number> npm exec -- vitest run src/testing/attack` does again what a run of the attacks did.
    provide: {
      fixture: process.env['PASSERELLE_FIXTURE'] ?? null,
      rights: process.env['PASSERELLE_RIGHTS'] === 'write',
      attackSeed: Number(process.env['ATTACK_SEED'] ?? Math.floor(Math.random() * 2 ** 31)),
    },
    globalSetup: ['src/testing/server.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Heavy files (a browser, a server of their own) share two cores with the rest.
    maxWorkers: 2,
    // Each file has a hub and a database of its own; what it loads is the same for all, and loading it anew took a sixth of the time.
    isolate: false,
    restoreMocks: true,
  },
})
