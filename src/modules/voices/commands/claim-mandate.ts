import { all, yes } from '#base'
import { z } from 'zod'
import { nobody } from '../../../core/actor.ts'
import { command } from '../../../core/command.ts'
import { namedOrHub, refuse } from '../../../core/refused.ts'
import { ownThingAt, speakerOf, type Said } from '../queries/claims.ts'
import { holdersOf, ofMandate, seenMandate } from '../queries/mandates.ts'
import { no } from '../refusals.ts'
import { dayIn, standing } from '../rules.ts'
import * as shapes from '../queries/shapes.ts'

export const claimMandate = (said: Said) =>
  command({
    name: 'voices.claim-mandate',
    summary:
      'Say under which mandate one said something; it has to bear the name of whoever holds the mandate for everybody. Without a mandate: take that back',
    route: 'POST /voices/claims',
    limit: 'write',
    input: z.object({ about: z.string().max(500).describe('The address of its page, without language'), mandate: shapes.id.nullable() }),
    output: z.object({ claimed: z.boolean(), path: z.string() }),
    async facts(tx, { input: { about, mandate: id }, actor, now, outside }) {
      const thing = (await ownThingAt(tx, said, about, { actor, outside })) ?? refuse(no('mandate.nothing-said'))
      if (id === null) return { thing, seen: null, named: true }
      const seen = await seenMandate(tx, { actor, now, outside }, id)
      const [speaker, holder] = [
        await speakerOf(tx, said, thing, actor.locale),
        // As everybody reads it: what one may see of oneself does not count.
        (await holdersOf(tx, { actor: nobody(actor.locale), now, outside }, [seen.row])).get(seen.row.id)?.name ?? null,
      ]
      return { thing, seen, named: speaker !== null && speaker === holder }
    },
    may: ({ actor, facts: { seen, named }, now }) =>
      all(
        namedOrHub(actor),
        seen === null || seen.relation.holder ? yes : no('mandate.not-holder'),
        seen === null || standing(seen.row, dayIn(now)) === 'holds' ? yes : no('mandate.over'),
        named ? yes : no('mandate.nameless'),
      ),
    async run(tx, { input: { mandate }, facts: { thing }, now }) {
      const at = { scope_id: thing.scope, sort: thing.sort, subject: thing.subject }
      if (mandate === null)
        await tx
          .deleteFrom('mandate_claim')
          .where('scope_id', '=', at.scope_id)
          .where('sort', '=', at.sort)
          .where('subject', '=', at.subject)
          .execute()
      else
        await tx
          .insertInto('mandate_claim')
          .values({ ...at, mandate_id: mandate, claimed_on: dayIn(now) })
          .onConflict((on) => on.columns(['scope_id', 'sort', 'subject']).doUpdateSet({ mandate_id: mandate, claimed_on: dayIn(now) }))
          .execute()
      return { claimed: mandate !== null, path: thing.path }
    },
    tell: ({ input, facts: { thing } }) => [ofMandate(input.mandate ?? thing.scope, input.mandate === null ? 'unclaimed' : 'claimed')],
  })
