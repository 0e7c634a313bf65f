import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { plainCode } from '../../../core/paper-code.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayStandAtDoor } from '../policy.ts'
import { hashCode } from '../queries/codes.ts'
import { doorOf } from '../queries/door.ts'
import { no } from '../refusals.ts'
import { endOf, isTicketCode } from '../rules.ts'
import type {} from '../tables.ts'

/** A device without a connection keeps what it checked in for so long at most. */
const MOST_AGE_MS = 3 * 86_400_000

const HASH = /^[0-9a-f]{64}$/

export const admitGuest = command({
  name: 'registrations.check-in',
  summary:
    'Check somebody in by the code of their ticket, or by its hash; again with the same key it changes nothing. For organisers, and whoever holds their link.',
  route: 'POST /editions/{edition}/check-ins',
  input: z.object({
    edition: z.uuid(),
    key: z.uuid().describe('Made by the device: the same for each try of one check-in'),
    code: z.string().trim().max(60).default(''),
    hash: z.string().regex(HASH).optional(),
    at: z.iso.datetime().optional().describe('When it was, where the device had no connection'),
    device: z.uuid().nullable().default(null).describe('Made by the device for the day: so that it knows its own check-ins'),
    link: z.string().max(300).optional(),
  }),
  output: z.object({
    already: z.boolean().describe('They were checked in before'),
    here: z.boolean().describe('By this device'),
    at: z.date(),
    registration: z.string(),
  }),
  async facts(tx, { input, actor, now, outside: { keys } }) {
    const door = await doorOf(tx, input, { actor, now, keys })
    return { door, found: mayStandAtDoor(actor, door).ok ? await holderOf(tx, input) : null }
  },
  may: ({ actor, facts }) => mayStandAtDoor(actor, facts.door),
  async run(tx, { input, facts, now }) {
    const found = facts.found ?? refuse(no('ticket.unknown'))
    if (found.state !== 'confirmed') refuse(no('ticket.not-confirmed'))
    const before = await tx
      .selectFrom('check_in')
      .select(['key', 'device', 'at'])
      .where('edition_id', '=', input.edition)
      .where('registration_id', '=', found.id)
      .executeTakeFirst()
    if (before !== undefined)
      return {
        ...{ already: before.key !== input.key, at: before.at, registration: found.id },
        here: before.key === input.key || (before.device !== null && before.device === input.device),
      }
    const asked = input.at === undefined ? now.getTime() : Date.parse(input.at)
    const at = new Date(Math.min(now.getTime(), Math.max(asked, now.getTime() - MOST_AGE_MS)))
    await tx
      .insertInto('check_in')
      .values({
        ...{ edition_id: input.edition, registration_id: found.id, key: input.key, device: input.device, at },
        ends_at: endOf(facts.door.edition),
      })
      .execute()
    return { already: false, here: true, at, registration: found.id }
  },
  tell: ({ input, result }) =>
    result.already
      ? []
      : [
          {
            kind: 'registrations.guest.checked-in',
            scope: input.edition,
            subject: input.edition,
            data: {},
            visibility: 'internal',
            anonymous: true,
          },
        ],
})

/** Held, so that of two doors one is first. */
async function holderOf(tx: Tx, { edition, code, hash }: { edition: string; code: string; hash?: string | undefined }) {
  const plain = plainCode(code)
  const wanted = hash === undefined ? (isTicketCode(plain) ? hashCode(edition, plain) : null) : Buffer.from(hash, 'hex')
  if (wanted === null) return null
  const row = await tx
    .selectFrom('registration')
    .select(['id', 'state'])
    .where('edition_id', '=', edition)
    .where('code_hash', '=', wanted)
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}
