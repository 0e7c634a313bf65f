import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { organisations } from '../../organisations/index.ts'
import { mayTranslate } from '../policy.ts'
import { demandEntry } from '../queries/facts.ts'
import * as shapes from '../queries/shapes.ts'
import { eventOf } from '../queries/telling.ts'
import { no } from '../refusals.ts'
import { kept, LONGEST } from '../rules.ts'
import { putFoundBy } from './keep-words.ts'

export const translateEntry = command({
  name: 'library.translate',
  summary:
    'Say a published entry in one more language; it stands beside the original, with who translated it and whether anybody checked it',
  route: 'PUT /library/{entry}/translations/{language}',
  limit: 'write',
  input: z.object({
    entry: shapes.entry,
    language: shapes.language,
    follows: z.number().int().min(1).describe('The version of the original that was translated'),
    title: z.string().trim().min(1).max(LONGEST.title),
    summary: z.string().trim().min(1).max(LONGEST.summary),
    words: shapes.words,
    translator: z.enum(['person', 'machine']),
    translatorName: z.string().trim().max(160).default('').describe('Who or what it was, as readers are to see it'),
  }),
  output: shapes.done,
  async facts(tx, { input, actor, now }) {
    await tx.selectFrom('library_entry').select('id').where('id', '=', input.entry).forUpdate().execute()
    const found = await demandEntry(tx, input.entry, { actor, now })
    const convening = (await organisations.bodiesWhere(tx, actor.person, 'convener', 'en')).length > 0
    const original = await tx
      .selectFrom('library_version')
      .select('words')
      .where('entry_id', '=', input.entry)
      .where('version', '=', found.row.shown ?? 0)
      .executeTakeFirst()
    return { ...found, convening, original: original?.words ?? {} }
  },
  may: ({ input, facts }) =>
    all(
      mayTranslate(facts.relation, facts.facts, facts.convening),
      input.language === facts.row.language ? no('library.own-language') : yes,
      input.follows === facts.row.shown ? yes : no('library.changed-meanwhile'),
    ),
  async run(tx, { input, actor, facts: { row, original }, now }) {
    const words = Object.fromEntries(Object.entries(kept(row.kind, input.words)).filter(([key]) => key in original))
    const missing = Object.keys(original).filter((key) => words[key] === undefined)
    if (missing.length > 0)
      return refuse(
        no('library.incomplete'),
        missing.map((key) => ({ field: `words.${key}`, code: 'field.required', data: {} })),
      )
    const text = {
      ...{ follows: input.follows, title: input.title, summary: input.summary, words: JSON.stringify(words), translator: input.translator },
      ...{ translator_name: input.translatorName, person_id: actor.person, checked: false, checked_by: null, written_at: now },
    }
    await tx
      .insertInto('library_translation')
      .values({ entry_id: row.id, language: input.language, ...text })
      .onConflict((oc) => oc.columns(['entry_id', 'language']).doUpdateSet(text))
      .execute()
    await putFoundBy(tx, row.id)
    return { id: row.id, path: `/library/${row.id}` }
  },
  tell: ({ input, facts: { row } }) => [{ ...eventOf(row, 'translated', true, { language: input.language }), anonymous: true }],
})
