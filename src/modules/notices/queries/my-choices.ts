import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { demand } from '../../../core/refused.ts'
import { signedIn } from '../policy.ts'
import { HOUR_AT_FIRST, LETTERS_AT_FIRST, SORTS } from '../rules.ts'
import { devicesOf } from './devices.ts'
import { stateOf } from './state.ts'

const sorts = z.array(z.enum(SORTS))

export const myChoices = query({
  name: 'notices.my-choices',
  summary: 'By which ways one hears of which sorts of news, and when; one’s devices; whether letters stopped because they came back',
  route: 'GET /notices/letters',
  input: z.object({}),
  output: z.object({
    letters: sorts,
    pushes: sorts,
    zone: z.string().nullable(),
    hour: z.number().int(),
    weekday: z.number().int().nullable(),
    quiet: z.object({ from: z.number().int(), to: z.number().int() }).nullable(),
    titles: z.boolean(),
    stopped: z.object({ why: z.enum(['nobody', 'refused']), on: z.string() }).nullable(),
    devices: z.array(z.object({ id: z.uuid(), name: z.string(), addedOn: z.string() })),
  }),
  async read(db, { actor }) {
    demand(signedIn(actor))
    const account = actor.account ?? ''
    const devices = [...(await devicesOf(db, account))]
    const state = await stateOf(db, account)
    if (state === null) {
      const first = { letters: [...LETTERS_AT_FIRST], pushes: [], hour: HOUR_AT_FIRST }
      return { ...first, zone: null, weekday: null, quiet: null, titles: false, stopped: null, devices }
    }
    const { letters, pushes, zone, hour, weekday, quiet, titles, stopped } = state
    return { letters: [...letters], pushes: [...pushes], zone, hour, weekday, quiet, titles, stopped, devices }
  },
})
