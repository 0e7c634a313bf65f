import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayAsk } from '../policy.ts'
import { demandHere, selfOf } from '../queries/here.ts'
import { elsewhereOf, ownTags } from '../queries/own-rows.ts'
import { ownRequest } from '../queries/rows.ts'
import { sealRequest, tagOf } from '../queries/sealed.ts'
import { languages, purposes, weeks, where, words } from '../queries/shapes.ts'
import { told } from '../queries/told.ts'
import { no } from '../refusals.ts'
import { dateOf, dayAfter, REQUEST_DAYS } from '../rules.ts'

export const writeRequest = command({
  name: 'buddies.write-request',
  summary: 'Ask for somebody to go along with you for some weeks, or change what you asked; one request for each place. No name is shown',
  route: 'PUT /buddies/{sort}/{place}/request',
  limit: 'idea',
  input: z.object({ ...where, languages, purposes, words, weeks }),
  output: z.object({ request: z.uuid() }),
  async facts(tx, { input, actor, now, outside }) {
    const reading = { actor, now, outside }
    const here = await demandHere(tx, reading, { sort: input.sort, id: input.place })
    const self = { ...(await selfOf(tx, reading)), elsewhere: await elsewhereOf(tx, await ownTags(tx, reading), here, 'buddy_request') }
    return { here, self, before: await ownRequest(tx, outside.keys, here) }
  },
  may: ({ actor, facts: { here, self } }) => mayAsk(actor, here, self),
  async run(tx, { input, now, outside, facts: { here, before } }) {
    const today = dateOf(now)
    if (here.party === null) return refuse(no('buddy.members-only'))
    const said = { by: here.party, languages: input.languages, purposes: input.purposes, words: input.words, weeks: input.weeks }
    const kept = {
      ...{ request_sealed: sealRequest(outside.keys, here.id, said), until: dayAfter(today, REQUEST_DAYS) },
      by_tag: tagOf(outside.keys, here.id, here.own ?? ''),
    }
    if (before !== null) {
      await tx.updateTable('buddy_request').set(kept).where('scope', '=', here.id).where('id', '=', before.id).execute()
      return { request: before.id }
    }
    const { id } = await tx
      .insertInto('buddy_request')
      .values({ scope: here.id, sort: here.sort, id: outside.uuid(), asked_on: today, ...kept })
      .onConflict((conflict) => conflict.columns(['scope', 'by_tag']).doUpdateSet({ request_sealed: kept.request_sealed }))
      .returning('id')
      .executeTakeFirstOrThrow()
    return { request: id }
  },
  tell: () => [told('buddies.request.written')],
})
