import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayEditSession } from '../policy.ts'
import { notesOf } from '../queries/note.ts'
import { seenSession } from '../queries/sessions.ts'
import { line } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { note, writeNote } from './create-session.ts'

export const translateNote = command({
  name: 'gatherings.translate-note',
  summary: 'Give the briefing note of a session in one more language, or mend it there. For its organisers.',
  route: 'PUT /sessions/{session}/note/translations/{language}',
  input: note.omit({ unplaced: true }).extend({
    session: z.uuid(),
    translator: z.enum(['person', 'machine']),
    translatorName: line(160).default('').describe('Who or what it was, as readers are to see it'),
  }),
  output: z.object({ path: z.string() }),
  async facts(tx, { input, actor }) {
    await tx.selectFrom('summit_session').select('id').where('id', '=', input.session).forUpdate().execute()
    const seen = (await seenSession(tx, { id: input.session }, actor)) ?? refuse(no('summit-session.missing'))
    const [original, ...translations] = await notesOf(tx, input.session)
    const known = translations.findIndex(({ language }) => language === input.language)
    return { ...seen, original: original ?? refuse(no('note.missing')), position: known < 0 ? translations.length + 1 : known + 1 }
  },
  may: ({ input, actor, facts: { parts, session, original } }) =>
    all(
      mayEditSession(actor, parts, session),
      input.language === original.language ? no('note.is-the-original') : yes,
      // A question that is missing in one language would be another one under its number.
      input.questions.length === original.questions.length ? yes : no('note.questions-differ', { count: original.questions.length }),
    ),
  async run(tx, { input: { session, translator, translatorName, ...words }, facts, now }) {
    await writeNote(tx, session, { ...words, unplaced: '', position: facts.position, at: now })
    await tx
      .updateTable('briefing_note')
      .set({ translator, translator_name: translatorName })
      .where('session_id', '=', session)
      .where('language', '=', words.language)
      .execute()
    return { path: `${facts.session.path}/note` }
  },
  tell: ({ input, facts }) => [
    {
      kind: 'gatherings.note.translated',
      scope: facts.session.editionId,
      subject: input.session,
      data: { language: input.language },
      visibility: facts.session.state === 'draft' ? 'internal' : 'public',
    },
  ],
})
