import type { Actor } from '../../../core/actor.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { officeOf } from '../policy.ts'
import { no } from '../refusals.ts'
import type { WritingOffice } from '../tables.ts'
import { demandDialogue, type Dialogue } from './dialogue-facts.ts'
import { readStatements, type StatementRow } from './statement-list.ts'

/** What a moderator's decision rests on: the dialogue, its published rules, the statement as it stands, and by which office it is made. */
export async function decisionFacts(
  db: Reader,
  asked: { dialogue: string; statement: number },
  actor: Actor,
): Promise<{ dialogue: Dialogue; statement: StatementRow; by: WritingOffice | null }> {
  const dialogue = await demandDialogue(db, asked.dialogue, actor, 'update')
  const [statement] = await readStatements(db, dialogue.id, { numbers: [asked.statement] })
  const by = officeOf(dialogue.standing, actor.person !== null)
  return { dialogue, statement: statement ?? refuse(no('statement.missing')), by }
}
