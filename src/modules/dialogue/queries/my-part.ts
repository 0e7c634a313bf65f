import { sharedGround } from '#deliberation'
import { z } from 'zod'
import type { Actor } from '../../../core/actor.ts'
import { query } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { no } from '../refusals.ts'
import { choiceOf, FEWEST_SHOWN } from '../rules.ts'
import { demandDialogue, holderTag, participantOf, type Participant } from './dialogue-facts.ts'
import { groupOf, latestResult, type Result } from './latest-result.ts'
import { ownVotes, type OwnVote } from './own-votes.ts'
import { choice, publicStatement, ref, rule } from './shapes.ts'
import { readStatements } from './statement-list.ts'

const mine = z.object({
  votes: z.array(z.object({ statement: publicStatement, choice, important: z.boolean() })),
  statements: z.array(
    publicStatement.extend({
      status: z.enum(['waiting', 'published', 'declined']),
      declinedFor: rule.nullable(),
      note: z.string().nullable(),
    }),
  ),
  group: z.string().nullable().describe('The opinion group in which the last result places the participant'),
  shared: z
    .object({ statement: z.number().int(), text: z.string(), language: z.string(), side: z.enum(['agree', 'disagree']), group: z.string() })
    .nullable()
    .describe('What they share with a group unlike theirs'),
})
export type MyPart = z.infer<typeof mine>

export const myPart = query({
  name: 'dialogue.my-part',
  summary: 'Where the participant stands: their votes, what became of their statements, and what they share with people unlike them',
  route: 'GET /dialogues/{dialogue}/participation',
  input: z.object({ dialogue: ref }),
  output: mine,
  async read(db, { input, actor, outside }) {
    const dialogue = await demandDialogue(db, input.dialogue, actor)
    const participant = await whoTakesPart(db, dialogue.id, { actor, outside })
    if (participant === null) return refuse(no('participation.missing'))
    return readMyPart(db, dialogue.id, participant)
  },
})

export async function whoTakesPart(
  db: Reader,
  dialogueId: string,
  who: { actor: Actor; outside: Pick<Outside, 'keys'> },
): Promise<Participant | null> {
  return participantOf(db, dialogueId, holderTag(dialogueId, who.actor, who.outside))
}

export async function readMyPart(db: Reader, dialogueId: string, participant: Participant): Promise<MyPart> {
  const votes = await ownVotes(db, dialogueId, participant.number)
  const numbers = votes.map((vote) => vote.statement)
  const statements = new Map((await readStatements(db, dialogueId, { numbers })).map((row) => [row.number, publicStatement.parse(row)]))
  const own = participant.author === null ? [] : await readStatements(db, dialogueId, { author: participant.author })
  const result = await latestResult(db, dialogueId)
  return {
    votes: votes.flatMap((vote) => {
      const statement = statements.get(vote.statement)
      return statement === undefined ? [] : [{ statement, choice: choiceOf(vote.value), important: vote.important }]
    }),
    statements: own.map((row) => ({
      ...publicStatement.parse(row),
      status: row.status,
      declinedFor: rule.nullable().parse(row.declinedFor),
      note: row.note,
    })),
    group: result === null ? null : groupOf(result, participant.number),
    shared: result === null ? null : sharedWith(result, participant.number, { votes, statements }),
  }
}

type Own = {
  readonly votes: readonly OwnVote[]
  readonly statements: ReadonlyMap<number, { readonly number: number; readonly text: string; readonly language: string }>
}

/** The strongest agreement with a group unlike one's own; groups too small to be shown are left out. */
function sharedWith(result: Result, participant: number, { votes, statements }: Own): MyPart['shared'] {
  const large = new Set(result.analysis.groups.filter((group) => group.size >= FEWEST_SHOWN).map((group) => group.id))
  const own = new Map(votes.map((vote) => [vote.statement, vote.value]))
  for (const { statement, side, groups } of sharedGround(result.analysis, participant, own)) {
    const text = statements.get(statement)
    const group = groups.find(({ id }) => large.has(id))
    if (text !== undefined && group !== undefined) return { statement, text: text.text, language: text.language, side, group: group.id }
  }
  return null
}
