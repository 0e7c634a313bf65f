import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { EventDraft } from '../../../core/event.ts'
import { no as noCore, refuse } from '../../../core/refused.ts'
import { mayKeepAgenda } from '../policy.ts'
import { feedOf, feedToken } from '../queries/agenda.ts'
import { demandEdition } from '../queries/plan.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

const told = (kind: string, edition: string): EventDraft => ({
  ...{ kind, scope: edition, subject: edition, data: {} },
  visibility: 'internal',
  anonymous: true,
})

export const makeFeed = command({
  name: 'registrations.make-feed',
  summary: 'Make a secret address at which a calendar follows your agenda of an edition; one made before leads nowhere any more',
  route: 'POST /editions/{edition}/agenda-feed',
  limit: 'write',
  input: z.object({ edition: z.uuid() }),
  output: z.object({ path: z.string() }),
  facts: (tx, { input, actor }) => demandEdition(tx, input.edition, actor),
  may: ({ actor }) => mayKeepAgenda(actor),
  async run(tx, { input, actor, outside }) {
    const person = actor.person ?? refuse(noCore('sign-in.needed'))
    const id = outside.uuid()
    await tx
      .insertInto('agenda_feed')
      .values({ edition_id: input.edition, id, person_id: person })
      .onConflict((oc) => oc.columns(['edition_id', 'person_id']).doUpdateSet({ id }))
      .execute()
    return { path: `/agendas/${feedToken(outside.keys, { edition: input.edition, id })}/calendar.ics` }
  },
  tell: ({ input }) => [told('registrations.feed.made', input.edition)],
})

export const endFeed = command({
  name: 'registrations.end-feed',
  summary: 'Let the secret address of your agenda lead nowhere any more',
  route: 'DELETE /editions/{edition}/agenda-feed',
  input: z.object({ edition: z.uuid() }),
  output: z.object({}),
  async facts(tx, { input, actor }) {
    await demandEdition(tx, input.edition, actor)
    return { feed: await feedOf(tx, input.edition, actor.person) }
  },
  may: ({ actor, facts }) => all(mayKeepAgenda(actor), facts.feed === null ? no('agenda.feed-missing') : yes),
  async run(tx, { input, actor }) {
    await tx.deleteFrom('agenda_feed').where('edition_id', '=', input.edition).where('person_id', '=', actor.person).execute()
    return {}
  },
  tell: ({ input }) => [told('registrations.feed.ended', input.edition)],
})
