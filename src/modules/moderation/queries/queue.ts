import type { ExpressionBuilder } from 'kysely'
import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { demand } from '../../../core/refused.ts'
import type { Reader, Tables } from '../../../platform/db.ts'
import { maySeeQueue } from '../policy.ts'
import { answerDue, hoursWaiting } from '../rules.ts'
import { anyDesk, bodiesOf, decidedBy } from './desk.ts'
import { moment } from './shapes.ts'
import { reportableOf, type Things } from './things.ts'

const waitingCase = z.object({
  scope: z.uuid(),
  case: z.uuid(),
  sort: z.string(),
  text: z.string(),
  language: z.string(),
  place: z.object({ text: z.string(), language: z.string(), path: z.string() }),
  since: moment,
  dueAt: moment,
  late: z.boolean(),
  hours: z.number().int().describe('So many it has waited'),
  requested: z.boolean().describe('A state or an authority asks for its removal'),
  needsSecond: z.boolean().describe('Hiding was proposed: it waits for a second person'),
  reports: z.number().int().nullable().describe('Null: it is an appeal'),
  forSomebodyElse: z.boolean().describe('An appeal against what the one who asks decided: somebody else decides it'),
})
export type WaitingCase = z.infer<typeof waitingCase>

/** What a page shows at once; the oldest come first, so the rest comes up as these are done. */
const AT_ONCE = 50

export const moderationQueue = (things: Things) =>
  query({
    name: 'moderation.queue',
    summary: 'For moderators and operators: reports and appeals that wait, the oldest first',
    route: 'GET /moderation/queue',
    input: z.object({}),
    output: z.array(waitingCase),
    async read(db, { actor, now, outside }) {
      const bodies = await bodiesOf(db, { actor, now })
      demand(maySeeQueue(anyDesk(actor, bodies)))
      const rows = [...(await undecided(db, bodies)), ...(await appealed(db, bodies))]
      rows.sort((a, b) => a.since.getTime() - b.since.getTime())
      const drawn = await Promise.all(
        rows.slice(0, AT_ONCE).map(async (row) => {
          const thing = await reportableOf(things, row.sort).byId(db, row, actor, outside)
          const { scope, sort, reports } = row
          const forSomebodyElse = decidedBy(outside, row, { actor, tag: row.first })
          const due = answerDue(row.since)
          const times = { since: row.since.toISOString(), dueAt: due.toISOString(), late: now > due, hours: hoursWaiting(row.since, now) }
          const asked = { requested: row.requested === true, needsSecond: row.first !== null && reports !== null }
          return thing === null
            ? []
            : [
                {
                  scope,
                  case: row.id,
                  sort,
                  text: thing.text,
                  language: thing.language,
                  place: thing.place,
                  ...times,
                  ...asked,
                  reports,
                  forSomebodyElse,
                },
              ]
        }),
      )
      return drawn.flat()
    },
  })

async function undecided(db: Reader, bodies: readonly string[] | null) {
  let select = db
    .selectFrom('moderation_case')
    .leftJoin('hiding_proposal', (join) =>
      join.onRef('hiding_proposal.scope_id', '=', 'moderation_case.scope_id').onRef('hiding_proposal.case_id', '=', 'moderation_case.id'),
    )
    .select(['moderation_case.scope_id as scope', 'id', 'sort', 'subject', 'opened_at as since', 'proposer_tag as first'])
    .select((eb) => [
      eb
        .selectFrom('report')
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .whereRef('report.scope_id', '=', 'moderation_case.scope_id')
        .whereRef('report.case_id', '=', 'moderation_case.id')
        .as('reports'),
      requestedOf(eb).as('requested'),
    ])
    .where('decided_at', 'is', null)
    .orderBy('opened_at')
    .orderBy('id')
    .limit(AT_ONCE)
  if (bodies !== null) select = select.where('body_id', 'in', [...bodies])
  return select.execute()
}

const requestedOf = (eb: ExpressionBuilder<Tables, 'moderation_case'>) =>
  eb.exists(
    eb
      .selectFrom('authority_request')
      .select('authority_request.case_id')
      .whereRef('authority_request.scope_id', '=', 'moderation_case.scope_id')
      .whereRef('authority_request.case_id', '=', 'moderation_case.id'),
  )

async function appealed(db: Reader, bodies: readonly string[] | null) {
  let select = db
    .selectFrom('appeal')
    .innerJoin('moderation_case', (join) =>
      join.onRef('moderation_case.scope_id', '=', 'appeal.scope_id').onRef('moderation_case.id', '=', 'appeal.case_id'),
    )
    .select(['appeal.scope_id as scope', 'moderation_case.id', 'sort', 'subject', 'appealed_at as since', 'first_decider_tag as first'])
    .select((eb) => requestedOf(eb).as('requested'))
    .where('appeal.decided_at', 'is', null)
    .orderBy('appealed_at')
    .orderBy('moderation_case.id')
    .limit(AT_ONCE)
  if (bodies !== null) select = select.where('body_id', 'in', [...bodies])
  return (await select.execute()).map((row) => ({ ...row, reports: null }))
}
