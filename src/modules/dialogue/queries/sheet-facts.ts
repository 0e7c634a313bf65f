import type { Actor } from '../../../core/actor.ts'
import { no as noFromHub, refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { no } from '../refusals.ts'
import { valueOf, type Choice } from '../rules.ts'
import { demandDialogue } from './dialogue-facts.ts'
import { answersInLine, answersOfSheets, demandMeeting, linkBehind, readMeetingSheets } from './meetings.ts'

type Asking = { readonly actor: Actor; readonly outside: Pick<Outside, 'keys'> }
type AskedMeeting = { readonly dialogue: string; readonly meeting: number; readonly link?: string | undefined }

/** What a deed about a meeting rests on. Dialogue, link and meeting are held in this order, so that no two wait for each other. */
export async function meetingFacts(db: Reader, asked: AskedMeeting, { actor, outside }: Asking, lock: 'share' | 'update' = 'share') {
  const dialogue = await demandDialogue(db, asked.dialogue, actor, lock)
  const link =
    asked.link === undefined ? undefined : await linkBehind(db, outside.keys, { dialogueId: dialogue.id, token: asked.link, lock: true })
  const row = await demandMeeting(db, dialogue.id, asked.meeting)
  return { dialogue, link, meeting: { ...row, ofThisLink: link != null && row.link === link.id } }
}

type AskedSheet = AskedMeeting & {
  readonly key: string
  readonly answers: readonly { readonly statement: number; readonly choice: Choice }[]
  readonly statements: readonly unknown[]
  readonly anyway: boolean
}

/** Votes are taken on what is published now: what was declined since the print falls out, and what was never printed is refused. */
export async function sheetFacts(db: Reader, asked: AskedSheet, asking: Asking) {
  // Who adds a statement changes the row of the dialogue, so it is taken whole at once.
  const facts = await meetingFacts(db, asked, asking, asked.statements.length > 0 ? 'update' : 'share')
  const { dialogue, meeting } = facts
  if (asked.answers.some(({ statement }) => !meeting.statements.includes(statement))) refuse(no('statement.missing'))
  const open = await openAmong(db, dialogue.id, meeting.statements)
  const values = new Map(asked.answers.map(({ statement, choice }) => [statement, valueOf(choice)]))
  const votes = [...values].flatMap(([statement, value]) => (open.has(statement) ? [{ statement, value }] : []))
  const line = answersInLine(votes)
  const others = asked.anyway ? [] : await answersOfSheets(db, dialogue.id, meeting.number)
  const sheets = await readMeetingSheets(db, dialogue.id, meeting.number)
  await demandFreshKey(db, dialogue.id, { key: asked.key, meeting: meeting.number })
  return {
    ...facts,
    votes,
    answers: votes.length,
    alike: others.find((one) => one.line === line)?.number ?? null,
    adds: asked.statements.length > 0,
    earlier: sheets.find(({ key }) => key === asked.key)?.number ?? null,
    last: sheets[0]?.number ?? 0,
  }
}

/** A form makes its own key: one that stands at another meeting came from no form. */
async function demandFreshKey(db: Reader, dialogueId: string, { key, meeting }: { readonly key: string; readonly meeting: number }) {
  const row = await db.selectFrom('sheet').select('meeting').where('dialogue_id', '=', dialogueId).where('key', '=', key).executeTakeFirst()
  if (row !== undefined && row.meeting !== meeting)
    refuse(noFromHub('input.invalid', { field: 'key' }), [{ field: 'key', code: 'field.invalid', data: {} }])
}

/** Which of these can be voted on now. */
export async function openAmong(db: Reader, dialogueId: string, numbers: readonly number[]): Promise<ReadonlySet<number>> {
  if (numbers.length === 0) return new Set()
  const rows = await db
    .selectFrom('statement')
    .select('number')
    .where('dialogue_id', '=', dialogueId)
    .where('number', 'in', [...numbers])
    .where('status', '=', 'published')
    .execute()
  return new Set(rows.map(({ number }) => number))
}
