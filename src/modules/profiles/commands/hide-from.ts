import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { dayOf, THE_HUB } from '../../../core/event.ts'
import { refuse } from '../../../core/refused.ts'
import { organisations } from '../../organisations/index.ts'
import { people } from '../../people/index.ts'
import { mayHide } from '../policy.ts'
import { hidingsOf } from '../queries/hidings.ts'
import { idIn } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { HIDING_SORTS } from '../tables.ts'

const input = z
  .object({
    from: z.enum(HIDING_SORTS),
    body: z.string().max(100).optional().describe('The address of the body'),
    person: z.string().trim().max(300).optional().describe('The address of a card, or its id'),
  })
  .superRefine(({ from, body = '', person = '' }, context) => {
    if (from === 'body' && body === '') context.addIssue({ code: 'custom', path: ['body'], message: 'field.required' })
    if (from === 'person' && idIn(person) === null) context.addIssue({ code: 'custom', path: ['person'], message: 'field.not-a-card' })
  })

/**
 * One identity hides, not its account: two that hide from the same on the same day would show whose they are. Hidden from is a whole
 * account, and nothing tells anybody so.
 */
export const hideFrom = command({
  name: 'profiles.hide-from',
  summary: 'Hide the identity under which you act from a body, from all governments, or from a person. They are not told.',
  route: 'POST /me/hidings',
  input,
  output: z.object({ from: z.enum(HIDING_SORTS) }),
  async facts(tx, { input: { from, body, person }, actor }) {
    const bodyId = from === 'body' ? ((await organisations.bodyBySlug(tx, body ?? '', actor.locale))?.id ?? null) : null
    const target = from === 'person' ? idIn(person ?? '') : null
    const held = actor.person === null ? [] : await hidingsOf(tx, actor.person)
    return {
      bodyId,
      target,
      targetAccount: target === null ? null : await people.accountOf(tx, target),
      isOwn: target !== null && (await people.personsOf(tx, actor.account)).includes(target),
      bodyKnown: from !== 'body' || bodyId !== null,
      held: held.length,
    }
  },
  may: ({ actor, facts }) => mayHide(actor, facts),
  async run(tx, { input: { from }, actor, facts, now, outside }) {
    const person = actor.person ?? refuse(no('card.missing'))
    await tx
      .insertInto('hiding')
      .values({
        person_id: person,
        id: outside.uuid(),
        sort: from,
        body_id: facts.bodyId,
        target_person: facts.target,
        target_account: facts.targetAccount,
        since: dayOf(now),
      })
      .onConflict((conflict) => conflict.constraint('hiding_once').doNothing())
      .execute()
    return { from }
  },
  // Neither who hides nor from whom.
  tell: () => [{ kind: 'profiles.hiding.begun', scope: THE_HUB, subject: THE_HUB, data: {}, visibility: 'internal', anonymous: true }],
})
