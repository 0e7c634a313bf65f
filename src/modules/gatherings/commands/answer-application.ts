import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { languageTag } from '../../../core/language.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayAnswerApplication } from '../policy.ts'
import { applicationForUse, callOf } from '../queries/calls.ts'
import { blocksOf } from '../queries/run-sheet.ts'
import { seenSession } from '../queries/sessions.ts'
import { reason } from '../queries/shapes.ts'
import { no } from '../refusals.ts'

/** The one that is chosen gives the block its text, which organisers may change, and its speaker, who says by a link who they are. */
export const answerApplication = command({
  name: 'gatherings.answer-application',
  summary: 'Choose an example for a block, or decline it, with a reason that everybody reads',
  route: 'POST /sessions/{session}/applications/{application}/answer',
  input: z.object({
    session: z.uuid(),
    application: z.uuid(),
    chosen: z.boolean(),
    answer: reason,
    language: languageTag.describe('Of the answer'),
  }),
  output: z.object({ block: z.string() }),
  async facts(tx, { input, actor }) {
    const seen = (await seenSession(tx, { id: input.session }, actor)) ?? refuse(no('summit-session.missing'))
    const row = (await applicationForUse(tx, input.session, input.application)) ?? refuse(no('application.missing'))
    // Of two who choose at once, one does.
    await tx
      .selectFrom('example_call')
      .select('block_id')
      .where('session_id', '=', input.session)
      .where('block_id', '=', row.block_id)
      .forUpdate()
      .execute()
    const call = await callOf(tx, input.session, row.block_id)
    return { ...seen, row, decided: call?.decided === true }
  },
  may: ({ actor, facts: { parts, row, decided }, input }) =>
    mayAnswerApplication(actor, parts, { state: row.state, decided, choosing: input.chosen }),
  async run(tx, { input, facts: { row }, now, outside }) {
    await tx
      .updateTable('application')
      .set({
        state: input.chosen ? 'chosen' : 'declined',
        answer: input.answer,
        answer_language: input.language,
        answered_at: now,
      })
      .where('session_id', '=', input.session)
      .where('id', '=', input.application)
      .execute()
    if (input.chosen) await putIntoBlock(tx, row, outside.uuid())
    return { block: row.block_id }
  },
  tell: ({ input, facts }) => [
    {
      kind: input.chosen ? 'gatherings.application.chosen' : 'gatherings.application.declined',
      scope: facts.session.editionId,
      subject: input.application,
      data: { block: facts.row.block_id, body: facts.row.body_id },
      visibility: 'public',
    },
  ],
})

type Chosen = NonNullable<Awaited<ReturnType<typeof applicationForUse>>>

async function putIntoBlock(tx: Tx, { session_id, block_id, body_id, speaker, language, title, text }: Chosen, id: string): Promise<void> {
  const blocks = await blocksOf(tx, session_id, language)
  const position = blocks.flatMap(({ speakers }) => speakers).length
  await tx
    .insertInto('speaker')
    .values({ session_id, id, block_id, position, person_id: null, name: speaker, line: '', language, body_id, languages: [language] })
    .execute()
  const { last } = await tx
    .selectFrom('block_text')
    .select((select) => select.fn.max('position').as('last'))
    .where('session_id', '=', session_id)
    .where('block_id', '=', block_id)
    .executeTakeFirstOrThrow()
  const words = { title, summary: text }
  await tx
    .insertInto('block_text')
    .values({ session_id, block_id, language, position: (last ?? -1) + 1, ...words })
    .onConflict((oc) => oc.columns(['session_id', 'block_id', 'language']).doUpdateSet(words))
    .execute()
}
