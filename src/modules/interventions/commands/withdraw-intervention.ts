import { yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { dayOf } from '../../../core/event.ts'
import { mayWithdraw } from '../policy.ts'
import { ownFacts } from '../queries/own-facts.ts'
import * as shapes from '../queries/shapes.ts'

export const withdrawIntervention = command({
  name: 'interventions.withdraw',
  summary: 'Take back what you said, at any time: its words and your name are gone, and a mark with the day stays. It cannot be undone',
  route: 'POST /interventions/withdrawal',
  limit: 'write',
  whileLeaving: true,
  input: z.object({ of: shapes.asked }),
  output: z.object({ version: z.number().int() }),
  facts: (tx, { input, actor, outside }) => ownFacts(tx, input.of, { actor, outside }),
  // What arrives twice by the link is taken back once, and answered as the first time.
  may: ({ facts }) => (isAgain(facts) ? yes : mayWithdraw(facts.facts)),
  async run(tx, { facts: { ref, row, facts }, now }) {
    if (isAgain({ row, facts })) return { version: row.version }
    await tx.deleteFrom('earlier_intervention').where('session_id', '=', ref.session).where('intervention_id', '=', ref.id).execute()
    await tx
      .updateTable('intervention')
      .set({
        ...{ text: '', language: 'und', attribution: 'none', person_id: null, speaker_id: null, label: null, noted_speaker: null },
        ...{ role: 'participant', form: 'summary', block_id: null, said_at: null, meeting_id: null, consent: null, hidden_for: null },
        // Nothing says any more whose it was, nor who had written it down.
        ...{ owner_tag: null, claim_hash: null, captured_by: null, was_named: false },
        ...{ version: row.version + 1, withdrawn_at: dayOf(now) },
      })
      .where('session_id', '=', ref.session)
      .where('id', '=', ref.id)
      .execute()
    return { version: row.version + 1 }
  },
  tell: ({ facts }) =>
    isAgain(facts)
      ? []
      : [
          {
            kind: 'interventions.intervention.withdrawn',
            ...{ scope: facts.ref.session, subject: facts.ref.id, data: {}, visibility: 'public', anonymous: true },
          },
        ],
})

type Again = Pick<Awaited<ReturnType<typeof ownFacts>>, 'row' | 'facts'>
const isAgain = ({ row, facts }: Again): boolean => row.withdrawn_at !== null && facts.by === 'speaker'
