import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { dayOf, THE_HUB } from '../../../core/event.ts'
import { isPushAddress } from '../../../platform/push.ts'
import { mayAddDevice } from '../policy.ts'
import { ENDPOINT, sealAddress } from '../queries/devices.ts'
import type {} from '../tables.ts'

export const addDevice = command({
  name: 'notices.add-device',
  summary: 'Say yes to pushes on a device, by what its browser gave for it',
  route: 'POST /notices/devices',
  limit: 'write',
  input: z.object({
    name: z.string().trim().min(1).max(40).describe('By which one knows the device again'),
    endpoint: z.string().max(1000),
    p256dh: z.string().max(200),
    auth: z.string().max(100),
  }),
  output: z.object({ device: z.uuid() }),
  async facts(tx, { input, actor: { account }, outside: { keys } }) {
    const fits = isPushAddress(input)
    if (account === null) return { id: null, known: false, devices: 0, fits }
    // Held, so that two at once do not go over the number.
    await tx.selectFrom('notices_state').select('account_id').where('account_id', '=', account).forUpdate().execute()
    const rows = await tx.selectFrom('notices_device').selectAll().where('account_id', '=', account).execute()
    const tags = keys.tags(ENDPOINT, input.endpoint)
    const known = rows.find((row) => tags.some((tag) => tag.equals(row.endpoint_tag)))
    return { id: known?.id ?? null, known: known !== undefined, devices: rows.length, fits }
  },
  may: ({ actor, facts }) => mayAddDevice(actor, facts),
  async run(tx, { input, facts, actor, now, outside: { keys, uuid } }) {
    const account = actor.account ?? ''
    const [tag, ...older] = keys.tags(ENDPOINT, input.endpoint)
    // Who said yes on it last is told on it, and nobody who used it before.
    await tx
      .deleteFrom('notices_device')
      .where('endpoint_tag', 'in', [...(tag === undefined ? [] : [tag]), ...older])
      .execute()
    // Who had none until now is told of what comes from now on.
    if (facts.devices === 0) await tx.updateTable('notices_state').set({ pushed_until: null }).where('account_id', '=', account).execute()
    const device = facts.id ?? uuid()
    await tx
      .insertInto('notices_device')
      .values({
        ...{ account_id: account, id: device, name: input.name, language: actor.locale },
        added_on: dayOf(now).toISOString().slice(0, 10),
        ...{ sealed: sealAddress(keys, input), endpoint_tag: keys.tag(ENDPOINT, input.endpoint) },
      })
      .execute()
    return { device }
  },
  tell: () => [{ kind: 'notices.device.added', scope: THE_HUB, subject: THE_HUB, data: {}, visibility: 'internal', anonymous: true }],
})
