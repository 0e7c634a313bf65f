import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { mayEnter, mayEnterSheet } from '../policy.ts'
import { sheetFacts } from '../queries/sheet-facts.ts'
import { choice, entryLink, language, place, ref, statementNumber } from '../queries/shapes.ts'
import { sameWords } from '../rules.ts'
import { appendStatement, becomeAuthor, statementAdded } from './add-statement.ts'
import { seedText } from './create-dialogue.ts'
import { enterUnheld } from './join-dialogue.ts'

export const enterSheet = command({
  name: 'dialogue.enter-sheet',
  summary: 'Type in what one person answered on paper: they count as a participant whom nobody can sign in as',
  route: 'POST /dialogues/{dialogue}/meetings/{meeting}/sheets',
  limit: 'write',
  input: z.object({
    dialogue: ref,
    meeting: place.positive(),
    link: entryLink,
    key: z.uuid().describe('Made by whoever asks: the same one twice is one sheet'),
    answers: z.array(z.object({ statement: statementNumber, choice })).max(400),
    statements: z
      .array(z.object({ text: seedText, language }))
      .max(3)
      .default([])
      .describe('What the person wrote themselves: it waits for a moderator'),
    anyway: z.boolean().default(false).describe('Another sheet of this meeting has the same answers, and it is somebody else'),
  }),
  output: z.object({ dialogue: z.uuid(), number: z.number().int(), added: z.array(z.number().int()) }),
  facts: (tx, { input, actor, outside }) => sheetFacts(tx, input, { actor, outside }),
  // A post that arrives twice is answered as the first one was, whatever is full by now.
  may: ({ facts, now }) => (facts.earlier === null ? mayEnterSheet(facts, now) : mayEnter(facts, now)),
  async run(tx, { input, facts, now, outside }) {
    const { dialogue, meeting, earlier, votes } = facts
    if (earlier !== null) return { dialogue: dialogue.id, number: earlier, added: [] }
    const number = 1 + facts.last
    const participant = await enterUnheld(tx, { dialogueId: dialogue.id, now, outside })
    await tx
      .insertInto('sheet')
      .values({ dialogue_id: dialogue.id, meeting: meeting.number, number, key: input.key, participant })
      .execute()
    await tx
      .insertInto('vote')
      .values(votes.map(({ statement, value }) => ({ dialogue_id: dialogue.id, participant, statement, value, cast_at: now })))
      .execute()
    const wrote = { dialogueId: dialogue.id, participant, statements: input.statements, now, outside }
    return { dialogue: dialogue.id, number, added: input.statements.length === 0 ? [] : await appendAll(tx, wrote) }
  },
  tell: ({ input, facts, result: { dialogue, number, added } }) =>
    facts.earlier !== null
      ? []
      : [
          {
            kind: 'dialogue.sheet.entered',
            scope: dialogue,
            subject: String(input.meeting),
            data: { number, link: facts.link?.id ?? null },
            visibility: 'internal',
          },
          ...added.map((statement) => statementAdded({ dialogue, number: statement, status: 'waiting' })),
        ],
})

type Wrote = {
  readonly dialogueId: string
  readonly participant: number
  readonly statements: readonly { readonly text: string; readonly language: string }[]
  readonly now: Date
  readonly outside: Pick<Outside, 'below'>
}

/** What is there already is not added again: at a table, many write the same. */
async function appendAll(tx: Tx, { statements, now, ...author }: Wrote): Promise<number[]> {
  const rows = await tx
    .selectFrom('statement')
    .select('text')
    .where('dialogue_id', '=', author.dialogueId)
    .where('status', '!=', 'declined')
    .execute()
  const known = new Set(rows.map(({ text }) => sameWords(text)))
  const fresh = statements.filter(({ text }) => !known.has(sameWords(text)))
  if (fresh.length === 0) return []
  const number = await becomeAuthor(tx, author)
  const added: number[] = []
  for (const { text, language: written } of fresh) {
    if (known.has(sameWords(text))) continue
    known.add(sameWords(text))
    const said = { text, language: written, question: null }
    added.push(await appendStatement(tx, { dialogueId: author.dialogueId, ...said, author: number, status: 'waiting', now }))
  }
  return added
}
