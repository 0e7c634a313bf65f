import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayRemoveDevice } from '../policy.ts'
import { devicesOf } from '../queries/devices.ts'
import { dropDevice } from './keep-states.ts'

export const removeDevice = command({
  name: 'notices.remove-device',
  summary: 'No more pushes to that device',
  route: 'DELETE /notices/devices/{device}',
  input: z.object({ device: z.uuid() }),
  output: z.object({ removed: z.literal(true) }),
  async facts(tx, { input, actor }) {
    const devices = actor.account === null ? [] : await devicesOf(tx, actor.account)
    return { known: devices.some(({ id }) => id === input.device) }
  },
  may: ({ actor, facts }) => mayRemoveDevice(actor, facts.known),
  async run(tx, { input, actor }) {
    await dropDevice(tx, { account: actor.account ?? '', device: input.device })
    return { removed: true as const }
  },
  tell: () => [{ kind: 'notices.device.removed', scope: THE_HUB, subject: THE_HUB, data: {}, visibility: 'internal', anonymous: true }],
})
