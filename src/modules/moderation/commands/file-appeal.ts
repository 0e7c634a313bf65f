import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { refuse } from '../../../core/refused.ts'
import { mayAppeal } from '../policy.ts'
import { readAppeal, readCase, readDecision } from '../queries/case-file.ts'
import { caseBehind } from '../queries/case-behind.ts'
import { language, link, LONGEST } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { hourOf } from '../rules.ts'

export const fileAppeal = command({
  name: 'moderation.file-appeal',
  summary: 'Appeal: the author against hiding, or somebody who reported against keeping; once for a case, within six months',
  route: 'POST /appeals',
  limit: 'write',
  whileLeaving: true,
  input: z.object({ link, text: z.string().trim().min(1).max(LONGEST.appeal), language }),
  output: z.object({ byAuthor: z.boolean() }),
  async facts(tx, { input, outside }) {
    const { ref, byAuthor } = (await caseBehind(tx, outside.keys, input.link)) ?? refuse(no('report.missing'))
    await readCase(tx, ref, 'update')
    return { ref, byAuthor, decision: await readDecision(tx, ref), appeal: await readAppeal(tx, ref) }
  },
  may: ({ facts: { byAuthor, decision, appeal }, now }) =>
    mayAppeal(
      {
        byAuthor,
        decision: decision === null ? null : { outcome: decision.outcome, decidedAt: decision.decided_at },
        appealed: appeal !== null,
      },
      now,
    ),
  async run(tx, { input, facts: { ref, byAuthor, decision }, now }) {
    if (decision === null) return refuse(no('appeal.too-early'))
    await tx
      .insertInto('appeal')
      .values({
        ...{ scope_id: ref.scope, case_id: ref.id, by_author: byAuthor, text: input.text, language: input.language },
        ...{ appealed_at: hourOf(now), first_decider_tag: decision.decider_tag, second_decider_tag: decision.second_tag },
        ...{ outcome: null, rule: null, law: null, reasons: null, reasons_language: null },
        ...{ decider_tag: null, decider_role: null, decided_at: null },
      })
      .execute()
    return { byAuthor }
  },
  tell: ({ facts: { ref, byAuthor } }) => [
    {
      kind: 'moderation.appeal.filed',
      scope: THE_HUB,
      subject: ref.id,
      data: { by: byAuthor ? 'author' : 'reporter' },
      visibility: 'internal',
      anonymous: true,
    },
  ],
})
