import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { signedIn } from '../policy.ts'
import { firstState } from '../queries/state.ts'
import { SORTS } from '../rules.ts'

const ZONES = new Set(Intl.supportedValuesOf('timeZone'))

export const chooseLetters = command({
  name: 'notices.choose-letters',
  summary: 'Say about which sorts of news one wants letters, and in which zone it is morning',
  route: 'PUT /notices/letters',
  input: z.object({
    letters: z.array(z.enum(SORTS)).max(SORTS.length),
    zone: z
      .string()
      .refine((zone) => ZONES.has(zone), 'field.invalid')
      .nullable()
      .default(null)
      .describe('Null: the hub’s own zone'),
  }),
  output: z.object({ letters: z.array(z.enum(SORTS)) }),
  facts: async () => null,
  may: ({ actor }) => signedIn(actor),
  async run(tx, { input, actor, now, outside }) {
    const letters = SORTS.filter((sort) => input.letters.includes(sort))
    const chosen = { letters, zone: input.zone }
    await tx
      .insertInto('notices_state')
      .values({ ...firstState({ account: actor.account ?? '', key: outside.uuid(), now }), ...chosen })
      .onConflict((conflict) => conflict.column('account_id').doUpdateSet(chosen))
      .execute()
    return { letters }
  },
  tell: () => [{ kind: 'notices.letters.chosen', scope: THE_HUB, subject: THE_HUB, data: {}, visibility: 'internal', anonymous: true }],
})
