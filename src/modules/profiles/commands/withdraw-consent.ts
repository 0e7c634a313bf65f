import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { dayOf, THE_HUB } from '../../../core/event.ts'
import { mayWithdraw } from '../policy.ts'
import { idIn } from '../queries/shapes.ts'
import type {} from '../tables.ts'

export const withdrawConsent = command({
  name: 'profiles.withdraw-consent',
  summary: 'Withdraw a consent: what you told by it is deleted at once; the receipt stays, with the day.',
  route: 'DELETE /me/consents/{consent}',
  input: z.object({ consent: z.string().max(100) }),
  output: z.object({ consent: z.string() }),
  async facts(tx, { input, actor }) {
    const id = idIn(input.consent)
    if (id === null || actor.person === null) return null
    const row = await tx
      .selectFrom('consent')
      .select('id')
      .where('person_id', '=', actor.person)
      .where('id', '=', id)
      .where('ended_on', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    return row ?? null
  },
  may: ({ actor, facts }) => mayWithdraw(actor, facts),
  async run(tx, { actor, facts, input, now }) {
    const consent = facts?.id ?? input.consent
    await tx.deleteFrom('facet').where('person_id', '=', actor.person).where('consent_id', '=', consent).execute()
    await tx
      .updateTable('consent')
      .set({ ended_on: dayOf(now), withdrawn: true })
      .where('person_id', '=', actor.person)
      .where('id', '=', consent)
      .execute()
    return { consent }
  },
  tell: () => [{ kind: 'profiles.consent.withdrawn', scope: THE_HUB, subject: THE_HUB, data: {}, visibility: 'internal', anonymous: true }],
})
