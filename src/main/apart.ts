import type { Manifest } from '../web/manifest.ts'
import { rooms } from './rooms.ts'

/** A process that answers at a few addresses and says at all others that nothing is there. */
export type Apart = {
  /** Of these alone pages and operations are there, and these alone are asked who somebody is. */
  readonly rooms: readonly Manifest[]
  /** Without language. */
  readonly answers: RegExp
  /** What says who somebody is, is taken off each request; and nothing that is told here is handed on. */
  readonly knowsNobody: boolean
}

const named = (...names: readonly string[]): readonly Manifest[] =>
  names.map((name) => rooms.find((room) => room.name === name) ?? missing(name))

function missing(name: string): never {
  throw new Error(`there is no room ${name}`)
}

const [ballots = missing('ballots')] = named('ballots')

/** Takes votes and gives out what was opened, the voter's client and the public log. No room of it knows sessions, and no address of one is there. */
export const BALLOT_BOX: Apart = {
  rooms: named('ballots', 'transparency'),
  answers: new RegExp(`^/(healthz$|log/(\\d+/)?(checkpoint$|tile/))|${ballots.withoutSession?.source ?? '^$'}`),
  knowsNobody: true,
}

/** Gives credentials to accounts, and lets them sign in for that. It has the client, but takes no vote. */
export const ISSUER: Apart = {
  rooms: named('people', 'credentials', 'ballots'),
  answers:
    /^\/(healthz$|assets\/|voice\/|sign-in(\/(?!with\/|owner\/)|$)|sign-out$|me\/credentials$|operator\/credentials(\/least)?$|hidden-participation$|dialogues\/[^/]+\/issuer$|api\/credentials\/)/,
  knowsNobody: false,
}
