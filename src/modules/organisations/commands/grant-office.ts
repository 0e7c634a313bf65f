import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { people } from '../../people/index.ts'
import { mayAppoint } from '../policy.ts'
import { bodyFacts, holdsOffice } from '../queries/body-facts.ts'
import { bodyRef, dayField, officeField } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { openOffice } from './open-office.ts'

/** Offices only: a membership says something of a person's life, so it always begins with that person's own yes. */
export const grantOffice = command({
  name: 'organisations.appoint',
  summary: 'Give a person an office in a body without an invitation. For operators.',
  route: 'POST /bodies/{body}/offices',
  input: z.object({ body: bodyRef, person: z.uuid(), role: officeField, termEnds: dayField.nullable().default(null) }),
  output: z.object({ body: z.string() }),
  async facts(tx, { input, actor }) {
    const body = await bodyFacts(tx, input.body, actor)
    return {
      body,
      personExists: (await people.nameOf(tx, [input.person])).has(input.person),
      held: body !== null && (await holdsOffice(tx, body.id, input.person, input.role)),
    }
  },
  may: ({ actor, input, facts, now }) => mayAppoint(actor, facts, { termEnds: input.termEnds, now }),
  async run(tx, { input, facts, now }) {
    const body = facts.body ?? refuse(no('body.missing'))
    await openOffice(tx, { bodyId: body.id, personId: input.person, role: input.role, now, termEnds: input.termEnds })
    return { body: body.id }
  },
  tell: ({ input, result }) => [
    { kind: 'organisations.office.given', scope: result.body, subject: input.person, data: { role: input.role }, visibility: 'public' },
  ],
})
