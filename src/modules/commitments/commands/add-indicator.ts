import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayLookAfter, officeOf } from '../policy.ts'
import { heldCommitment } from '../queries/facts.ts'
import { indicatorsOf } from '../queries/parts.ts'
import { done, language, ref } from '../queries/shapes.ts'
import { doneWith, recordChange, told } from './record-change.ts'

const value = z.coerce.number()

export const addIndicator = command({
  name: 'commitments.add-indicator',
  summary: 'Say by what a running commitment is measured: from where, to where, in what unit',
  route: 'POST /commitments/{commitment}/indicators',
  input: z.object({
    ...{ ...ref, name: z.string().trim().min(1).max(240), unit: z.string().trim().min(1).max(60), language },
    ...{ baseline: value, target: value },
  }),
  output: done,
  async facts(tx, asked) {
    const at = await heldCommitment(tx, asked)
    return { ...at, there: await indicatorsOf(tx, [at.commitment.id]) }
  },
  may: ({ actor, facts }) => mayLookAfter(actor, facts),
  async run(tx, { input, facts, now }) {
    const { id } = facts.commitment
    const { name, unit, language: tongue, baseline, target } = input
    // The same one sent twice is one; another target is another indicator, so no target goes down unseen.
    if (isThere(facts.there, input)) return doneWith(id)
    const number = Math.max(0, ...facts.there.map((one) => one.number)) + 1
    await tx
      .insertInto('commitment_indicator')
      .values({ commitment_id: id, number, name, unit, language: tongue, baseline, target })
      .execute()
    await recordChange(tx, id, {
      kind: 'indicator-added',
      at: now,
      office: officeOf(facts.standing),
      reason: { text: name, language: tongue },
    })
    return doneWith(id)
  },
  tell: ({ input, facts, result }) => (isThere(facts.there, input) ? [] : told('indicated', result.id)),
})

type Measure = { readonly name: string; readonly unit: string; readonly target: number }

const isThere = (measures: readonly Measure[], { name, unit, target }: Measure): boolean =>
  measures.some((one) => one.name === name && one.unit === unit && one.target === target)
