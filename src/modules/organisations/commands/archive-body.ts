import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayArchive } from '../policy.ts'
import { isAbandoned } from '../queries/clocks.ts'
import { bodyFactsLocked } from '../queries/body-facts.ts'
import { bodyRef } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { ARCHIVERS } from '../tables.ts'

export const archiveBody = command({
  name: 'organisations.archive-body',
  summary:
    'Put a body into the archive: all of it stays readable, and nothing new is done in its name. For its stewards; for operators where no steward has done anything for a year.',
  route: 'PUT /bodies/{body}/archive',
  input: z.object({
    body: bodyRef,
    sure: z
      .boolean()
      .refine((sure) => sure, 'field.required')
      .describe('True: you have thought about it'),
  }),
  output: z.object({ body: z.string(), by: z.enum(ARCHIVERS) }),
  async facts(tx, { input, actor, now }) {
    const body = await bodyFactsLocked(tx, input.body, actor)
    return { body, abandoned: body !== null && actor.operator && (await isAbandoned(tx, body.id, now)) }
  },
  may: ({ actor, facts }) => mayArchive(actor, facts),
  async run(tx, { facts, now }) {
    const body = facts.body ?? refuse(no('body.missing'))
    const by = body.standing.steward ? ('stewards' as const) : ('operator' as const)
    await tx.updateTable('body').set({ archived_at: now, archived_by: by }).where('id', '=', body.id).execute()
    return { body: body.id, by }
  },
  tell: ({ result }) => [
    { kind: 'organisations.body.archived', scope: result.body, subject: result.body, data: { by: result.by }, visibility: 'public' },
  ],
})
