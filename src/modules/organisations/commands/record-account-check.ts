import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { EventDraft } from '../../../core/event.ts'
import { mayRecordAccountCheck } from '../policy.ts'
import { accountEvidence } from '../queries/accounts.ts'
import { accountHolds, networkOf } from '../rules.ts'
import { ACCOUNT_METHODS } from '../tables.ts'

/**
 * What was found on the page of an outside account.
 * No route: the hub looks for itself, and believes nobody who says what is there.
 */
export const recordAccountCheck = command({
  name: 'organisations.record-account-check',
  summary: 'Write down what was found on the page of an outside account.',
  input: z.object({ body: z.uuid(), account: z.uuid(), method: z.enum(ACCOUNT_METHODS).nullable(), absent: z.boolean() }),
  output: z.object({ told: z.boolean(), holds: z.boolean(), network: z.string() }),
  async facts(tx, { input }) {
    const row = await tx
      .selectFrom('body_account')
      .select(['url', 'method', 'proven_at', 'failing_since', 'absent', 'checked_at'])
      .where('body_id', '=', input.body)
      .where('id', '=', input.account)
      .forUpdate()
      .executeTakeFirst()
    return row ?? null
  },
  may: ({ actor, facts }) => mayRecordAccountCheck(actor, facts !== null),
  async run(tx, { input, facts, now }) {
    const before = facts === null ? null : accountEvidence(facts)
    const checkedAt = facts?.checked_at ?? null
    // What was told last is what the last look found: nobody was told that the days of silence ran out meanwhile.
    const held = before !== null && checkedAt !== null && accountHolds(before, checkedAt)
    const found = input.method !== null
    const after = {
      provenAt: found && !held ? now : (before?.provenAt ?? null),
      failingSince: found || before === null || before.provenAt === null ? null : (before.failingSince ?? now),
      absent: !found && input.absent,
    }
    await tx
      .updateTable('body_account')
      .set({
        asked_at: null,
        checked_at: now,
        method: input.method ?? facts?.method ?? null,
        proven_at: after.provenAt,
        failing_since: after.failingSince,
        absent: after.absent,
      })
      .where('body_id', '=', input.body)
      .where('id', '=', input.account)
      .execute()
    const holds = accountHolds(after, now)
    return { told: held !== holds, holds, network: facts === null ? '' : networkOf(facts.url) }
  },
  tell({ input: { body, method }, result: { told, holds, network } }) {
    const about = { scope: body, subject: body }
    const looked: EventDraft = {
      ...about,
      kind: 'organisations.account.looked-at',
      data: { network, found: method !== null },
      visibility: 'internal',
    }
    if (!told) return [looked]
    return [
      looked,
      holds
        ? { ...about, kind: 'organisations.account.checked', data: { network, method }, visibility: 'public' }
        : { ...about, kind: 'organisations.account.lapsed', data: { network }, visibility: 'public' },
    ]
  },
})
