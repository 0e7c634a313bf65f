import type { Reader } from '../platform/db.ts'
import type { Actor } from './actor.ts'
import type { Deed } from './perform.ts'

/** Where a sentence that was said in a session can be put to everybody's vote: a running dialogue that belongs to the session. */
export type ReceivingPlace = { readonly id: string; readonly title: string; readonly language: string; readonly path: string }

/** Where words stand that nobody's account is behind. */
export type PutAt = { readonly place: string; readonly thing: string }

/**
 * A room that takes what somebody said to a trusted intermediary, marked as that. Its own rules hold; no account and no participant is
 * behind it, so nothing there leads to anybody, and only whoever put it takes it back.
 */
export type UnnamedReceiver = {
  readonly sort: string
  /** So long may it be. */
  readonly longest: number
  /** Those that take such words now. */
  placesOf(db: Reader, asked: { readonly locale: string; readonly now: Date }): Promise<readonly ReceivingPlace[]>
  /** Deeds of that room, in the transaction of whoever asks. */
  put(deed: Deed, asked: { readonly place: string; readonly text: string; readonly language: string }): Promise<{ readonly thing: string }>
  takeBack(deed: Deed, at: PutAt): Promise<void>
  /** How it stands there now. */
  stateOf(db: Reader, at: PutAt): Promise<{ readonly state: 'waiting' | 'standing' | 'gone'; readonly path: string }>
}

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
