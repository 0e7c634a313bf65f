import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { hubAlone } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { demandDialogue, type Dialogue } from '../queries/dialogue-facts.ts'
import { language } from '../queries/shapes.ts'
import { writtenNow } from '../queries/conversation.ts'
import { no } from '../refusals.ts'
import { isHidden, sameWords } from '../rules.ts'
import { appendStatement, becomeAuthor, statementAdded } from './add-statement.ts'
import { seedText } from './create-dialogue.ts'
import { enterUnheld } from './join-dialogue.ts'

const value = z.union([z.literal(-1), z.literal(0), z.literal(1)])
const vote = z.object({ statement: z.number().int(), value, important: z.boolean() })

// No route: the ballot box hands in a whole batch, in the transaction that opens it.
export const countBallots = command({
  name: 'dialogue.count-ballots',
  summary: 'Count the votes of a batch from the ballot box: its voters take part as participants whom nobody holds',
  input: z.object({
    dialogue: z.uuid(),
    voters: z.array(z.object({ participant: z.number().int().nullable(), votes: z.array(vote) })),
    statements: z.array(z.object({ voter: z.number().int(), text: z.string(), language: z.string() })),
  }),
  output: z.object({ participants: z.array(z.number().int()), statements: z.array(z.number().int().nullable()) }),
  async facts(tx, { input, actor }) {
    const dialogue = await demandDialogue(tx, input.dialogue, actor, 'update')
    const rows = await tx.selectFrom('statement').select(['number', 'text', 'status']).where('dialogue_id', '=', dialogue.id).execute()
    return { dialogue, rows }
  },
  // A batch that a fault kept back is counted after the end as well: it was cast before.
  may: ({ actor, facts: { dialogue } }) =>
    all(hubAlone(actor), isHidden(dialogue.participation) && dialogue.state !== 'draft' ? yes : no('dialogue.missing')),
  async run(tx, { input, facts, now, outside }) {
    const { dialogue, rows } = facts
    const participants: number[] = []
    for (const { participant } of input.voters)
      participants.push(participant ?? (await enterUnheld(tx, { dialogueId: dialogue.id, now, outside })))
    const known = new Set(rows.map(({ number }) => number))
    const votes = input.voters.flatMap((voter, at) =>
      voter.votes.flatMap((one) =>
        known.has(one.statement) ? [{ dialogue_id: dialogue.id, participant: participants[at] ?? 0, ...one, cast_at: now }] : [],
      ),
    )
    await writeVotes(tx, votes)
    if (dialogue.state !== 'open') await tx.updateTable('dialogue').set(writtenNow).where('id', '=', dialogue.id).execute()
    const said = new Set(rows.flatMap(({ text, status }) => (status === 'declined' ? [] : [sameWords(text)])))
    const statements: (number | null)[] = []
    for (const { voter, ...words } of input.statements)
      statements.push(await write(tx, { dialogue, participant: participants[voter] ?? 0, words, said, now, outside }))
    return { participants, statements }
  },
  tell: ({ input: { dialogue }, facts, result }) => [
    { kind: 'dialogue.ballots.counted', scope: dialogue, subject: dialogue, data: {}, visibility: 'internal', anonymous: true },
    ...result.statements.flatMap((number) =>
      number === null ? [] : [statementAdded({ dialogue, number, status: statusIn(facts.dialogue) })],
    ),
  ],
})

const AT_ONCE = 1000

/** All of one moment: what is told of when a vote was cast is when its batch was opened. */
async function writeVotes(tx: Tx, votes: readonly (z.infer<typeof vote> & { dialogue_id: string; participant: number; cast_at: Date })[]) {
  for (let from = 0; from < votes.length; from += AT_ONCE)
    await tx
      .insertInto('vote')
      .values(votes.slice(from, from + AT_ONCE))
      .onConflict((oc) =>
        oc.columns(['dialogue_id', 'participant', 'statement']).doUpdateSet((eb) => ({
          value: eb.ref('excluded.value'),
          important: eb.ref('excluded.important'),
          cast_at: eb.ref('excluded.cast_at'),
          written: eb.ref('excluded.written'),
        })),
      )
      .execute()
}

const statusIn = ({ moderation }: Dialogue) => (moderation === 'before' ? ('waiting' as const) : ('published' as const))

type Writing = {
  readonly dialogue: Dialogue
  readonly participant: number
  readonly words: { readonly text: string; readonly language: string }
  readonly said: Set<string>
  readonly now: Date
  readonly outside: Parameters<typeof becomeAuthor>[1]['outside']
}

const readable = z.object({ text: seedText, language })

/** Null: it says the same as one that is there, cannot be read, or is not wanted any more. No vote of anybody waits for it. */
async function write(tx: Tx, { dialogue, participant, words, said, now, outside }: Writing): Promise<number | null> {
  const read = readable.safeParse(words)
  if (!read.success) return null
  const same = sameWords(read.data.text)
  if (said.has(same) || !dialogue.mayAdd || dialogue.state !== 'open') return null
  said.add(same)
  const row = await tx
    .selectFrom('participant')
    .select('author_number')
    .where('dialogue_id', '=', dialogue.id)
    .where('number', '=', participant)
    .executeTakeFirst()
  const author = row?.author_number ?? (await becomeAuthor(tx, { dialogueId: dialogue.id, participant, outside }))
  return appendStatement(tx, { dialogueId: dialogue.id, ...read.data, question: null, author, status: statusIn(dialogue), now })
}
