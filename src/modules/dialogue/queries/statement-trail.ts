import { eventsOf } from '../../../core/event.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Office, WritingOffice } from '../tables.ts'
import { OFFICES } from '../rules.ts'
import type { Dialogue } from './dialogue-facts.ts'
import type { StatementRow } from './statement-list.ts'

/** One thing that was decided about a statement, by an office and never by a name. */
export type TrailStep = {
  readonly what: 'published' | 'published-at-once' | 'declined' | 'restored' | 'merged' | 'split'
  readonly on: Date
  readonly by: WritingOffice | null
  /** The rule for which it was declined. */
  readonly rule: string | null
  /** Why it was merged, and into which statement. */
  readonly merge: { readonly into: number; readonly reason: string } | null
}

const KINDS = ['dialogue.statement.published', 'dialogue.statement.declined', 'dialogue.statement.merged', 'dialogue.statement.split']
const BY: readonly string[] = [...OFFICES, 'operator'] satisfies readonly (Office | 'operator')[]

/** Where a statement was: from its publication on, in the order in which it happened. */
export async function trailOf(
  db: Reader,
  dialogue: Pick<Dialogue, 'id' | 'origin'>,
  statement: Pick<StatementRow, 'number' | 'voice' | 'createdAt'>,
): Promise<readonly TrailStep[]> {
  // What was imported was decided where it was held, and seeds stand there from the beginning.
  if (dialogue.origin !== 'here') return []
  const events = await eventsOf(db, dialogue.id, KINDS, String(statement.number))
  const steps: TrailStep[] = []
  const atOnce = (statement.voice === 'participant' || statement.voice === 'intermediary') && events[0]?.data['before'] !== 'waiting'
  if (atOnce) steps.push({ what: 'published-at-once', on: statement.createdAt, by: null, ...PLAIN })
  for (const { kind, data, at } of events) {
    const by = officeIn(data['by'])
    if (kind === 'dialogue.statement.published') steps.push({ what: steps.length === 0 ? 'published' : 'restored', on: at, by, ...PLAIN })
    else if (kind === 'dialogue.statement.merged')
      steps.push({ what: 'merged', on: at, by, rule: null, merge: { into: Number(data['into']), reason: String(data['reason']) } })
    else if (kind === 'dialogue.statement.split') steps.push({ what: 'split', on: at, by, ...PLAIN })
    // What was declined before anybody could read it was not taken from anybody.
    else if (data['before'] !== 'waiting') steps.push({ what: 'declined', on: at, by, rule: String(data['rule']), merge: null })
  }
  return steps
}

const PLAIN = { rule: null, merge: null }

const officeIn = (by: unknown): WritingOffice | null => (typeof by === 'string' && BY.includes(by) ? (by as WritingOffice) : null)
