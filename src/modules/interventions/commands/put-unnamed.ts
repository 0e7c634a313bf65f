import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { dayOf } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'
import { mayPutUnnamed } from '../policy.ts'
import { rowOf } from '../queries/rows.ts'
import { demandSession } from '../queries/session-facts.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'

// No route: the room to which it was said runs it within its own deed, and asks the speaker first.
export const putUnnamed = command({
  name: 'interventions.put-unnamed',
  summary: 'Let stand in a session what somebody said to a trusted intermediary: marked as that, and nobody’s',
  input: z.object({ session: z.uuid(), text: shapes.text, language: shapes.language }),
  output: z.object({ id: z.uuid() }),
  async facts(tx, { input, actor }) {
    const seen = await demandSession(tx, { id: input.session }, actor)
    const there = await tx
      .selectFrom('intervention')
      .select('id')
      .where('session_id', '=', input.session)
      .where('source', '=', 'intermediary')
      .where('withdrawn_at', 'is', null)
      .execute()
    return { session: seen.session, there: there.length }
  },
  may: ({ actor, facts }) => all(hubAlone(actor), mayPutUnnamed(facts)),
  async run(tx, { input, now, outside }) {
    const id = outside.uuid()
    await tx
      .insertInto('intervention')
      .values({
        ...{ session_id: input.session, id, role: 'participant', form: 'verbatim', language: input.language, text: input.text },
        ...{ question: null, block_id: null, said_at: null, attribution: 'none', person_id: null, was_named: false, label: null },
        ...{ speaker_id: null, noted_speaker: null, owner_tag: null, claim_hash: null, source: 'intermediary', meeting_id: null },
        ...{ consent: null, captured_by: null, captured_at: dayOf(now), version: 1, withdrawn_at: null, hidden_for: null },
      })
      .execute()
    return { id }
  },
  tell: ({ input, result }) => [
    {
      kind: 'interventions.intervention.captured',
      ...{ scope: input.session, subject: result.id, data: { source: 'intermediary' }, visibility: 'internal', anonymous: true },
    },
  ],
})

// No route: as above, for the speaker alone.
export const withdrawUnnamed = command({
  name: 'interventions.withdraw-unnamed',
  summary: 'Take back what stood in a session through a trusted intermediary: its words are gone, and a mark with the day stays',
  input: z.object({ session: z.uuid(), intervention: z.uuid() }),
  output: z.object({ id: z.uuid() }),
  async facts(tx, { input }) {
    const { session, intervention } = input
    await tx.selectFrom('intervention').select('id').where('session_id', '=', session).where('id', '=', intervention).forUpdate().execute()
    const row = await rowOf(tx, input.session, input.intervention)
    return { row: row?.source === 'intermediary' ? row : null }
  },
  may: ({ actor, facts: { row } }) => all(hubAlone(actor), row === null ? no('intervention.missing') : yes),
  async run(tx, { input, facts: { row }, now }) {
    if (row !== null && row.withdrawn_at === null)
      await tx
        .updateTable('intervention')
        .set({ text: '', language: 'und', form: 'summary', hidden_for: null, version: row.version + 1, withdrawn_at: dayOf(now) })
        .where('session_id', '=', input.session)
        .where('id', '=', input.intervention)
        .execute()
    return { id: input.intervention }
  },
  // Taken back twice is taken back once.
  tell: ({ input, facts: { row } }) =>
    row === null || row.withdrawn_at !== null
      ? []
      : [
          {
            kind: 'interventions.intervention.withdrawn',
            ...{ scope: input.session, subject: input.intervention, data: {}, visibility: 'public', anonymous: true },
          },
        ],
})
