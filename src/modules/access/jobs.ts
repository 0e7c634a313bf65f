import type { Sweep } from '../../core/worker.ts'
import { forgetTokens } from './commands/forget-tokens.ts'

export const sweeps = (): readonly Sweep[] => [
  { name: 'access.forget-tokens', everySeconds: 60 * 60, sweep: (runner) => forgetTokens(runner.db, runner.outside.now()) },
]
