import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayWithdrawOperator } from '../policy.ts'
import { operatorsNow } from '../queries/operators.ts'
import { sessionHeld } from '../queries/sessions.ts'
import type {} from '../tables.ts'
import { heldField } from './fields.ts'
import { lockOperators } from './lock-operators.ts'

/** Also from oneself; never from the last one. An invitation that this operator made goes as well. */
export const withdrawOperator = command({
  name: 'people.withdraw-operator',
  summary: 'End somebody’s right to run this hub, within fifteen minutes of signing in. The last operator keeps it.',
  route: 'DELETE /operators/{person}',
  limit: 'write',
  input: z.object({ person: z.uuid(), held: heldField }),
  output: z.object({ withdrawn: z.literal(true) }),
  async facts(tx, { input }) {
    await lockOperators(tx)
    const operators = await operatorsNow(tx)
    const isOperator = operators.some(({ person }) => person === input.person)
    return { isOperator, operators: operators.length, held: await sessionHeld(tx, input.held) }
  },
  may: ({ actor, facts, now }) => mayWithdrawOperator(actor, facts, now),
  async run(tx, { input }) {
    await tx.updateTable('person').set({ operator: false }).where('id', '=', input.person).execute()
    await tx.deleteFrom('operator_invitation').where('made_by', '=', input.person).where('used_at', 'is', null).execute()
    return { withdrawn: true as const }
  },
  tell: ({ input }) => [{ kind: 'people.operator.withdrawn', scope: THE_HUB, subject: input.person, data: {}, visibility: 'internal' }],
})
