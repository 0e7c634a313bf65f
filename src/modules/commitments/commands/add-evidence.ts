import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayLookAfter, officeOf, type At } from '../policy.ts'
import { heldCommitment } from '../queries/facts.ts'
import { evidenceOf } from '../queries/parts.ts'
import { day, done, link, ref, words } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import type { Day } from '../tables.ts'
import { doneWith, recordChange, told } from './record-change.ts'

type Evidence = { readonly text: string; readonly language: string; readonly link: string | null; readonly datedOn: Day; readonly at: Date }

/** A step of this deed and of a report. The same words with the same link are there once. */
export async function writeEvidence(tx: Tx, { commitment: { id }, standing }: At, evidence: Evidence): Promise<void> {
  const { text, language, link: page, datedOn, at } = evidence
  const there = await evidenceOf(tx, [id])
  if (there.some((one) => one.text === text && one.link === page)) return
  const office = officeOf(standing)
  const number = Math.max(0, ...there.map((one) => one.number)) + 1
  await tx
    .insertInto('commitment_evidence')
    .values({ commitment_id: id, number, text, language, link: page, dated_on: datedOn, written_at: at, office })
    .execute()
  await recordChange(tx, id, { kind: 'evidence-added', at, office, reason: { text, language } })
}

export const addEvidence = command({
  name: 'commitments.add-evidence',
  summary: 'Show what was done for a running commitment: in words, with the page where one can look',
  route: 'POST /commitments/{commitment}/evidence',
  input: z.object({ ...ref, ...words, link, datedOn: day }),
  output: done,
  facts: (tx, asked) => heldCommitment(tx, asked),
  may: ({ input, actor, facts }) => all(mayLookAfter(actor, facts), input.datedOn > facts.today ? no('commitment.day-to-come') : yes),
  async run(tx, { input, facts, now }) {
    await writeEvidence(tx, facts, { ...input, at: now })
    return doneWith(facts.commitment.id)
  },
  tell: ({ result }) => told('shown-for', result.id),
})
