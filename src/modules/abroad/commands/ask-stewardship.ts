import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { organisations } from '../../organisations/index.ts'
import { people } from '../../people/index.ts'
import { profiles } from '../../profiles/index.ts'
import { mayPropose } from '../policy.ts'
import { spotById, stewardRows } from '../queries/desk.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { dayOf } from '../rules.ts'

export const askStewardship = command({
  name: 'abroad.ask-stewardship',
  summary:
    'Offer to look after a page, by the name you act under: whoever runs the hub, or the body that looks after the page, says yes or no',
  route: 'POST /abroad/pages/{place}/stewards',
  limit: 'idea',
  input: z.object({ place: shapes.place, words: z.string().trim().max(500).default('').describe('Why you would like to') }),
  output: z.object({ place: z.string() }),
  async facts(tx, { input, actor, outside }) {
    const { place } = await spotById(tx, input.place, actor.locale)
    const before = (await stewardRows(tx, [place.id])).find(({ person_id: person }) => person === actor.person) ?? null
    // Told to nobody but the one who asks: an officer of a state does not look after a page under another of their names.
    const persons = actor.account === null ? [] : await people.personsOf(tx, actor.account)
    const [own, any] = [
      await organisations.officesOf(tx, actor.person === null ? [] : [actor.person]),
      await organisations.officesOf(tx, persons),
    ]
    const young = await profiles.isYoung(tx, outside.keys, actor)
    return { place: place.id, before, young, elsewhere: any.government && !own.government }
  },
  may: ({ actor, facts: { before, young, elsewhere } }) =>
    all(
      mayPropose(actor),
      young ? no('abroad.young') : yes,
      elsewhere ? no('abroad.ask-as-official') : yes,
      before?.state === 'appointed' ? no('abroad.steward-already') : yes,
    ),
  async run(tx, { input, actor, now, facts: { place } }) {
    if (actor.person === null) return { place }
    const row = {
      state: 'asked' as const,
      words: input.words,
      asked_on: dayOf(now),
      appointed_on: null,
      appointed_by: null,
      for_body: null,
    }
    await tx
      .insertInto('abroad_steward')
      .values({ place, person_id: actor.person, ...row })
      .onConflict((conflict) => conflict.columns(['place', 'person_id']).doUpdateSet({ words: input.words }))
      .execute()
    return { place }
  },
  tell: ({ facts: { place, before } }) =>
    before === null ? [{ kind: 'abroad.steward.asked', scope: THE_HUB, subject: place, data: {}, visibility: 'internal' }] : [],
})
