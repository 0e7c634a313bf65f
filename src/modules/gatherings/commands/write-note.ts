import { all, yes, type Verdict } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayEditSession } from '../policy.ts'
import { notesOf } from '../queries/note.ts'
import { seenSession } from '../queries/sessions.ts'
import { no } from '../refusals.ts'
import { toldTo } from '../rules.ts'
import { note, writeNote } from './create-session.ts'

/** Once a session has begun, what was said in it is filed under its questions by their numbers. */
const keepsQuestions = (openedAt: Date | null, before: number, after: number): Verdict =>
  openedAt !== null && after < before ? no('note.questions-fixed') : yes

export const writeSessionNote = command({
  name: 'gatherings.write-note',
  summary: 'Write the briefing note of a session anew, in the language of its original. For its organisers.',
  route: 'PUT /sessions/{session}/note',
  input: z.object({ session: z.uuid(), note }),
  output: z.object({ path: z.string() }),
  async facts(tx, { input, actor }) {
    await tx.selectFrom('summit_session').select('id').where('id', '=', input.session).forUpdate().execute()
    const seen = (await seenSession(tx, { id: input.session }, actor)) ?? refuse(no('summit-session.missing'))
    const [original, ...translations] = await notesOf(tx, input.session)
    return { ...seen, original, translated: translations.map(({ language }) => language) }
  },
  may: ({ input, actor, facts }) =>
    all(
      mayEditSession(actor, facts.parts, facts.session),
      facts.translated.includes(input.note.language) ? no('note.language-taken') : yes,
      keepsQuestions(facts.session.openedAt, facts.original?.questions.length ?? 0, input.note.questions.length),
    ),
  async run(tx, { input, facts, now }) {
    const { original } = facts
    // Who corrects the language of the original has not written a translation.
    if (original !== undefined && original.language !== input.note.language) await dropLanguage(tx, input.session, original.language)
    await writeNote(tx, input.session, { ...input.note, position: 0, at: now })
    await tx
      .deleteFrom('session_question')
      .where('session_id', '=', input.session)
      .where('number', '>', input.note.questions.length)
      .execute()
    await countChange(tx, input.session)
    return { path: `${facts.session.path}/note` }
  },
  tell: ({ input, facts }) => [
    {
      kind: 'gatherings.note.written',
      scope: facts.session.editionId,
      subject: input.session,
      data: { language: input.note.language },
      visibility: toldTo(facts.session),
    },
  ],
})

async function dropLanguage(tx: Tx, session: string, language: string): Promise<void> {
  await tx.deleteFrom('session_question').where('session_id', '=', session).where('language', '=', language).execute()
  await tx.deleteFrom('briefing_note').where('session_id', '=', session).where('language', '=', language).execute()
}

/** Calendars show the title of a session: they ask by this number whether they have to show it anew. */
async function countChange(tx: Tx, session: string): Promise<void> {
  await tx
    .updateTable('summit_session')
    .set((row) => ({ changes: row('changes', '+', 1) }))
    .where('id', '=', session)
    .execute()
}
