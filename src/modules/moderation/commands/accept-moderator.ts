import { z } from 'zod'
import { all, yes } from '#base'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { refuse } from '../../../core/refused.ts'
import { mayAcceptModerator } from '../policy.ts'
import { readModeratorLink } from '../queries/links.ts'
import { acceptingFacts, moderatorOffer } from '../queries/moderators.ts'
import { link } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { dayOf, inTerm } from '../rules.ts'

export const acceptModerator = command({
  name: 'moderation.accept-moderator',
  summary:
    'By a link that was handed over: decide from now on, until its day, about reports of what belongs to no body, under the name one acts with',
  route: 'POST /moderation/moderators',
  limit: 'write',
  input: z.object({ link, named: z.boolean().default(false).describe('Whether the public page shows the name') }),
  output: z.object({ until: z.iso.date() }),
  async facts(tx, { input, actor, now, outside }) {
    const id = readModeratorLink(outside.keys, input.link)
    const offer = await moderatorOffer(tx, id, 'update')
    return { id, offer, accepting: await acceptingFacts(tx, actor, now) }
  },
  may: ({ facts: { offer, accepting }, now }) =>
    all(mayAcceptModerator(accepting, offer, now), offer === null || inTerm(offer.until, now) ? yes : no('moderator.link-spent')),
  async run(tx, { input, facts: { id, offer }, actor, now }) {
    if (id === null || offer === null || actor.person === null) return refuse(no('moderator.link-broken'))
    const row = { since: dayOf(now), until: offer.until, named: input.named }
    await tx.updateTable('hub_moderator_offer').set({ used_at: now }).where('id', '=', id).execute()
    await tx
      .insertInto('hub_moderator')
      .values({ person_id: actor.person, ...row })
      // A term of theirs that is over is followed by this one.
      .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
      .execute()
    return { until: offer.until }
  },
  tell: ({ actor, result }) => [
    { kind: 'moderation.moderator.named', scope: THE_HUB, subject: actor.person ?? '', data: result, visibility: 'internal' },
  ],
})
