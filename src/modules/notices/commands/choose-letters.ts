import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { signedIn } from '../policy.ts'
import { firstState } from '../queries/state.ts'
import { HOUR_AT_FIRST, SORTS } from '../rules.ts'

const ZONES = new Set(Intl.supportedValuesOf('timeZone'))

const sorts = z.array(z.enum(SORTS)).max(SORTS.length)
const hour = z.number().int().min(0).max(23)

export const chooseLetters = command({
  name: 'notices.choose-letters',
  summary: 'Say by which ways one wants to hear of which sorts of news, and when',
  route: 'PUT /notices/letters',
  input: z.object({
    letters: sorts.describe('By the letter of the day'),
    pushes: sorts.default([]).describe('On the devices that were added'),
    zone: z
      .string()
      .refine((zone) => ZONES.has(zone), 'field.invalid')
      .nullable()
      .default(null)
      .describe('Whose clock the hours are of. Null: the hub’s own zone'),
    hour: hour.default(HOUR_AT_FIRST).describe('From when on the letter of the day is written'),
    weekday: z.number().int().min(1).max(7).nullable().default(null).describe('1 (Monday) to 7: one letter a week. Null: every day'),
    quiet: z
      .object({ from: hour, to: hour })
      .refine(({ from, to }) => from !== to, { error: 'field.invalid', path: ['to'] })
      .nullable()
      .default(null)
      .describe('Nothing is pushed and nothing urgent is written from the first hour until the second'),
    titles: z.boolean().default(false).describe('Whether letters name what is open to everybody'),
  }),
  output: z.object({ letters: z.array(z.enum(SORTS)), pushes: z.array(z.enum(SORTS)) }),
  facts: async () => null,
  may: ({ actor }) => signedIn(actor),
  async run(tx, { input, actor, now, outside }) {
    const letters = SORTS.filter((sort) => input.letters.includes(sort))
    const pushes = SORTS.filter((sort) => input.pushes.includes(sort))
    const { zone, weekday, titles, quiet } = input
    const chosen = {
      ...{ letters, pushes, zone, weekday, titles, hour: input.hour },
      ...{ quiet_from: quiet?.from ?? null, quiet_to: quiet?.to ?? null },
    }
    await tx
      .insertInto('notices_state')
      .values({ ...firstState({ account: actor.account ?? '', key: outside.uuid(), now }), ...chosen })
      .onConflict((conflict) => conflict.column('account_id').doUpdateSet(chosen))
      .execute()
    return { letters, pushes }
  },
  tell: () => [{ kind: 'notices.letters.chosen', scope: THE_HUB, subject: THE_HUB, data: {}, visibility: 'internal', anonymous: true }],
})
