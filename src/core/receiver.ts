import type { Reader } from '../platform/db.ts'
import type { Actor } from './actor.ts'
import type { Deed } from './perform.ts'

/** Where a sentence that was said in a session can be put to everybody's vote: a running dialogue that belongs to the session. */
export type ReceivingPlace = { readonly id: string; readonly title: string; readonly language: string; readonly path: string }

/** A room that takes such sentences, for a room that does not know it. */
export type Receiver = {
  /** Those that run now, and in which this actor may put one. */
  placesOf(db: Reader, sessionId: string, actor: Actor): Promise<readonly ReceivingPlace[]>
  /** The deed of that room, in the transaction of whoever asks. */
  put(
    deed: Deed,
    asked: { readonly place: string; readonly text: string; readonly language: string; readonly question: number | null },
    actor: Actor,
  ): Promise<{ readonly path: string }>
}
