import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayKeep } from '../policy.ts'
import { placeOf } from '../queries/place.ts'
import { changedField, languageField, ofBody, textField } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import type { Spaces } from '../queries/spaces.ts'
import { dayIn } from '../rules.ts'
import type {} from '../tables.ts'

/** Kept until it is published or discarded; whoever looks after the charter sees it, and nobody else. */
export const writeDraftIn = (spaces: Spaces) =>
  command({
    name: 'charters.write-draft',
    summary: 'Write the text of the next version of a charter in one language. For whoever looks after it',
    route: 'PUT /charter/draft/{language}',
    input: ofBody.extend({ language: languageField, text: textField, changed: changedField.default('') }),
    output: z.object({ language: z.string() }),
    facts: (tx, { input, actor, now, outside }) => placeOf(tx, spaces, input, { actor, now, outside }),
    may: ({ actor, facts }) => mayKeep(actor, facts),
    async run(tx, { input, facts, now }) {
      const { scope } = facts ?? refuse(no('charter.missing'))
      const { language, text, changed } = input
      await tx
        .insertInto('charter_draft')
        .values({ scope_id: scope, language, text, changed, written_on: dayIn(now) })
        .onConflict((conflict) => conflict.columns(['scope_id', 'language']).doUpdateSet({ text, changed, written_on: dayIn(now) }))
        .execute()
      return { language }
    },
    tell: ({ facts, result }) => {
      const scope = facts?.scope ?? ''
      return [
        {
          kind: 'charters.draft.written',
          scope,
          subject: scope,
          data: { language: result.language },
          visibility: 'internal',
          anonymous: facts?.space !== undefined,
        },
      ]
    },
  })
