import type { Verdict } from '#base'
import type { Reader } from '../platform/db.ts'
import type { Actor } from './actor.ts'
import type { Deed } from './perform.ts'

/** Something that hidden voices vote on, as its room tells of it. */
export type HiddenPlace = {
  readonly id: string
  /** Without language. */
  readonly path: string
  /** The members of this body; null: every account. */
  readonly body: string | null
  /** The last day on which credentials are asked for, where enough were by then. */
  readonly credentialsUntil: Date
  readonly opensAt: Date
  readonly closesAt: Date
  /** A draft is not told of. */
  readonly state: 'open' | 'closed'
  readonly mayAdd: boolean
  readonly languages: readonly string[]
  /** For which alone a statement may be declined, and a key muted. */
  readonly rules: readonly string[]
}

export type HiddenStatement = { readonly number: number; readonly text: string; readonly language: string }
export type HiddenVote = { readonly statement: number; readonly value: -1 | 0 | 1; readonly important: boolean }
/** `participant`: as whom the place counts them already; null: they come in now. In an order that tells nothing. */
export type HiddenVoter = { readonly participant: number | null; readonly votes: readonly HiddenVote[] }
/** `voter`: its place among the voters. */
export type HiddenWriting = { readonly voter: number; readonly text: string; readonly language: string }

/**
 * A room whose things can be voted on by hidden voices, for the issuer, which knows people and no ballot, and for the ballot box, which knows
 * ballots and no people. Neither knows this room, nor the other.
 */
export type HiddenVoices = {
  /** By its id, or by the word in its address. */
  placeOf(db: Reader, named: string): Promise<HiddenPlace | null>
  titleOf(db: Reader, id: string, locale: string): Promise<{ readonly text: string; readonly language: string }>
  /** Those that may be voted on now. */
  statementsOf(db: Reader, id: string): Promise<readonly HiddenStatement[]>
  mayModerate(db: Reader, id: string, actor: Actor): Promise<Verdict>
  /** Whether this actor still prepares it: nothing is published yet. */
  mayPrepare(db: Reader, name: string, actor: Actor): Promise<{ readonly id: string; readonly may: Verdict }>
  /** The deed of that room, in the transaction of whoever asks: under which numbers the voters and what they wrote stand there. */
  count(
    deed: Deed,
    asked: { readonly place: string; readonly voters: readonly HiddenVoter[]; readonly statements: readonly HiddenWriting[] },
  ): Promise<{ readonly participants: readonly number[]; readonly statements: readonly (number | null)[] }>
}

/** Where the voter's client is told of a place. It lies at the hub's own address, where its owner's key is kept; `box`: the origin of the box, if it is elsewhere. */
export const clientAddress = (place: string, box: string | undefined): string => `/voice/#${place}${box === undefined ? '' : `@${box}`}`
