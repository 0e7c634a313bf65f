import type { Verdict } from '#base'
import type { z } from 'zod'
import type { Actor } from './actor.ts'
import type { EventDraft } from './event.ts'
import type { Db, Reader, Tx } from '../platform/db.ts'
import type { Outside } from '../platform/outside.ts'

export type Asked<Input> = { readonly input: Input; readonly actor: Actor; readonly now: Date; readonly outside: Outside }
export type Known<Input, Facts> = Asked<Input> & { readonly facts: Facts }
export type Done<Input, Facts, Result> = Known<Input, Facts> & { readonly result: Result }

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
/** Where the API offers it: `PUT /dialogues/{dialogue}/statements/{statement}/vote`. */
export type Route = `${Method} /${string}`

/** What is counted against the visitor's address before a deed is tried; the edge keeps the numbers. */
export type LimitName =
  | 'sign-in'
  | 'take-part'
  | 'write'
  | 'report'
  | 'idea'
  | 'post'
  | 'event-answer'
  | 'question'
  | 'voice-code'
  | 'voice-write'

/** A deed. Five answers, always in this order: what is asked, what is known, who may, what is done, what is told. */
export type Command<Input, Facts, Result> = {
  readonly name: string
  readonly summary: string
  readonly route?: Route
  readonly limit?: LimitName
  /** Not even counted for whoever watches the machine: its hour would tell of somebody (`Tells nothing:`). */
  readonly uncounted?: true
  /** Also for somebody who has asked to leave; no other deed is. */
  readonly whileLeaving?: true
  readonly input: z.ZodType<Input>
  readonly output: z.ZodType<Result>
  facts(tx: Tx, asked: Asked<Input>): Promise<Facts>
  may(known: Known<Input, Facts>): Verdict
  run(tx: Tx, known: Known<Input, Facts>): Promise<Result>
  tell(done: Done<Input, Facts, Result>): readonly EventDraft[]
  /**
   * The same deed as one statement, for what is done most often: it writes, events included, where all that `may` asks holds, and nothing otherwise.
   * Null: it was not done, and the deed itself is asked, which does it or says why not. What is told has no critical listener.
   */
  inOne?(db: Db, asked: Asked<Input>): Promise<{ readonly result: Result; readonly told: readonly EventDraft[] } | null>
}

export function command<Input, Facts, Result>(c: Command<Input, Facts, Result>): Command<Input, Facts, Result> {
  return c
}

/** A reading that the API offers too. It takes a Reader, so that it cannot write. */
export type Query<Input, Result> = {
  readonly name: string
  readonly summary: string
  readonly route: Route
  readonly input: z.ZodType<Input>
  readonly output: z.ZodType<Result>
  read(db: Reader, asked: Asked<Input>): Promise<Result>
}

export function query<Input, Result>(q: Query<Input, Result>): Query<Input, Result> {
  return q
}
