import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { languageTag } from '../../../core/language.ts'
import { refuse } from '../../../core/refused.ts'
import { mayDecide } from '../policy.ts'
import { REASON, type Reason } from '../queries/own.ts'
import { confirmedIn, demandEdition, planOf } from '../queries/plan.ts'
import { state } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { LONGEST_REASON } from '../rules.ts'
import { confirmedEvents, fillPlaces } from './fill-places.ts'

const reason = z
  .string()
  .trim()
  .max(LONGEST_REASON)
  .default('')
  .describe('Why it is declined: whoever asked reads it, and nobody else. Needed to decline')

export const decidePlace = command({
  name: 'registrations.decide',
  summary: 'Give somebody who asked a place, or decline. Where all places are taken they wait. For organisers of the edition.',
  route: 'PUT /editions/{edition}/registrations/{registration}/decision',
  input: z
    .object({ edition: z.uuid(), registration: z.uuid(), accepted: z.boolean(), reason, language: languageTag.optional() })
    .refine(({ accepted, reason: words }) => accepted || words !== '', { message: 'field.required', path: ['reason'] }),
  output: z.object({ state }),
  async facts(tx, { input, actor }) {
    const { organiser } = await demandEdition(tx, input.edition, actor)
    const plan = await planOf(tx, input.edition, true)
    const row = await tx
      .selectFrom('registration')
      .select(['state', 'mode'])
      .where('edition_id', '=', input.edition)
      .where('id', '=', input.registration)
      .executeTakeFirst()
    return { organiser, plan, row: row ?? null, state: row?.state ?? null }
  },
  may: ({ actor, facts }) => mayDecide(actor, facts),
  async run(tx, { input, facts, actor, now, outside }) {
    const { mode } = facts.row ?? refuse(no('registration.missing'))
    const most = facts.plan?.places[mode] ?? null
    const free = most === null || (await confirmedIn(tx, input.edition))[mode] < most
    const next = !input.accepted ? 'declined' : free ? 'confirmed' : 'waiting'
    const said: Reason = { text: input.reason, language: input.language ?? actor.locale }
    const sealed = input.accepted ? null : outside.keys.seal(REASON, JSON.stringify(said))
    await tx
      .updateTable('registration')
      .set({ state: next, decided_at: now, reason_sealed: sealed })
      .where('edition_id', '=', input.edition)
      .where('id', '=', input.registration)
      .execute()
    await fillPlaces(tx, input.edition, now)
    return { state: next } as const
  },
  tell: ({ input, result }) => [
    {
      ...{ kind: 'registrations.place.decided', scope: input.edition, subject: input.registration, data: {} },
      visibility: 'internal',
    },
    ...confirmedEvents(input.edition, result.state === 'confirmed' ? [input.registration] : []),
  ],
})
