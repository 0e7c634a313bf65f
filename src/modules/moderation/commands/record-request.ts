import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { mayRecordRequest, maySeeCase } from '../policy.ts'
import { readCase, readRequest } from '../queries/case-file.ts'
import { deskOf, roleOf } from '../queries/desk.ts'
import { caseRef, COUNTRY } from '../queries/shapes.ts'
import { reportableOf, type Things } from '../queries/things.ts'
import { no } from '../refusals.ts'

export const recordRequest = (things: Things) =>
  command({
    name: 'moderation.record-request',
    summary:
      'Write down that a state or an authority asks for a removal: from then on hiding takes two people, and it is counted in public',
    route: 'PUT /moderation/cases/{scope}/{case}/request',
    input: z.object({
      ...caseRef,
      authority: z.string().trim().min(1).max(200).describe('The authority, not a person of it'),
      country: z.string().regex(COUNTRY, 'field.required').describe('ISO 3166, two letters'),
      legalBasis: z.string().trim().min(1).max(500).describe('The law it names; "none" where it names none'),
      territory: z.enum(['everywhere', 'country']),
      receivedOn: z.iso.date(),
      nameable: z.boolean().default(true).describe('False: a law forbids that it is named; it is counted all the same'),
    }),
    output: z.object({ case: z.uuid() }),
    async facts(tx, { input, actor, now, outside }) {
      const ref = { scope: input.scope, id: input.case }
      const row = (await readCase(tx, ref, 'update')) ?? refuse(no('case.missing'))
      const desk = await deskOf(tx, row.body_id, { actor, now })
      demand(maySeeCase(desk))
      const own = await reportableOf(things, row.sort).isBy(tx, { scope: row.scope_id, subject: row.subject }, { actor, outside })
      return { desk, decided: row.decided_at !== null, own, requested: (await readRequest(tx, ref)) !== null }
    },
    may: ({ input, facts, now }) =>
      all(mayRecordRequest(facts), input.receivedOn <= now.toISOString().slice(0, 10) ? yes : no('request.day')),
    async run(tx, { input, facts: { desk }, now }) {
      await tx
        .insertInto('authority_request')
        .values({
          ...{ scope_id: input.scope, case_id: input.case, authority: input.authority, country: input.country },
          ...{ legal_basis: input.legalBasis, territory: input.territory, received_on: input.receivedOn, nameable: input.nameable },
          ...{ recorded_role: roleOf(desk), recorded_at: now },
        })
        .execute()
      return { case: input.case }
    },
    tell: ({ input }) => [
      {
        kind: 'moderation.request.recorded',
        scope: THE_HUB,
        subject: input.case,
        data: { authority: input.nameable ? input.authority : null, country: input.nameable ? input.country : null },
        visibility: 'internal',
      },
    ],
  })
