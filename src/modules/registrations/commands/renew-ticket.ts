import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { newCode, spacedCode } from '../../../core/paper-code.ts'
import { refuse } from '../../../core/refused.ts'
import { mayHoldTicket } from '../policy.ts'
import { hashCode } from '../queries/codes.ts'
import { ownOf, TICKET } from '../queries/own.ts'
import { demandEdition } from '../queries/plan.ts'
import { no } from '../refusals.ts'
import { CODE_LENGTH } from '../rules.ts'
import type {} from '../tables.ts'

export const renewTicket = command({
  name: 'registrations.renew-ticket',
  summary: 'Put a new code on your ticket: the one before opens no door any more',
  route: 'POST /editions/{edition}/registration/ticket',
  limit: 'write',
  input: z.object({ edition: z.uuid() }),
  output: z.object({ code: z.string() }),
  async facts(tx, { input, actor, outside }) {
    await demandEdition(tx, input.edition, actor)
    return { own: await ownOf(tx, input.edition, actor, outside.keys) }
  },
  may: ({ actor, facts }) => mayHoldTicket(actor, facts.own),
  async run(tx, { input, facts, outside }) {
    const { id } = facts.own ?? refuse(no('registration.not-yours'))
    const code = newCode((limit) => outside.below(limit)).slice(0, CODE_LENGTH)
    await tx
      .updateTable('registration')
      .set({ code_sealed: outside.keys.seal(TICKET, code), code_hash: hashCode(input.edition, code) })
      .where('edition_id', '=', input.edition)
      .where('id', '=', id)
      .execute()
    return { code: spacedCode(code) }
  },
  tell: ({ input }) => [
    {
      kind: 'registrations.ticket.renewed',
      scope: input.edition,
      subject: input.edition,
      data: {},
      visibility: 'internal',
      anonymous: true,
    },
  ],
})
