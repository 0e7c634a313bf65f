import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { EventDraft } from '../../../core/event.ts'
import { mayRecordCheck } from '../policy.ts'
import { evidenceOfRow } from '../queries/evidence.ts'
import { domainHolds, evidenceExpiry } from '../rules.ts'
import { PROOF_METHODS } from '../tables.ts'

/**
 * What was found at a domain. A check that a steward asked for begins a new year; the daily ones do not, so that somebody of the
 * body says once a year that it still is so.
 * No route: the hub looks for itself, and believes nobody who says what is there.
 */
export const recordDomainCheck = command({
  name: 'organisations.record-domain-check',
  summary: 'Write down what was found at a domain.',
  input: z.object({ body: z.uuid(), domain: z.string(), method: z.enum(PROOF_METHODS).nullable(), absent: z.boolean() }),
  output: z.object({ held: z.boolean(), holds: z.boolean() }),
  async facts(tx, { input }) {
    const row = await tx
      .selectFrom('body_domain')
      .select(['asked_at', 'method', 'proven_at', 'expires_at', 'failing_since', 'absent'])
      .where('body_id', '=', input.body)
      .where('domain', '=', input.domain)
      .forUpdate()
      .executeTakeFirst()
    return row ?? null
  },
  may: ({ actor, facts }) => mayRecordCheck(actor, facts !== null),
  async run(tx, { input, facts, now }) {
    const before = facts === null ? null : evidenceOfRow(facts)
    const held = before !== null && domainHolds(before, now)
    const found = input.method !== null
    const begins = found && (!held || (facts?.asked_at ?? null) !== null)
    const after = {
      provenAt: found && !held ? now : (before?.provenAt ?? null),
      expiresAt: begins ? evidenceExpiry(now) : (before?.expiresAt ?? null),
      failingSince: found || before === null || before.provenAt === null ? null : (before.failingSince ?? now),
      absent: !found && input.absent,
    }
    await tx
      .updateTable('body_domain')
      .set({
        asked_at: null,
        checked_at: now,
        method: input.method ?? facts?.method ?? null,
        proven_at: after.provenAt,
        expires_at: after.expiresAt,
        failing_since: after.failingSince,
        absent: after.absent,
      })
      .where('body_id', '=', input.body)
      .where('domain', '=', input.domain)
      .execute()
    return { held, holds: domainHolds(after, now) }
  },
  tell({ input: { body, domain, method }, result: { held, holds } }) {
    const about = { scope: body, subject: body }
    const checked: EventDraft = {
      ...about,
      kind: 'organisations.domain.checked',
      data: { domain, found: method !== null },
      visibility: 'internal',
    }
    if (held === holds) return [checked]
    return [
      checked,
      holds
        ? { ...about, kind: 'organisations.domain.proven', data: { domain, method }, visibility: 'public' }
        : { ...about, kind: 'organisations.domain.lost', data: { domain }, visibility: 'public' },
    ]
  },
})
