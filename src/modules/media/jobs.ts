import type { Jobs } from '../../web/manifest.ts'
import { forgetUnattached } from './commands/forget-unattached.ts'

export const jobs = (): Jobs => ({
  listeners: [],
  sweeps: [{ name: 'media.forget-unattached', everySeconds: 3600, sweep: (runner) => forgetUnattached(runner.db, runner.outside.now()) }],
})
