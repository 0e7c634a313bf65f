import type { Actor } from '../../../core/actor.ts'
import type { Receiver, ReceivingPlace } from '../../../core/receiver.ts'
import type { Reader } from '../../../platform/db.ts'

/** Where a sentence of this session can be put to the vote now, in all rooms that take some. */
export async function placesFor(
  db: Reader,
  receivers: readonly Receiver[],
  session: string,
  actor: Actor,
): Promise<readonly ReceivingPlace[]> {
  const places: ReceivingPlace[] = []
  for (const receiver of receivers) places.push(...(await receiver.placesOf(db, session, actor)))
  return places
}
