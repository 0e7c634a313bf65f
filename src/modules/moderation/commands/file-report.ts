import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { refuse } from '../../../core/refused.ts'
import { BY_LAW, type Thing } from '../../../core/reportable.ts'
import type { Tx } from '../../../platform/db.ts'
import { countWaiting } from '../queries/case-file.ts'
import { reportLink } from '../queries/links.ts'
import { language, law, LONGEST, moment, rule } from '../queries/shapes.ts'
import { thingAt, type Things } from '../queries/things.ts'
import { no } from '../refusals.ts'
import { answerDue, hourOf, MOST_REPORTS } from '../rules.ts'

export const fileReport = (things: Things) =>
  command({
    name: 'moderation.file-report',
    summary: 'Report something that was published: anybody may, with or without an account; nobody learns who did',
    route: 'POST /reports',
    limit: 'report',
    whileLeaving: true,
    input: z.object({
      about: z.string().min(1).max(500).describe('The path of its page, without a language: /dialogues/{dialogue}/statements/{number}'),
      rule: rule.min(1).describe('A published rule, or "law"'),
      law,
      text: z.string().trim().min(1).max(LONGEST.report),
      language,
    }),
    output: z.object({
      case: z.uuid(),
      link: z.string().describe('The private link: whoever holds it reads what became of the report'),
      dueAt: moment,
    }),
    async facts(tx, { input, actor, outside }) {
      const thing = await thingAt(things, tx, input.about, { actor, outside })
      return { thing, waiting: thing === null ? 0 : await countWaiting(tx, thing) }
    },
    may: ({ input, facts: { thing, waiting } }) =>
      thing === null
        ? no('report.nothing')
        : all(
            input.rule === BY_LAW || thing.rules.some(({ code }) => code === input.rule) ? yes : no('report.rule-unknown'),
            input.rule === BY_LAW && input.law === '' ? no('report.law-unnamed') : yes,
            waiting < MOST_REPORTS ? yes : no('report.enough'),
          ),
    async run(tx, { input, facts, now, outside }) {
      const thing = facts.thing ?? refuse(no('report.nothing'))
      const id = outside.uuid()
      const at = hourOf(now)
      const caseId = await openCase(tx, { thing, id: outside.uuid(), at })
      await tx
        .insertInto('report')
        .values({
          ...{ scope_id: thing.scope, id, case_id: caseId, rule: input.rule, law: input.rule === BY_LAW ? input.law : null },
          ...{ text: input.text, language: input.language, reported_at: at },
        })
        .execute()
      return { case: caseId, link: reportLink(outside.keys, { scope: thing.scope, id }), dueAt: answerDue(at).toISOString() }
    },
    tell: ({ input, result }) => [
      {
        kind: 'moderation.report.filed',
        scope: THE_HUB,
        subject: result.case,
        data: { rule: input.rule },
        visibility: 'internal',
        anonymous: true,
      },
    ],
  })

/** The case in which reports of this thing wait. A decision that is being made meanwhile is waited for, and then a new case begins. */
async function openCase(tx: Tx, { thing, id, at }: { thing: Thing; id: string; at: Date }): Promise<string> {
  const { scope, sort, subject, bodyId } = thing
  const row = await tx
    .insertInto('moderation_case')
    .values({ scope_id: scope, id, sort, subject, body_id: bodyId, opened_at: at, decided_at: null })
    .onConflict((conflict) =>
      conflict
        .columns(['scope_id', 'sort', 'subject'])
        .where('decided_at', 'is', null)
        .doUpdateSet({ subject: (eb) => eb.ref('moderation_case.subject') }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}
