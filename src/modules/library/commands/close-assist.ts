import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayEnd } from '../policy.ts'
import { assistFacts, holdAssist } from '../queries/assists.ts'
import { assistEventOf } from '../queries/telling.ts'
import { ENDED_FOR } from '../rules.ts'

export const closeAssist = command({
  name: 'library.close-assist',
  summary: 'End a question to peers, and say why',
  route: 'PUT /peer-assists/{assist}/end',
  input: z.object({ assist: z.uuid(), reason: z.enum(ENDED_FOR) }),
  output: z.object({ assist: z.uuid() }),
  async facts(tx, { input, actor, now }) {
    await holdAssist(tx, input.assist)
    return assistFacts(tx, input.assist, { actor, now })
  },
  may: ({ actor, facts }) => mayEnd(actor, facts, facts.facts),
  async run(tx, { input, now }) {
    await tx.updateTable('assist').set({ state: 'closed', ended_for: input.reason, ended_at: now }).where('id', '=', input.assist).execute()
    return { assist: input.assist }
  },
  tell: ({ facts: { row } }) => [assistEventOf({ id: row.id, body: row.body_id }, 'assist.ended', row.audience === 'everybody')],
})
