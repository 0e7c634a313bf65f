import type { Sweep } from '../../core/worker.ts'
import { forgetPassages } from './commands/forget-passages.ts'

export const sweeps = (): readonly Sweep[] => [
  { name: 'providers.forget-passages', everySeconds: 60 * 60, sweep: (runner) => forgetPassages(runner.db, runner.outside.now()) },
]
