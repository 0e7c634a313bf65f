import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { demand } from '../../../core/refused.ts'
import { mayKeep } from '../policy.ts'
import { placeOf } from '../queries/place.ts'
import { ofBody } from '../queries/shapes.ts'
import { draftsOf } from '../queries/versions.ts'
import { no } from '../refusals.ts'
import type { Spaces } from '../queries/spaces.ts'
import type {} from '../tables.ts'

export const discardDraftIn = (spaces: Spaces) =>
  command({
    name: 'charters.discard-draft',
    summary: 'Throw away what was written for the next version of a charter, in all languages. For whoever looks after it',
    route: 'DELETE /charter/draft',
    // A request to delete need not have a body.
    input: ofBody.default({}),
    output: z.object({ discarded: z.number() }),
    async facts(tx, { input, actor, now, outside }) {
      const place = await placeOf(tx, spaces, input, { actor, now, outside })
      demand(mayKeep(actor, place))
      return { place, scope: place?.scope ?? '', drafts: place === null ? [] : await draftsOf(tx, place.scope) }
    },
    may: ({ actor, facts }) => all(mayKeep(actor, facts.place), facts.drafts.length > 0 ? yes : no('charter.no-draft')),
    async run(tx, { facts }) {
      await tx.deleteFrom('charter_draft').where('scope_id', '=', facts.scope).execute()
      return { discarded: facts.drafts.length }
    },
    tell: ({ facts }) => [
      {
        kind: 'charters.draft.discarded',
        scope: facts.scope,
        subject: facts.scope,
        data: {},
        visibility: 'internal',
        anonymous: facts.place?.space !== undefined,
      },
    ],
  })
