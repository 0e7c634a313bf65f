import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayAsk } from '../policy.ts'
import { heldCommitment } from '../queries/facts.ts'
import { askerTags, questionsOf } from '../queries/questions.ts'
import { questionNumber, ref, words } from '../queries/shapes.ts'
import { questionPathOf } from '../rules.ts'
import { toldOf } from './record-change.ts'

export const askEvidence = command({
  name: 'commitments.ask-evidence',
  summary:
    'Ask the lead of a commitment that is underway or said to be kept for evidence. It is public, with nobody’s name, until it is answered',
  route: 'POST /commitments/{commitment}/questions',
  limit: 'write',
  input: z.object({ ...ref, ...words }),
  output: z.object({ number: questionNumber, path: z.string() }),
  async facts(tx, asked) {
    const at = await heldCommitment(tx, asked)
    const { actor, outside, input } = asked
    const rows = await questionsOf(tx, [at.commitment.id])
    const tags = actor.account === null ? [] : askerTags(outside.keys, at.commitment.id, actor.account)
    const open = rows.find(({ tag, answer }) => answer === null && tags.some((one) => tag?.equals(one) === true))
    const number = Math.max(0, ...rows.map((row) => row.number)) + 1
    // The same words that are sent twice are one question.
    const there = open !== undefined && open.text === input.text ? open.number : null
    return { ...at, number, tag: tags[0] ?? null, there, open: open !== undefined }
  },
  may: ({ actor, facts }) => mayAsk(actor, facts, { open: facts.open && facts.there === null }),
  async run(tx, { input, facts: { commitment, number, tag, there, today } }) {
    if (there === null)
      await tx
        .insertInto('commitment_question')
        .values({
          ...{ commitment_id: commitment.id, number, asker_tag: tag, text: input.text, language: input.language, asked_on: today },
          ...{ withdrawn_on: null, answer: null, answer_language: null, answer_link: null, answered_at: null, answer_office: null },
          ...{ hidden_for: null, hidden_at: null },
        })
        .execute()
    const which = there ?? number
    return { number: which, path: questionPathOf(commitment.id, which) }
  },
  // Beside a browser's session the second and the name would say who asked.
  tell: ({ facts, result }) =>
    facts.there === null ? [{ ...toldOf('question', 'asked', facts.commitment.id, { number: result.number }), anonymous: true }] : [],
})
