import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayReply } from '../policy.ts'
import { placeOf } from '../queries/place.ts'
import { holderOf } from '../queries/replies.ts'
import { numberField, ofBody } from '../queries/shapes.ts'
import { versionsOf } from '../queries/versions.ts'
import { no } from '../refusals.ts'
import type { Spaces } from '../queries/spaces.ts'
import { dayIn } from '../rules.ts'
import type {} from '../tables.ts'

/** Whoever put the question aside may accept later; an acceptance is not taken back by putting aside. */
export const giveReplyIn = (spaces: Spaces) =>
  command({
    name: 'charters.reply',
    summary: 'Accept a version of a charter, or put the question aside. Nobody but you sees which',
    route: 'PUT /charter/versions/{number}/reply',
    input: ofBody.extend({ number: numberField, reply: z.enum(['accepted', 'aside']) }),
    output: z.object({ number: z.number() }),
    async facts(tx, { input, actor, now, outside }) {
      const place = await placeOf(tx, spaces, input, { actor, now, outside })
      return { place, versions: place === null ? [] : await versionsOf(tx, place.scope) }
    },
    may: ({ input, actor, facts, now }) => mayReply(actor, input.number, facts, now),
    async run(tx, { input, actor, facts, now }) {
      const { scope } = facts.place ?? refuse(no('charter.missing'))
      const holder = (facts.place?.space === undefined ? holderOf(scope, actor) : facts.place.space.member) ?? refuse(no('charter.missing'))
      const accepted = input.reply === 'accepted'
      const row = { scope_id: scope, holder_id: holder, number: input.number, accepted, replied_on: dayIn(now) }
      await tx
        .insertInto('charter_reply')
        .values(row)
        .onConflict((conflict) =>
          conflict
            .columns(['scope_id', 'holder_id', 'number'])
            .doUpdateSet({ accepted, replied_on: dayIn(now) })
            .where('charter_reply.accepted', '=', false),
        )
        .execute()
      return { number: input.number }
    },
    // Neither who nor what: that would be the list of members that nobody may have.
    tell: ({ facts, result }) => {
      const scope = facts.place?.scope ?? ''
      return [
        { kind: 'charters.reply.given', scope, subject: scope, data: { number: result.number }, visibility: 'internal', anonymous: true },
      ]
    },
  })
