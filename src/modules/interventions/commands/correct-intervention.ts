import { all } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayCorrect } from '../policy.ts'
import { ownFacts } from '../queries/own-facts.ts'
import { frameOf } from '../queries/session-facts.ts'
import * as shapes from '../queries/shapes.ts'
import { inFrame } from './capture-intervention.ts'

export const correctIntervention = command({
  name: 'interventions.correct',
  summary:
    'Correct what was written down of you, until the time for corrections is over. What stood there before is read by you and the team',
  route: 'POST /interventions/correction',
  limit: 'write',
  input: z.object({ of: shapes.asked, text: shapes.text, language: shapes.language, question: shapes.question }),
  output: z.object({ version: z.number().int() }),
  async facts(tx, { input, actor, outside }) {
    const own = await ownFacts(tx, input.of, { actor, outside })
    return { ...own, frame: await frameOf(tx, own.ref.session, actor.locale) }
  },
  may: ({ input, facts, now }) => all(mayCorrect(facts.facts, now), inFrame(input, facts.frame)),
  async run(tx, { input, facts: { row, ref } }) {
    const words = { text: input.text, language: input.language, question: input.question ?? null }
    if (row.text === words.text && row.language === words.language && row.question === words.question) return { version: row.version }
    await tx
      .insertInto('earlier_intervention')
      .values({ session_id: ref.session, intervention_id: ref.id, version: row.version, language: row.language, text: row.text })
      .execute()
    await tx
      .updateTable('intervention')
      .set({ ...words, version: row.version + 1 })
      .where('session_id', '=', ref.session)
      .where('id', '=', ref.id)
      .execute()
    return { version: row.version + 1 }
  },
  tell: ({ facts, result }) =>
    result.version === facts.row.version
      ? []
      : [
          {
            kind: 'interventions.intervention.corrected',
            ...{ scope: facts.ref.session, subject: facts.ref.id, data: {}, visibility: 'public', anonymous: true },
          },
        ],
})
