import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { sentId } from '../../../core/sending.ts'
import { mayCapture } from '../policy.ts'
import { demandSession } from '../queries/session-facts.ts'
import * as shapes from '../queries/shapes.ts'

export const recordMeeting = command({
  name: 'interventions.record-meeting',
  summary: 'Note a meeting away from the hub, of which contributions on paper are then typed in. Nobody who sat there is named',
  route: 'POST /sessions/{session}/meetings',
  limit: 'write',
  input: z.object({
    session: z.uuid(),
    sending: shapes.sending,
    title: z.string().trim().min(1).max(160),
    language: shapes.language,
    place: z.string().trim().max(120).default(''),
    heldOn: z.iso.date(),
    people: z.number().int().min(1).max(10_000),
  }),
  output: z.object({ id: z.uuid() }),
  async facts(tx, { input, actor, outside: { keys } }) {
    const id = sentId(keys, 'session-meeting', input.session, actor.account ?? 'hub', input.sending)
    const known = await tx
      .selectFrom('session_meeting')
      .select('id')
      .where('session_id', '=', input.session)
      .where('id', '=', id)
      .executeTakeFirst()
    return { ...(await demandSession(tx, { id: input.session }, actor)), id, known: known !== undefined }
  },
  may: ({ actor, facts }) => mayCapture({ actor, parts: facts.parts, session: facts.session }),
  async run(tx, { input, actor, facts }) {
    const { title, language } = input
    await tx
      .insertInto('session_meeting')
      .values({
        ...{ session_id: input.session, id: facts.id, title, language, place: input.place || null },
        ...{ held_on: input.heldOn, people: input.people, entered_by: actor.person },
      })
      .onConflict((oc) => oc.doNothing())
      .execute()
    return { id: facts.id }
  },
  tell: ({ input, facts }) =>
    facts.known
      ? []
      : [{ kind: 'interventions.meeting.recorded', scope: input.session, subject: facts.id, data: {}, visibility: 'internal' }],
})
