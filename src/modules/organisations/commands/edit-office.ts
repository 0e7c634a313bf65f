import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayEditOffice } from '../policy.ts'
import { bodyFactsLocked, holdsOffice } from '../queries/body-facts.ts'
import { bodyRef, dayField, officeField, titlesField } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

export const editOffice = command({
  name: 'organisations.edit-office',
  summary: 'Say until when an office is agreed, and what the body calls it, in each language. For stewards.',
  route: 'PUT /bodies/{body}/offices/{person}/{role}',
  input: z.object({ body: bodyRef, person: z.uuid(), role: officeField, termEnds: dayField.nullable(), titles: titlesField }),
  output: z.object({ body: z.string() }),
  async facts(tx, { input, actor }) {
    const body = await bodyFactsLocked(tx, input.body, actor)
    return { body, held: body !== null && (await holdsOffice(tx, body.id, input.person, input.role)) }
  },
  may: ({ actor, facts }) => mayEditOffice(actor, facts),
  async run(tx, { input, facts }) {
    const body = facts.body ?? refuse(no('body.missing'))
    await tx
      .updateTable('office')
      .set({ term_ends: input.termEnds, titles: JSON.stringify(input.titles) })
      .where('body_id', '=', body.id)
      .where('person_id', '=', input.person)
      .where('role', '=', input.role)
      .where('until', 'is', null)
      .execute()
    return { body: body.id }
  },
  tell: ({ input, result }) => [
    {
      kind: 'organisations.office.edited',
      scope: result.body,
      subject: input.person,
      data: { role: input.role, termEnds: input.termEnds?.toISOString() ?? null },
      visibility: 'public',
    },
  ],
})
