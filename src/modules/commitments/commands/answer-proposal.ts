import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayAnswer, officeOf } from '../policy.ts'
import { heldCommitment } from '../queries/facts.ts'
import { done, language, ref } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { doneWith, recordChange, told } from './record-change.ts'

export const answerProposal = command({
  name: 'commitments.answer-proposal',
  summary: 'Agree, as the body that is to lead it, to a commitment that an organiser proposed, or decline it with a reason',
  route: 'PUT /commitments/{commitment}/acceptance',
  input: z.object({ ...ref, accept: z.boolean(), text: z.string().trim().max(4000).default(''), language }),
  output: done,
  facts: (tx, asked) => heldCommitment(tx, asked),
  may: ({ input, actor, facts }) => all(mayAnswer(actor, facts), input.accept || input.text !== '' ? yes : no('commitment.reason-missing')),
  async run(tx, { input, facts, now }) {
    const { id } = facts.commitment
    await tx
      .updateTable('commitment')
      .set(input.accept ? { state: 'running', accepted_on: facts.today } : { state: 'declined' })
      .where('id', '=', id)
      .execute()
    const reason = input.text === '' ? null : { text: input.text, language: input.language }
    const kind = input.accept ? 'accepted' : 'declined'
    await recordChange(tx, id, { kind, at: now, office: officeOf(facts.standing), reason })
    return doneWith(id)
  },
  tell: ({ input, result }) => told(input.accept ? 'accepted' : 'declined', result.id, { known: input.accept }),
})
