import type { Actor } from '../../../core/actor.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { no } from '../refusals.ts'
import { demandDialogue, type Dialogue } from './dialogue-facts.ts'
import { readStatements, type StatementRow } from './statement-list.ts'

/** What a moderator's decision rests on: the dialogue, its published rules, and the statement as it stands. */
export async function decisionFacts(
  db: Reader,
  asked: { dialogue: string; statement: number },
  actor: Actor,
): Promise<{ dialogue: Dialogue; statement: StatementRow }> {
  const dialogue = await demandDialogue(db, asked.dialogue, actor, 'update')
  const [statement] = await readStatements(db, dialogue.id, { numbers: [asked.statement] })
  return { dialogue, statement: statement ?? refuse(no('statement.missing')) }
}
