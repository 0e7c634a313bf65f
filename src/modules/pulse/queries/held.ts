import type { HeldData, Own } from '../../../core/holding.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { answeredTags } from './pulses.ts'

/** Of an account the room knows only that it answered, until the pulse ends. */
export async function heldOfPulse(db: Reader, keys: Keys, { account }: Own): Promise<HeldData> {
  const open = await db.selectFrom('pulse').select(['id', 'subject_id']).where('closed_on', 'is', null).execute()
  const tags = new Map(open.flatMap(({ id }) => answeredTags(keys, id, account).map((tag) => [tag.toString('hex'), id] as const)))
  if (tags.size === 0) return { answered: [] }
  const rows = await db
    .selectFrom('pulse_answered')
    .select(['subject_id', 'pulse_id'])
    .where(
      'tag',
      'in',
      [...tags.keys()].map((hex) => Buffer.from(hex, 'hex')),
    )
    .execute()
  return { answered: rows.map(({ subject_id: of, pulse_id: pulse }) => ({ of, pulse })) }
}
