import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayLookAfter, officeOf, type At } from '../policy.ts'
import { heldCommitment } from '../queries/facts.ts'
import { indicatorsOf, type Indicator } from '../queries/parts.ts'
import { day, done, link, numbered, ref } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import type { Day } from '../tables.ts'
import { doneWith, recordChange, told } from './record-change.ts'

type Measured = { readonly value: number; readonly measuredOn: Day; readonly link: string | null; readonly at: Date }

/** A step of this deed and of a report. What is written for the same day takes the place of what was there; the record says so. */
export async function writeMeasurement(tx: Tx, { commitment, standing }: At, of: Indicator, measured: Measured): Promise<void> {
  const { value, measuredOn, link: source, at } = measured
  const office = officeOf(standing)
  await tx
    .insertInto('commitment_measurement')
    .values({
      ...{ commitment_id: commitment.id, indicator: of.number, measured_on: measuredOn, value, link: source, written_at: at, office },
    })
    .onConflict((conflict) =>
      conflict.columns(['commitment_id', 'indicator', 'measured_on']).doUpdateSet({ value, link: source, written_at: at, office }),
    )
    .execute()
  const reason = { text: `${of.name} · ${value} ${of.unit} · ${measuredOn}`, language: of.language }
  await recordChange(tx, commitment.id, { kind: 'measured', at, office, reason })
}

export const recordMeasurement = command({
  name: 'commitments.record-measurement',
  summary: 'Write down what an indicator of a running commitment measured on a day, with the page that says so',
  route: 'POST /commitments/{commitment}/indicators/{indicator}/measurements',
  input: z.object({ ...ref, indicator: numbered, measuredOn: day, value: z.coerce.number(), link }),
  output: done,
  async facts(tx, asked) {
    const at = await heldCommitment(tx, asked)
    const one = (await indicatorsOf(tx, [at.commitment.id])).find(({ number }) => number === asked.input.indicator)
    return { ...at, indicator: one ?? refuse(no('commitment.part-missing')) }
  },
  may: ({ input, actor, facts }) => all(mayLookAfter(actor, facts), input.measuredOn > facts.today ? no('commitment.day-to-come') : yes),
  async run(tx, { input, facts, now }) {
    await writeMeasurement(tx, facts, facts.indicator, { ...input, at: now })
    return doneWith(facts.commitment.id)
  },
  tell: ({ result }) => told('measured', result.id),
})
