import type { Actor } from './actor.ts'
import type { Asked, Command, Query } from './command.ts'
import { record, type Event } from './event.ts'
import { readInput } from './input.ts'
import { demand, no, Refused, refuse } from './refused.ts'
import { isTaken, type Db, type Tx } from '../platform/db.ts'
import type { Outside } from '../platform/outside.ts'

export type Runner = {
  readonly db: Db
  readonly outside: Outside
  /** In the deed's transaction: jobs that must not be lost are queued here. */
  deliver(tx: Tx, events: readonly Event[]): Promise<void>
  /** Whether deeds that have a form in one statement take it: on one server that is quickest, over several it is slowest. */
  readonly inOne: boolean
  /** After the commit, in this process: live pages, the clock of the next recomputation. May be lost. */
  announce(events: readonly Event[]): void
  /** Hears how each deed ended, by its name alone; absent: nobody counts. */
  readonly counted?: (deed: string, outcome: 'done' | 'refused' | 'failed') => void
}

/** One deed, one transaction, one decision: it commits whole or it leaves no trace. */
export async function perform<Input, Facts, Result>(
  runner: Runner,
  command: Command<Input, Facts, Result>,
  raw: unknown,
  actor: Actor,
): Promise<Result> {
  const { counted } = runner
  if (counted === undefined || command.uncounted === true) return performed(runner, command, raw, actor)
  try {
    const result = await performed(runner, command, raw, actor)
    counted(command.name, 'done')
    return result
  } catch (error) {
    counted(command.name, error instanceof Refused ? 'refused' : 'failed')
    throw error
  }
}

async function performed<Input, Facts, Result>(
  runner: Runner,
  command: Command<Input, Facts, Result>,
  raw: unknown,
  actor: Actor,
): Promise<Result> {
  // Read before a transaction is opened: what cannot be read costs none.
  const asked = read(runner, command, raw, actor)
  const done = runner.inOne ? await command.inOne?.(runner.db, asked) : null
  if (done !== null && done !== undefined) {
    runner.announce(done.told.map((draft) => ({ ...draft, at: asked.now })))
    return done.result
  }
  const { result, events } = await secondIfLost(() => runner.db.transaction().execute((tx: Tx) => commit(runner, tx, command, asked)))
  runner.announce(events)
  return result
}

export type Deed = <Input, Facts, Result>(command: Command<Input, Facts, Result>, raw: unknown, actor: Actor) => Promise<Result>

/** Several deeds, of rooms that do not know each other, that stand or fall together: one transaction; what they tell is announced after it. */
export async function together<Result>(runner: Runner, work: (deed: Deed, tx: Tx) => Promise<Result>): Promise<Result> {
  const told: Event[] = []
  const done = await secondIfLost(() => {
    told.length = 0
    return runner.db.transaction().execute((tx: Tx) =>
      work(async (command, raw, actor) => {
        const { result, events } = await commit(runner, tx, command, read(runner, command, raw, actor))
        told.push(...events)
        return result
      }, tx),
    )
  })
  runner.announce(told)
  return done
}

/** What the database says to one of two at once, besides that the key is taken meanwhile: each waits for the other. */
const LOST = new Set(['40001', '40P01'])

/** Who lost against a twin has left no trace and is asked once more: by then the facts know of the first, and the deed says itself what that means. */
async function secondIfLost<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (!isTaken(error) && !(error instanceof Error && 'code' in error && LOST.has(String(error.code)))) throw error
    return run()
  }
}

function read<Input, Facts, Result>({ outside }: Runner, command: Command<Input, Facts, Result>, raw: unknown, actor: Actor): Asked<Input> {
  if (actor.leavingAt !== undefined && command.whileLeaving !== true) refuse(no('account.leaving'))
  return { input: readInput(command.input, raw), actor, now: outside.now(), outside }
}

async function commit<Input, Facts, Result>(runner: Runner, tx: Tx, command: Command<Input, Facts, Result>, asked: Asked<Input>) {
  const { actor, now } = asked
  const known = { ...asked, facts: await command.facts(tx, asked) }
  demand(command.may(known))
  const result = await command.run(tx, known)
  const events = command.tell({ ...known, result }).map((draft) => ({ ...draft, at: now }))
  await record(tx, events, actor, now)
  await runner.deliver(tx, events)
  return { result, events }
}

export async function ask<Input, Result>(runner: Runner, query: Query<Input, Result>, raw: unknown, actor: Actor): Promise<Result> {
  const { outside, db } = runner
  return query.read(db, { input: readInput(query.input, raw), actor, now: outside.now(), outside })
}
