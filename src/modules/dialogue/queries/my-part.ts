import { proveRow, rowLeaf, sharedGround } from '#deliberation'
import { z } from 'zod'
import type { Actor } from '../../../core/actor.ts'
import { query } from '../../../core/command.ts'
import type { OwnPart, OwnSort } from '../../../core/recorded.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { no } from '../refusals.ts'
import { choiceOf, FEWEST_SHOWN, isSealed } from '../rules.ts'
import { readCheckable } from './checkable.ts'
import { demandDialogue, holderTags, participantOf, type Participant } from './dialogue-facts.ts'
import { groupOf, latestResult, type Result } from './latest-result.ts'
import { ownVotes, type OwnVote } from './own-votes.ts'
import { ownSealedGroup, sealStage } from './sealed-result.ts'
import { choice, declinedFor, publicStatement, ref, removalReason } from './shapes.ts'
import { readStatements } from './statement-list.ts'
import { ownStanding } from './sureness.ts'

const mine = z.object({
  removedFor: removalReason.nullable().describe('Why a moderator took their votes out; null: they count'),
  votes: z.array(z.object({ statement: publicStatement, choice, important: z.boolean() })),
  statements: z.array(
    publicStatement.extend({
      status: z.enum(['waiting', 'published', 'declined']),
      declinedFor: declinedFor.nullable(),
      note: z.string().nullable(),
    }),
  ),
  group: z.string().nullable().describe('The opinion group in which the last result places the participant'),
  standing: z
    .object({ group: z.string(), same: z.number().int(), trials: z.number().int(), between: z.boolean(), other: z.string().nullable() })
    .nullable()
    .describe(
      'In how many trials, each without a tenth of their votes, they stay in that group. Null: in none, or only sums are published',
    ),
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
  return participantOf(db, dialogueId, holderTags(dialogueId, who.actor, who.outside))
}

export async function readMyPart(db: Reader, dialogueId: string, participant: Participant): Promise<MyPart> {
  const votes = await ownVotes(db, dialogueId, participant.number)
  const numbers = votes.map((vote) => vote.statement)
  const statements = new Map((await readStatements(db, dialogueId, { numbers })).map((row) => [row.number, publicStatement.parse(row)]))
  const own = participant.author === null ? [] : await readStatements(db, dialogueId, { author: participant.author })
  // Where only sums are published, who takes part learns of others what everybody learns, and of themselves which of the published groups is theirs:
  // people who are invented one after the other could feel out with more where groups end.
  const sealed = (await sealStage(db, dialogueId)) !== null
  const result = sealed ? null : await latestResult(db, dialogueId)
  const ownGroup = sealed ? await ownSealedGroup(db, dialogueId, participant.number) : null
  return {
    removedFor: participant.removedFor,
    votes: votes.flatMap((vote) => {
      const statement = statements.get(vote.statement)
      return statement === undefined ? [] : [{ statement, choice: choiceOf(vote.value), important: vote.important }]
    }),
    statements: own.map((row) => ({
      ...publicStatement.parse(row),
      status: row.status,
      declinedFor: declinedFor.nullable().parse(row.declinedFor),
      note: row.note,
    })),
    group: result === null ? ownGroup : groupOf(result, participant.number),
    standing: result === null ? null : ownStanding(result.analysis, participant.number),
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

/**
 * The votes of whoever asks as they stand in the signed step, with the path to its root. The path holds digests of the rows of others, from which short rows
 * can be guessed: it is given only where everybody may take all single votes along, so that it tells nothing.
 */
export const ownVotesSigned: OwnSort = {
  sort: 'votes',
  t: 'result.signed',
  async newest(db, scope) {
    const row = await db
      .selectFrom('dialogue')
      .leftJoin('checkable_result', 'checkable_result.dialogue_id', 'dialogue.id')
      .select(['dialogue.origin', 'dialogue.publication', 'checkable_result.certificate'])
      .where('dialogue.id', '=', scope)
      .executeTakeFirst()
    return { certificate: row?.certificate ?? null, withheld: row !== undefined && isSealed(row) }
  },
  async read(db, { dialogue: id, certificate }, who) {
    if (typeof id !== 'string') return null
    const dialogue = await demandDialogue(db, id, who.actor)
    const participant = await whoTakesPart(db, dialogue.id, who)
    if (participant === null || isSealed(dialogue)) return null
    const step = await readCheckable(db, dialogue.id)
    const rows = step?.snapshot?.rows
    if (step === null || rows === undefined || step.certificate !== certificate || rows.participants.length < FEWEST_SHOWN) return null
    const proof = proveRow(rows, step.statements, participant.number)
    if (proof === null) return null
    const { votes, index, size, path } = proof
    const cast = votes.flatMap(([place, value]) => {
      const statement = step.statements[place]?.id
      return statement === undefined ? [] : [{ statement, value }]
    })
    const leaf = Buffer.from(rowLeaf(participant.number, votes)).toString('hex')
    return {
      file: { participant: participant.number, votes: cast, row: { index, size, path }, certificate: step.document },
      code: [step.certificate, String(participant.number), leaf],
      given: await inWords(db, dialogue.id, cast),
    }
  },
}

async function inWords(
  db: Reader,
  dialogueId: string,
  cast: readonly { readonly statement: number; readonly value: number }[],
): Promise<OwnPart['given']> {
  const numbers = cast.map(({ statement }) => statement)
  const words = new Map((await readStatements(db, dialogueId, { numbers })).map((row) => [row.number, row]))
  return cast.map(({ statement: number, value }) => {
    const of = words.get(number)
    // Of one that was hidden since, its number is enough.
    const said = of?.status === 'published' ? { text: of.text, language: of.language } : null
    return { number, said, choice: value === 1 ? 'agree' : value === 0 ? 'pass' : 'disagree' }
  })
}
