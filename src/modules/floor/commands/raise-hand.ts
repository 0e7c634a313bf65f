import { yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayTakePart } from '../policy.ts'
import { floorOfSession, ownPersons } from '../queries/floor-facts.ts'
import { label, language, ownId, session, words } from '../queries/shapes.ts'
import { no } from '../refusals.ts'

/** A group that somebody counts themselves to, in their own words; nobody puts them into one. */
const groupLabel = words(40)

export const raiseHand = command({
  name: 'floor.raise-hand',
  summary: 'Ask to speak: with how one wants to be called up, in which language, and a group only where one wants to say it',
  route: 'POST /sessions/{session}/hands',
  input: z.object({ session, id: ownId, label, language, group: groupLabel.nullish() }),
  output: z.object({ session: z.uuid(), id: z.uuid() }),
  async facts(tx, { input, actor }) {
    const own = await ownPersons(tx, actor)
    const rows = await tx
      .selectFrom('floor_hand')
      .select(['id', 'person_id as person', 'state'])
      .where('session_id', '=', input.session)
      .where((where) => where.or([where('id', '=', input.id), where('person_id', 'in', own.length === 0 ? [input.id] : [...own])]))
      .execute()
    const same = rows.find(({ id }) => id === input.id)
    const up = rows.find(({ person, state }) => state === 'raised' && own.includes(person))
    return { ...(await floorOfSession(tx, input.session, actor)), same, mine: same !== undefined && own.includes(same.person), up }
  },
  may: ({ actor, facts }) => (facts.mine ? yes : mayTakePart(actor, facts.standing)),
  async run(tx, { input, actor, facts, now }) {
    if (facts.same !== undefined && !facts.mine) return refuse(no('floor.id-taken'))
    // A hand that is up already stays where it is in the queue.
    const known = facts.same ?? facts.up
    if (known !== undefined || actor.person === null) return { session: input.session, id: known?.id ?? input.id }
    await tx
      .insertInto('floor_hand')
      .values({
        ...{ session_id: input.session, id: input.id, person_id: actor.person, label: input.label, language: input.language },
        ...{ group_label: input.group ?? null, state: 'raised', raised_at: now },
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    return { session: input.session, id: input.id }
  },
  tell: ({ result, facts }) =>
    (facts.same ?? facts.up) !== undefined
      ? []
      : [{ kind: 'floor.hand.raised', scope: result.session, subject: result.id, data: {}, visibility: 'internal', anonymous: true }],
})
