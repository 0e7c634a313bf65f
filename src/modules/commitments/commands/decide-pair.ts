import { z } from 'zod'
import { all, yes } from '#base'
import { command } from '../../../core/command.ts'
import { isLead, mayJudge, officeOf } from '../policy.ts'
import { commitmentCards } from '../queries/cards.ts'
import { demandCommitment, heldCommitment } from '../queries/facts.ts'
import { alikeAmong } from '../queries/gaps.ts'
import { supportersOf } from '../queries/parts.ts'
import { done, ref, uuid } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { pairOf } from '../rules.ts'
import { doneWith, recordChange, told } from './record-change.ts'

export const decidePair = command({
  name: 'commitments.compare',
  summary: 'Say of two commitments that look alike that they are not the same: they are not shown as a possible duplicate any more',
  route: 'PUT /commitments/{commitment}/pairs/{other}',
  input: z.object({ ...ref, other: uuid }),
  output: done,
  async facts(tx, asked) {
    const at = await heldCommitment(tx, asked)
    return { ...at, other: await demandCommitment(tx, asked.input.other, asked) }
  },
  may: ({ input, actor, facts }) =>
    all(mayJudge(actor, facts, facts.other), input.commitment === input.other ? no('commitment.not-a-pair') : yes),
  async run(tx, { facts, actor, now }) {
    const [first, second] = pairOf(facts.commitment.id, facts.other.commitment.id)
    const own = isLead(actor, facts) ? facts.standing : facts.other.standing
    const office = own.convener ? officeOf(own) : actor.person === null ? 'hub' : 'organiser'
    await tx
      .insertInto('commitment_pair')
      .values({ commitment_id: first, other_id: second, decided_at: now, office })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    return doneWith(facts.commitment.id)
  },
  tell: ({ input, result }) => told('compared', result.id, { data: { other: input.other } }),
})

export const mergeCommitment = command({
  name: 'commitments.merge',
  summary: 'End a commitment, as its lead, by supporting another one that says the same',
  route: 'POST /commitments/{commitment}/merger',
  input: z.object({ ...ref, into: uuid }),
  output: done,
  async facts(tx, asked) {
    // Always in the same order, so that two mergers towards one another do not wait for each other for ever.
    const [first, second] = pairOf(asked.input.commitment, asked.input.into)
    const held = [await demandCommitment(tx, first, asked, true), await demandCommitment(tx, second, asked, true)]
    const at = held.find(({ commitment }) => commitment.id === asked.input.commitment)
    const into = held.find(({ commitment }) => commitment.id === asked.input.into)
    const cards = await commitmentCards(tx, { ids: [first, second] }, asked)
    // Whoever leads the other one wants it: else a body could name itself there, and be rid of its own promise.
    const asks = await supportersOf(tx, [asked.input.into])
    const wanted =
      at?.commitment.leadBody === into?.commitment.leadBody ||
      asks.some(({ body, state }) => body === at?.commitment.leadBody && state !== 'declined')
    return { at, into, alike: (await alikeAmong(tx, cards)).length > 0, wanted }
  },
  may: ({ input, actor, facts: { at, into, alike, wanted } }) =>
    at === undefined || into === undefined || input.commitment === input.into
      ? no('commitment.not-a-pair')
      : all(
          isLead(actor, at) ? yes : no('commitment.lead-only'),
          at.commitment.state === 'running' && into.commitment.state === 'running' ? yes : no('commitment.not-running'),
          alike ? yes : no('commitment.not-alike'),
          wanted ? yes : no('commitment.not-asked'),
        ),
  async run(tx, { input, facts: { at, into }, now }) {
    if (at === undefined || into === undefined) return doneWith(input.commitment)
    const { id, leadBody } = at.commitment
    const office = officeOf(at.standing)
    await tx.updateTable('commitment').set({ state: 'merged', ended_on: at.today, merged_into: input.into }).where('id', '=', id).execute()
    await recordChange(tx, id, { kind: 'merged', at: now, office })
    if (leadBody !== into.commitment.leadBody) {
      const supports = { state: 'accepted' as const, answered_at: now }
      await tx
        .insertInto('commitment_supporter')
        .values({ commitment_id: input.into, body_id: leadBody, asked_at: now, ...supports })
        .onConflict((conflict) => conflict.columns(['commitment_id', 'body_id']).doUpdateSet(supports))
        .execute()
      await recordChange(tx, input.into, { kind: 'support-accepted', at: now, office, body: leadBody })
    }
    return doneWith(input.into)
  },
  tell: ({ input }) => told('merged', input.commitment, { data: { into: input.into } }),
})
