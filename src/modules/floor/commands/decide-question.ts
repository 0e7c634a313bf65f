import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { no as noFromHub, refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { DECISIONS, mayDecide } from '../policy.ts'
import { askedOf, floorOfSession, oneLeads, ownPersons, questionHeld } from '../queries/floor-facts.ts'
import { id, language, rule, session, words } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { isPublic, type FloorRule } from '../rules.ts'

const ANSWER_LENGTH = 4000
const NOTE_LENGTH = 500

type Wanted = { readonly session: string; readonly question: string }

const KINDS = { show: 'shown', take: 'taken', answer: 'answered', merge: 'merged', decline: 'declined' } as const

export const decideQuestion = command({
  name: 'floor.decide-question',
  summary: 'Show a question, take it to the floor, answer it, merge it with another, or decline it with a rule and a reason',
  route: 'PUT /sessions/{session}/questions/{question}/decision',
  input: z.object({
    session,
    question: id,
    decision: z.enum(DECISIONS),
    answer: words(ANSWER_LENGTH).nullish().describe('Of an answer in writing; without it: answered in the room'),
    into: id.nullish().describe('Of merging: the other question'),
    rule: rule.nullish().describe('Of declining, as is the note'),
    note: words(NOTE_LENGTH).nullish(),
    language: language.nullish().describe('Of the answer or the note'),
  }),
  output: z.object({ session: z.uuid(), question: z.uuid() }),
  async facts(tx, { input, actor }) {
    const floor = await floorOfSession(tx, input.session, actor)
    if (input.decision === 'take') await oneLeads(tx, input.session)
    return { ...floor, row: await questionHeld(tx, input.session, input.question), own: await ownPersons(tx, actor) }
  },
  may: ({ actor, facts, input }) => mayDecide(actor, facts.standing, askedOf(facts.row, facts.own), input.decision),
  async run(tx, { input, actor, facts, now }) {
    const shownAt = facts.row.shown_at ?? now
    const cleared = { merged_into: null, declined_for: null, note: null, decided_at: now }
    const set = (values: Parameters<typeof change>[2]) => change(tx, input, { ...cleared, ...values })
    const { answer = null, language: spoken } = input
    switch (input.decision) {
      case 'show':
        await set({ state: 'shown', shown_at: shownAt })
        break
      case 'take':
        await clearFloor(tx, input.session)
        await set({ state: 'floor', shown_at: shownAt })
        break
      case 'answer': {
        const said = { answer, answer_language: answer === null ? null : (spoken ?? actor.locale) }
        await set({ state: 'answered', shown_at: shownAt, answered_at: now, answered_as: facts.part, ...said })
        break
      }
      case 'merge':
        await mergeTarget(tx, input.session, { into: input.into ?? null, question: input.question })
        await set({ state: 'merged', shown_at: shownAt, merged_into: input.into ?? null })
        break
      case 'decline':
        await set({ state: 'declined', ...reasonOf(input), answer_language: spoken ?? actor.locale })
        await freeMerged(tx, input, now)
        break
    }
    return { session: input.session, question: input.question }
  },
  tell: ({ input }) => [
    {
      kind: `floor.question.${KINDS[input.decision]}`,
      scope: input.session,
      subject: input.question,
      data: {},
      visibility: 'internal',
    },
  ],
})

type Change = Partial<{
  state: 'shown' | 'floor' | 'answered' | 'merged' | 'declined'
  shown_at: Date
  answered_at: Date
  answered_as: string | null
  answer: string | null
  answer_language: string | null
  merged_into: string | null
  declined_for: string | null
  note: string | null
  decided_at: Date
}>

async function change(tx: Tx, { session: session_, question }: Wanted, values: Change): Promise<void> {
  await tx.updateTable('floor_question').set(values).where('session_id', '=', session_).where('id', '=', question).execute()
}

/** Nothing is declined without a rule that the form shows, and a sentence for whoever asked. */
function reasonOf({ rule: code, note }: { rule?: FloorRule | null | undefined; note?: string | null | undefined }) {
  const missing = [...(code == null ? ['rule'] : []), ...(note == null ? ['note'] : [])]
  if (code != null && note != null) return { declined_for: code, note }
  return refuse(
    noFromHub('input.invalid', { field: missing[0] ?? '' }),
    missing.map((field) => ({ field, code: 'field.required', data: {} })),
  )
}

/** One question at a time is on the floor: the one before it goes back among those that are shown. */
async function clearFloor(tx: Tx, session_: string): Promise<void> {
  await tx.updateTable('floor_question').set({ state: 'shown' }).where('session_id', '=', session_).where('state', '=', 'floor').execute()
}

/** What was asked together with a question that is gone stands for itself again: it was shown, and its author waits for an answer. */
export async function freeMerged(tx: Tx, { session: session_, question }: Wanted, now: Date): Promise<void> {
  await tx
    .updateTable('floor_question')
    .set({ state: 'shown', merged_into: null, decided_at: now })
    .where('session_id', '=', session_)
    .where('merged_into', '=', question)
    .where('state', '=', 'merged')
    .execute()
}

/** Merged into one that everybody reads and that is itself not merged, so that the way is one step long. */
async function mergeTarget(tx: Tx, session_: string, { into, question }: { into: string | null; question: string }): Promise<void> {
  const target = into === null || into === question ? null : await questionHeld(tx, session_, into)
  const readable = target !== null && isPublic({ state: target.state, chairOnly: target.chair_only, hidden: target.hidden_for !== null })
  if (target === null || !readable || target.state === 'merged') refuse(no('question.merge-target'))
  // What was merged into this one follows it.
  await tx
    .updateTable('floor_question')
    .set({ merged_into: into })
    .where('session_id', '=', session_)
    .where('merged_into', '=', question)
    .execute()
}
