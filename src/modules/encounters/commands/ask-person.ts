import { z } from 'zod'
import { all, yes } from '#base'
import { command } from '../../../core/command.ts'
import { personFacts } from '../queries/person-facts.ts'
import { no } from '../refusals.ts'
import { MOST } from '../rules.ts'
import { quietly } from './remove-entry.ts'

export const askPerson = command({
  name: 'encounters.ask-person',
  summary:
    'Say that you would like to talk with somebody whom you were shown, or yes to somebody who said so to you. Nothing more is shown before both have said it',
  route: 'PUT /sessions/{session}/encounters/people/{entry}',
  limit: 'write',
  input: z.object({ session: z.uuid(), entry: z.uuid() }),
  output: z.object({ state: z.enum(['asked', 'open']), pair: z.uuid() }),
  async facts(tx, { input, actor, now, outside }) {
    const facts = await personFacts(tx, input, { actor, now, outside })
    const waiting = await tx
      .selectFrom('encounter_pair')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('session_id', '=', input.session)
      .where('asked_by', '=', facts.me.member)
      .where('state', '!=', 'open')
      .executeTakeFirstOrThrow()
    return { ...facts, waiting: Number(waiting.count) }
  },
  may: ({ facts: { suggested, asksMe, asked, open, waiting } }) =>
    all(
      suggested || asksMe || asked || open ? yes : no('encounter.missing'),
      suggested && waiting >= MOST.waiting ? no('encounter.too-many-asked', { most: MOST.waiting }) : yes,
    ),
  async run(tx, { input, facts, now, outside }) {
    const { pair, first, second, me } = facts
    if (pair !== null) {
      if (facts.asksMe)
        await tx
          .updateTable('encounter_pair')
          .set({ state: 'open', changed_at: now })
          .where('session_id', '=', input.session)
          .where('id', '=', pair.id)
          .execute()
      return { state: facts.asked ? 'asked' : 'open', pair: pair.id }
    }
    const id = outside.uuid()
    await tx
      .insertInto('encounter_pair')
      .values({
        ...{ session_id: input.session, id, first_id: first, second_id: second, asked_by: me.member, state: 'asked', changed_at: now },
        ...{ first_contact: null, second_contact: null },
      })
      .execute()
    await tx
      .updateTable('encounter_suggestion')
      .set({ state: 'asked' })
      .where('session_id', '=', input.session)
      .where('member_id', '=', me.member)
      .where('other_id', '=', facts.other)
      .execute()
    return { state: 'asked', pair: id }
  },
  tell: ({ input, facts, result }) =>
    facts.pair !== null && !facts.asksMe
      ? []
      : [quietly(result.state === 'open' ? 'pair.agreed' : 'pair.asked', input.session, result.pair)],
})
