import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { organisations } from '../../organisations/index.ts'
import { people } from '../../people/index.ts'
import { mayCheck, officeOf } from '../policy.ts'
import { heldCommitment } from '../queries/facts.ts'
import { checksOf, evidenceOf, supportersOf } from '../queries/parts.ts'
import { done, numbered, ref, uuid, words } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { doneWith, recordChange, told } from './record-change.ts'

export const verifyEvidence = command({
  name: 'commitments.verify-evidence',
  summary: 'Say, in the name of a body that has no part in a commitment, whether its evidence holds, and how one looked',
  route: 'PUT /commitments/{commitment}/evidence/{evidence}/checks/{body}',
  input: z.object({ ...ref, evidence: numbered, body: uuid, confirms: z.boolean(), ...words }),
  output: done,
  async facts(tx, asked) {
    const at = await heldCommitment(tx, asked)
    const { id, leadBody } = at.commitment
    const { body, evidence } = asked.input
    if (!(await evidenceOf(tx, [id])).some(({ number }) => number === evidence)) return refuse(no('commitment.part-missing'))
    // Also who declined: whoever was asked to take part is no stranger to it.
    const asks = await supportersOf(tx, [id])
    const isInvolved = (one: string): boolean => one === leadBody || asks.some((each) => each.body === one)
    // Under every name of the account: two bodies that one person speaks for are not the two that a check needs.
    const { bodies } = await organisations.officesOf(tx, await people.personsOf(tx, asked.actor.account))
    const checks = (await checksOf(tx, [id])).filter((one) => one.evidence === evidence && one.body !== body)
    const independent = !bodies.some((one) => isInvolved(one) || checks.some((check) => check.body === one))
    return { ...at, own: await organisations.standingOf(tx, body, asked.actor.person), involved: isInvolved(body), independent }
  },
  may: ({ actor, facts: { own, involved, independent } }) => mayCheck(actor, { standing: own, involved, independent }),
  async run(tx, { input, facts, now }) {
    const { id } = facts.commitment
    const { confirms, text, language } = input
    const found = { confirms, text, language, checked_on: facts.today, office: officeOf(facts.own) }
    await tx
      .insertInto('commitment_check')
      .values({ commitment_id: id, evidence: input.evidence, body_id: input.body, ...found })
      .onConflict((conflict) => conflict.columns(['commitment_id', 'evidence', 'body_id']).doUpdateSet(found))
      .execute()
    await recordChange(tx, id, { kind: 'checked', at: now, office: found.office, body: input.body, reason: { text, language } })
    return doneWith(id)
  },
  tell: ({ input, result }) => told('checked', result.id, { data: { confirms: input.confirms } }),
})
