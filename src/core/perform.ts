import type { Actor } from './actor.ts'
import type { Command, Query } from './command.ts'
import { record, type Event } from './event.ts'
import { readInput } from './input.ts'
import { demand } from './refused.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { Outside } from '../platform/outside.ts'

export type Runner = {
  readonly db: Db
  readonly outside: Outside
  /** In the deed's transaction: jobs that must not be lost are queued here. */
  deliver(tx: Tx, events: readonly Event[]): Promise<void>
  /** After the commit, in this process: live pages, the clock of the next recomputation. May be lost. */
  announce(events: readonly Event[]): void
}

/** One deed, one transaction, one decision: it commits whole or it leaves no trace. */
export async function perform<Input, Facts, Result>(
  runner: Runner,
  command: Command<Input, Facts, Result>,
  raw: unknown,
  actor: Actor,
): Promise<Result> {
  const { outside } = runner
  const asked = { input: readInput(command.input, raw), actor, now: outside.now(), outside }
  const { result, events } = await runner.db.transaction().execute(async (tx: Tx) => {
    const known = { ...asked, facts: await command.facts(tx, asked) }
    demand(command.may(known))
    const done = await command.run(tx, known)
    const told = command.tell({ ...known, result: done }).map((draft) => ({ ...draft, at: asked.now }))
    await record(tx, told, actor, asked.now)
    await runner.deliver(tx, told)
    return { result: done, events: told }
  })
  runner.announce(events)
  return result
}

export async function ask<Input, Result>(runner: Runner, query: Query<Input, Result>, raw: unknown, actor: Actor): Promise<Result> {
  const { outside, db } = runner
  return query.read(db, { input: readInput(query.input, raw), actor, now: outside.now(), outside })
}
