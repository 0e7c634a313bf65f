import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { organisations } from '../../organisations/index.ts'
import { mayAnswerSupport, officeOf } from '../policy.ts'
import { heldCommitment } from '../queries/facts.ts'
import { supportersOf } from '../queries/parts.ts'
import { done, ref, uuid } from '../queries/shapes.ts'
import { doneWith, recordChange, told } from './record-change.ts'

export const answerSupport = command({
  name: 'commitments.answer-support',
  summary: 'Agree, in the name of a body that was asked, to support a commitment, decline, or end the support',
  route: 'PUT /commitments/{commitment}/supporters/{body}',
  input: z.object({ ...ref, body: uuid, accept: z.boolean() }),
  output: done,
  async facts(tx, asked) {
    const at = await heldCommitment(tx, asked)
    const { body } = asked.input
    const row = (await supportersOf(tx, [at.commitment.id])).find((one) => one.body === body)
    return { ...at, own: await organisations.standingOf(tx, body, asked.actor.person), state: row?.state ?? null }
  },
  may: ({ actor, facts }) => mayAnswerSupport(actor, facts, { standing: facts.own, state: facts.state }),
  async run(tx, { input, facts, now }) {
    const { id } = facts.commitment
    const state = input.accept ? 'accepted' : 'declined'
    await tx
      .updateTable('commitment_supporter')
      .set({ state, answered_at: now })
      .where('commitment_id', '=', id)
      .where('body_id', '=', input.body)
      .execute()
    if (state !== facts.state)
      await recordChange(tx, id, { kind: `support-${state}`, at: now, office: officeOf(facts.own), body: input.body })
    return doneWith(id)
  },
  tell: ({ input, result }) => told(input.accept ? 'supported' : 'unsupported', result.id),
})
