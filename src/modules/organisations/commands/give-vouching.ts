import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { no as noCore, refuse } from '../../../core/refused.ts'
import { mayVouch } from '../policy.ts'
import { lockPair, vouchFacts } from '../queries/vouch-facts.ts'
import { bodyRef } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { evidenceExpiry } from '../rules.ts'
import type {} from '../tables.ts'

/** Given again, it is good for another year, in the name of whoever gave it last. */
export const giveVouching = command({
  name: 'organisations.vouch',
  summary: 'Vouch in the name of a verified body, for a year, that another is what it says it is. For stewards of the first.',
  route: 'PUT /bodies/{body}/vouchings/{voucher}',
  input: z.object({ body: bodyRef, voucher: bodyRef }),
  output: z.object({ body: z.string(), voucher: z.string(), expiresAt: z.date() }),
  async facts(tx, { input, actor, now }) {
    await lockPair(tx, input)
    return vouchFacts(tx, input, actor, now)
  },
  may: ({ actor, facts }) => mayVouch(actor, facts),
  async run(tx, { actor, facts, now, outside }) {
    const body = facts.body ?? refuse(no('body.missing'))
    const voucher = facts.voucher ?? refuse(no('body.missing'))
    const person = actor.person ?? refuse(noCore('sign-in.needed'))
    const expiresAt = evidenceExpiry(now)
    await tx
      .insertInto('vouching')
      .values({
        body_id: body.id,
        id: outside.uuid(),
        voucher_id: voucher.id,
        person_id: person,
        given_at: now,
        expires_at: expiresAt,
        withdrawn_at: null,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['body_id', 'voucher_id'])
          .where('withdrawn_at', 'is', null)
          .doUpdateSet({ person_id: person, expires_at: expiresAt }),
      )
      .execute()
    return { body: body.id, voucher: voucher.id, expiresAt }
  },
  tell: ({ result }) => [
    { kind: 'organisations.vouching.given', scope: result.body, subject: result.voucher, data: {}, visibility: 'public' },
  ],
})
