import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { demand } from '../../../core/refused.ts'
import { mayKeep, mayPublish } from '../policy.ts'
import { placeOf } from '../queries/place.ts'
import { dayField, ofBody } from '../queries/shapes.ts'
import { draftsOf, textsOf, versionsLocked } from '../queries/versions.ts'
import type { Spaces } from '../queries/spaces.ts'
import { dayIn, holdsFromOf } from '../rules.ts'
import type {} from '../tables.ts'

/** What was written becomes the next version; languages that nobody touched keep their text. From here on it is never changed. */
export const publishVersionIn = (spaces: Spaces) =>
  command({
    name: 'charters.publish-version',
    summary:
      'Publish what was written as the next version of a charter: a change, from a day at least 14 days ahead, or a correction of language',
    route: 'POST /charter/versions',
    input: ofBody.extend({
      correction: z.boolean().default(false).describe('Of language alone: it holds at once, and nobody is asked again'),
      holdsFrom: dayField.nullable().default(null).describe('The day from which a change holds; none is the earliest one'),
    }),
    output: z.object({ number: z.number(), holdsFrom: z.string() }),
    async facts(tx, { input, actor, now, outside }) {
      const place = await placeOf(tx, spaces, input, { actor, now, outside })
      demand(mayKeep(actor, place))
      const scope = place?.scope ?? ''
      const last = (await versionsLocked(tx, scope)).at(-1) ?? null
      const drafts = await draftsOf(tx, scope)
      const named = drafts.every(({ changed }) => changed !== '')
      return { place, scope, last, drafts, written: drafts.length, named, kept: last === null ? [] : await textsOf(tx, scope, last.number) }
    },
    may: ({ input, actor, facts, now }) => mayPublish(actor, input, facts, now),
    async run(tx, { input, facts: { scope, last, drafts, kept }, now }) {
      const number = (last?.number ?? 0) + 1
      const holdsFrom = holdsFromOf(input, last, now)
      await tx
        .insertInto('charter_version')
        .values({ scope_id: scope, number, correction: input.correction, published_on: dayIn(now), holds_from: holdsFrom })
        .execute()
      const fresh = new Map(drafts.map((draft) => [draft.language, draft]))
      const languages = [...new Set([...kept.map(({ language }) => language), ...fresh.keys()])]
      const old = new Map(kept.map((text) => [text.language, text.text]))
      await tx
        .insertInto('charter_text')
        .values(
          languages.map((language, position) => ({
            ...{ scope_id: scope, number, language, position },
            text: fresh.get(language)?.text ?? old.get(language) ?? '',
            changed: last === null ? '' : (fresh.get(language)?.changed ?? ''),
          })),
        )
        .execute()
      await tx.deleteFrom('charter_draft').where('scope_id', '=', scope).execute()
      return { number, holdsFrom }
    },
    tell: ({ input, facts: { scope, place }, result: { number, holdsFrom } }) => [
      {
        kind: 'charters.version.published',
        scope,
        subject: scope,
        data: { number, correction: input.correction, holdsFrom },
        visibility: place?.space?.secret === true ? 'internal' : 'public',
        // Who keeps a charter is on its page; of a community no event says who belongs to it.
        anonymous: place?.space !== undefined,
      },
    ],
  })
