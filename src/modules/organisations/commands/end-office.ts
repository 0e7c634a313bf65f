import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayEndOffice } from '../policy.ts'
import { bodyFactsLocked, countStewards, holdsOffice } from '../queries/body-facts.ts'
import { bodyRef, officeField } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { closeOffice } from './open-office.ts'

export const endOffice = command({
  name: 'organisations.end-office',
  summary: 'End an office: your own, or any of a body that you look after.',
  route: 'DELETE /bodies/{body}/offices/{person}/{role}',
  input: z.object({ body: bodyRef, person: z.uuid(), role: officeField }),
  output: z.object({ body: z.string() }),
  async facts(tx, { input, actor }) {
    const body = await bodyFactsLocked(tx, input.body, actor)
    if (body === null) return { body, held: false, stewards: 0 }
    return { body, held: await holdsOffice(tx, body.id, input.person, input.role), stewards: await countStewards(tx, body.id) }
  },
  may: ({ actor, input, facts }) => mayEndOffice(actor, input, facts),
  async run(tx, { input, facts, now }) {
    const body = facts.body ?? refuse(no('body.missing'))
    await closeOffice(tx, { bodyId: body.id, personId: input.person, role: input.role, now })
    return { body: body.id }
  },
  tell: ({ input, result }) => [
    { kind: 'organisations.office.ended', scope: result.body, subject: input.person, data: { role: input.role }, visibility: 'public' },
  ],
})
