import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { sentId } from '../../../core/sending.ts'
import type { Reader } from '../../../platform/db.ts'
import { mayDecide } from '../policy.ts'
import { demandHere } from '../queries/here.ts'
import { pathOf } from '../queries/rows.ts'
import { language, number, steps, words } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { dayIn, isWhole, LONGEST } from '../rules.ts'

export const beginPurpose = command({
  name: 'purposes.begin',
  summary: 'For stewards: say what a community sets out to reach, how one will know, until when, and who measures it. One at a time',
  route: 'POST /communities/{community}/purposes',
  limit: 'write',
  input: z.object({
    community: z.uuid(),
    sending: z.string().min(8).max(80).describe('Made by whoever sends it: what arrives twice is one'),
    language,
    goal: words(LONGEST.goal),
    reachedWhen: words(LONGEST.text),
    unit: words(LONGEST.unit).nullish(),
    target: number.nullish(),
    baseline: number.nullish().describe('Where it stands today, in the same unit'),
    steps,
    measuredBy: words(LONGEST.goal),
    method: words(LONGEST.text),
    risks: z.string().trim().max(LONGEST.text).default(''),
    deadline: z.iso.date(),
  }),
  output: z.object({ id: z.uuid(), path: z.string() }),
  async facts(tx, { input, actor, now, outside }) {
    const here = await demandHere(tx, { actor, now, outside }, { id: input.community })
    const id = sentId(outside.keys, 'purpose', input.community, here.community.me?.member ?? '', input.sending)
    return { here, id, open: await openOne(tx, input.community) }
  },
  may: ({ input, now, facts: { here, id, open } }) =>
    all(
      mayDecide(here.asking),
      open === null || open === id ? yes : no('purpose.one-at-a-time'),
      isWhole(
        { ...input, target: input.target ?? null, unit: input.unit ?? null, baseline: input.baseline ?? null },
        // What was sent before its deadline is the same a day later.
        now,
      ),
    ),
  async run(tx, { input, now, facts: { here, id, open } }) {
    const path = pathOf(here.community.slug, id)
    if (open === id) return { id, path }
    const at = { community_id: input.community, id }
    const made = await tx
      .insertInto('purpose')
      .values({
        ...{ ...at, language: input.language, goal: input.goal, reached_when: input.reachedWhen, unit: input.unit ?? null },
        ...{ target: input.target ?? null, baseline: input.baseline ?? null, measured_by: input.measuredBy, method: input.method },
        ...{ risks: input.risks, deadline: input.deadline, begun_at: now, begun_by: here.community.me?.member ?? null },
        ...{ checked_on: dayIn(now), outcome: null, reason: null, learned: null, afterwards: null, closed_at: null, hidden_for: null },
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    // Another steward was quicker; or it was begun, and closed since.
    if (made === undefined) return (await isThere(tx, at)) ? { id, path } : refuse(no('purpose.one-at-a-time'))
    if (input.steps.length > 0)
      await tx
        .insertInto('purpose_step')
        .values(input.steps.map((text, index) => ({ community_id: input.community, purpose_id: id, position: index + 1, text })))
        .execute()
    return { id, path }
  },
  tell: ({ input, facts: { open }, result }) =>
    open === result.id
      ? []
      : [{ kind: 'purposes.purpose.begun', scope: input.community, subject: result.id, data: {}, visibility: 'internal', anonymous: true }],
})

async function openOne(db: Reader, community: string): Promise<string | null> {
  const row = await db
    .selectFrom('purpose')
    .select('id')
    .where('community_id', '=', community)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  return row?.id ?? null
}

async function isThere(db: Reader, at: { readonly community_id: string; readonly id: string }): Promise<boolean> {
  const row = await db
    .selectFrom('purpose')
    .select('id')
    .where('community_id', '=', at.community_id)
    .where('id', '=', at.id)
    .executeTakeFirst()
  return row !== undefined
}
