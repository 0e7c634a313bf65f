import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayReopen } from '../policy.ts'
import { bodyFactsLocked } from '../queries/body-facts.ts'
import { bodyRef } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

export const reopenBody = command({
  name: 'organisations.reopen-body',
  summary: 'Take a body out of the archive. For its stewards, and for operators.',
  route: 'DELETE /bodies/{body}/archive',
  input: z.object({ body: bodyRef }),
  output: z.object({ body: z.string() }),
  facts: (tx, { input, actor }) => bodyFactsLocked(tx, input.body, actor),
  may: ({ actor, facts }) => mayReopen(actor, facts),
  async run(tx, { facts }) {
    const body = facts ?? refuse(no('body.missing'))
    await tx.updateTable('body').set({ archived_at: null, archived_by: null }).where('id', '=', body.id).execute()
    return { body: body.id }
  },
  tell: ({ result }) => [{ kind: 'organisations.body.reopened', scope: result.body, subject: result.body, data: {}, visibility: 'public' }],
})
