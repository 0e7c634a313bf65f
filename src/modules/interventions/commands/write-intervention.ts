import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { dayOf } from '../../../core/event.ts'
import { no as noFromHub, refuse } from '../../../core/refused.ts'
import { sentId } from '../../../core/sending.ts'
import { mayWrite } from '../policy.ts'
import { labelIsFree, takeLabel } from '../queries/labels.ts'
import { linkTo, ownerTags } from '../queries/links.ts'
import { pathOf, rowOf } from '../queries/rows.ts'
import { attends, demandSession, frameOf } from '../queries/session-facts.ts'
import * as shapes from '../queries/shapes.ts'
import { attributionOf } from '../rules.ts'
import { inFrame } from './capture-intervention.ts'

export const writeIntervention = command({
  name: 'interventions.write',
  summary: 'Write an intervention of your own in a session that you attend, and choose how you are named',
  route: 'POST /sessions/{session}/my-interventions',
  limit: 'write',
  input: z.object({
    session: z.uuid(),
    sending: shapes.sending,
    text: shapes.text,
    language: shapes.language,
    question: shapes.question,
    choice: z.enum(['identity', 'label', 'none']),
    label: shapes.label,
  }),
  output: z.object({ id: z.uuid(), path: z.string(), link: z.string() }),
  async facts(tx, { input, actor, outside: { keys } }) {
    const account = actor.account ?? refuse(noFromHub('sign-in.needed'))
    const seen = await demandSession(tx, { id: input.session }, actor)
    const [owner = null, ...older] = ownerTags(keys, input.session, account)
    const mine = owner === null ? [] : [owner, ...older]
    const id = sentId(keys, 'intervention-id', input.session, account, input.sending)
    const written = await tx
      .selectFrom('intervention')
      .select('id')
      .where('session_id', '=', input.session)
      .where('owner_tag', 'in', mine)
      .where('source', '=', 'own')
      .execute()
    const frame = await frameOf(tx, input.session, actor.locale)
    const wanted = { session: input.session, label: input.label, owner }
    return {
      ...{ ...seen, id, owner, wanted, frame },
      known: (await rowOf(tx, input.session, id)) !== null,
      attending: await attends(tx, seen, actor),
      written: written.length,
      labelled: input.choice === 'label' ? await labelIsFree(tx, wanted, frame.speakers) : yes,
    }
  },
  may: ({ input, actor, facts, now }) =>
    facts.known
      ? yes
      : all(
          mayWrite({ actor, parts: facts.parts, session: facts.session, attending: facts.attending, written: facts.written }, now),
          inFrame(input, facts.frame),
          facts.labelled,
        ),
  async run(tx, { input, actor, facts, now, outside: { keys } }) {
    const { id } = facts
    const answer = { id, path: pathOf(facts.session.path, id), link: linkTo(keys, { session: input.session, id }) }
    if (facts.known) return answer
    if (input.choice === 'label') await takeLabel(tx, facts.wanted)
    await tx
      .insertInto('intervention')
      .values({
        ...{ session_id: input.session, id, role: 'participant', form: 'verbatim', language: input.language, text: input.text },
        ...{ question: input.question ?? null, block_id: null, said_at: null },
        attribution: attributionOf(input.choice),
        person_id: input.choice === 'identity' ? actor.person : null,
        was_named: input.choice === 'identity',
        label: input.choice === 'label' ? input.label : null,
        ...{ speaker_id: null, noted_speaker: null, owner_tag: facts.owner, claim_hash: null },
        ...{ source: 'own', meeting_id: null, consent: null, captured_by: null },
        // The second would say who it was, beside whatever else happened then.
        ...{ captured_at: dayOf(now), version: 1, withdrawn_at: null, hidden_for: null },
      })
      .onConflict((oc) => oc.doNothing())
      .execute()
    return answer
  },
  tell: ({ input, facts }) =>
    facts.known
      ? []
      : [
          {
            kind: 'interventions.intervention.captured',
            ...{ scope: input.session, subject: facts.id, data: { source: 'own' }, visibility: 'internal', anonymous: true },
          },
        ],
})
