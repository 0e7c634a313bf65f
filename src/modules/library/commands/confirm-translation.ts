import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { people } from '../../people/index.ts'
import { mayCheckTranslation } from '../policy.ts'
import { demandEntry } from '../queries/facts.ts'
import * as shapes from '../queries/shapes.ts'
import { eventOf } from '../queries/telling.ts'
import { no } from '../refusals.ts'

export const confirmTranslation = command({
  name: 'library.confirm-translation',
  summary: 'Say that you read a translation beside the original, and that it says the same; nobody does for their own',
  route: 'POST /library/{entry}/translations/{language}/check',
  input: z.object({ entry: shapes.entry, language: shapes.language }),
  output: shapes.done,
  async facts(tx, { input, actor, now }) {
    const found = await demandEntry(tx, input.entry, { actor, now })
    const row = await tx
      .selectFrom('library_translation')
      .select(['person_id', 'checked'])
      .where('entry_id', '=', input.entry)
      .where('language', '=', input.language)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) return refuse(no('library.missing'))
    const own = actor.account === null ? [] : await people.personsOf(tx, actor.account)
    return { ...found, wrote: own.some((person) => person === row.person_id), checked: row.checked }
  },
  may: ({ facts }) => mayCheckTranslation(facts.relation, facts.wrote),
  async run(tx, { input, actor }) {
    await tx
      .updateTable('library_translation')
      .set({ checked: true, checked_by: actor.person })
      .where('entry_id', '=', input.entry)
      .where('language', '=', input.language)
      .execute()
    return { id: input.entry, path: `/library/${input.entry}` }
  },
  tell: ({ input, facts: { row } }) => [{ ...eventOf(row, 'checked', true, { language: input.language }), anonymous: true }],
})
