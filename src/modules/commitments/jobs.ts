import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import type { Listener } from '../../core/worker.ts'
import { recordWanted } from './commands/record-wanted.ts'

export const listeners: readonly Listener[] = [
  {
    // Told by whichever room answers recommendations: its event is all that is known of it here.
    kind: 'recommendations.answer.given',
    delivery: 'critical',
    job: async (runner, { scope, subject, data }) => {
      await perform(runner, recordWanted, { session: scope, recommendation: subject, answer: data['answer'] }, theHub)
    },
  },
]
