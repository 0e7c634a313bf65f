import type { CommittedSort, Entry, Records, Standing } from '../../../core/recorded.ts'
import { BY_LAW } from '../../../core/reportable.ts'
import type { Reader } from '../../../platform/db.ts'
import { appealEnds, dayOf } from '../rules.ts'
import type {} from '../tables.ts'

/**
 * Decisions and appeals in the public log: the fields of a statement of reasons that name nobody. What it is about is said by its sort alone, for the
 * place where it stands may be hidden; the facts are the author's, so the log only commits to them.
 */
async function decided(db: Reader, id: string): Promise<Entry | null> {
  const row = await selectDecision(db, id)
  if (row === undefined) return null
  const law = row.rule === BY_LAW
  const rests = { kept: null, hidden: 'DISABLED', labelled: 'LABELLED' } as const
  return {
    t: 'moderation.decided',
    fields: {
      ...{ case: id, sort: row.sort, outcome: row.outcome, decision_visibility: rests[row.outcome] },
      decision_ground: row.outcome === 'kept' ? null : law ? 'ILLEGAL_CONTENT' : 'INCOMPATIBLE_CONTENT',
      ...{ rule: row.rule, label: row.label, content_language: row.language, territorial_scope: 'WORLDWIDE', source_type: 'OTHER_NOTICE' },
      ...{ automated_detection: 'No', automated_decision: 'NOT_AUTOMATED', conflict_declared: row.conflict !== null },
      ...{ decided_by_role: row.decider_role, decided_by_second_role: row.second_role, requested_by_authority: row.requested },
      internal_redress_until: dayOf(appealEnds(row.decided_at)),
    },
    committed: { sort: REASONS, id, value: reasonsOf(row) },
  }
}

async function appealed(db: Reader, id: string): Promise<Entry | null> {
  const row = await db
    .selectFrom('appeal')
    .select(['by_author', 'outcome', 'rule', 'decider_role'])
    .where('case_id', '=', id)
    .where('decided_at', 'is not', null)
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    t: 'appeal.decided',
    fields: { case: id, outcome: row.outcome, by_author: row.by_author, rule: row.rule, decided_by_role: row.decider_role },
  }
}

const REASONS = 'moderation-reasons'

const selectDecision = (db: Reader, id: string) =>
  db
    .selectFrom('decision')
    .innerJoin('moderation_case', 'moderation_case.id', 'decision.case_id')
    .select(['sort', 'outcome', 'rule', 'law', 'facts', 'language', 'conflict', 'label', 'requested', 'decider_role', 'second_role'])
    .select('decision.decided_at')
    .where('decision.case_id', '=', id)
    .executeTakeFirst()

const reasonsOf = ({ facts, language, law }: { facts: string; language: string; law: string | null }) => ({ facts, language, law })

const reasons: CommittedSort = {
  sort: REASONS,
  takenBy: {},
  async standing(db, ids) {
    if (ids.length === 0) return new Map()
    const rows = await db
      .selectFrom('decision')
      .select(['case_id', 'facts', 'language', 'law'])
      .where('case_id', 'in', [...ids])
      .execute()
    return new Map(rows.map((row): readonly [string, Standing] => [row.case_id, { value: reasonsOf(row), shown: false }]))
  },
}

export const recorded: Records = {
  entries: [
    { kind: 'moderation.case.decided', entry: (db, { subject }) => decided(db, subject) },
    { kind: 'moderation.appeal.decided', entry: (db, { subject }) => appealed(db, subject) },
  ],
  counts: { 'moderation.request.recorded': 'removals-asked-by-authorities' },
  committed: [reasons],
}
