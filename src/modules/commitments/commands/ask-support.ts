import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { organisations } from '../../organisations/index.ts'
import { mayLookAfter, officeOf } from '../policy.ts'
import { heldCommitment } from '../queries/facts.ts'
import { done, ref, uuid } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { doneWith, recordChange, told } from './record-change.ts'

export const askSupport = command({
  name: 'commitments.ask-support',
  summary: 'Ask a body to support a commitment; it is named as supporting only when it agrees',
  route: 'POST /commitments/{commitment}/supporters',
  input: z.object({ ...ref, body: uuid }),
  output: done,
  async facts(tx, asked) {
    const at = await heldCommitment(tx, asked)
    const { body } = asked.input
    const card = (await organisations.bodyCards(tx, [body], 'en')).get(body)
    return { ...at, there: card !== undefined && !card.archived && body !== at.commitment.leadBody }
  },
  may: ({ actor, facts }) => all(mayLookAfter(actor, facts), facts.there ? yes : no('commitment.body-unknown')),
  async run(tx, { input, facts, now }) {
    const { id } = facts.commitment
    // Asked again after a no; who agreed is not asked twice.
    await tx
      .insertInto('commitment_supporter')
      .values({ commitment_id: id, body_id: input.body, state: 'asked', asked_at: now, answered_at: null })
      .onConflict((conflict) =>
        conflict
          .columns(['commitment_id', 'body_id'])
          .doUpdateSet({ state: 'asked', asked_at: now, answered_at: null })
          .where('commitment_supporter.state', '=', 'declined'),
      )
      .execute()
    await recordChange(tx, id, { kind: 'support-asked', at: now, office: officeOf(facts.standing), body: input.body })
    return doneWith(id)
  },
  tell: ({ result }) => told('support-asked', result.id, { known: false }),
})
