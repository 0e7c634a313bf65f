import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { hubAlone } from '../../../core/refused.ts'
import { sealWords } from '../queries/seals.ts'
import { ofTestimony, quietly } from '../queries/telling.ts'
import { opened } from '../queries/voices.ts'
import { dayIn, daysAfter, PUT_DAYS } from '../rules.ts'

// No route: the clock does it.
export const publishDue = command({
  name: 'voices.publish-due',
  summary:
    'Publish what has waited for as long as was agreed to, at a full hour and under a new id; and end codes under which nothing was written',
  input: z.object({}),
  output: z.object({ testimonies: z.array(z.object({ id: z.uuid(), session_id: z.uuid().nullable() })), ended: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { now, outside }) {
    const due = await tx.selectFrom('kept_voice').selectAll().where('publish_at', '<=', now).orderBy('id').forUpdate().execute()
    const testimonies = []
    for (const row of due) {
      const { words, publish_at: at } = opened(outside.keys, row)
      const id = outside.uuid()
      await tx
        .insertInto('testimony')
        .values({
          ...{ id, session_id: words.session, title: words.title, text: words.text, language: words.language, described: words.described },
          ...{ country: words.country, translation: words.translation?.text ?? '', translated_by: words.translation?.by ?? '' },
          ...{ translation_language: words.translation?.language ?? null, quoted: words.consent?.quoted ?? false, version: 1 },
          ...{ published_at: at ?? now, hidden_for: null, withdrawn_on: null },
        })
        .execute()
      // The words stand once, where they can be taken from; the consent stays sealed.
      const puts = words.puts
        .filter(({ sort }) => words.consent?.puts.includes(sort) === true)
        .map((put) => ({ ...put, text: put.text === '' ? words.text : put.text, until: daysAfter(now, PUT_DAYS) }))
      const kept = { ...words, title: '', text: '', described: '', country: null, translation: null, reader: null, note: '', puts }
      await tx
        .updateTable('kept_voice')
        .set({
          state: 'published',
          publish_at: null,
          testimony_id: id,
          puts_wait: puts.length > 0,
          words_sealed: sealWords(outside.keys, kept),
        })
        .where('id', '=', row.id)
        .execute()
      testimonies.push({ id, session_id: words.session })
    }
    const { numDeletedRows: ended } = await tx
      .deleteFrom('kept_voice')
      .where('state', '=', 'made')
      .where('ends_on', '<', dayIn(now))
      .executeTakeFirstOrThrow()
    return { testimonies, ended: Number(ended) }
  },
  tell: ({ result }) => [
    ...result.testimonies.map((one) => ofTestimony(one, 'published')),
    ...(result.ended === 0 ? [] : [quietly('voices.code.ended', { codes: result.ended })]),
  ],
})
