import type { z } from 'zod'
import type { Actor } from './actor.ts'
import type { Command, LimitName, Query, Route } from './command.ts'
import { ask, perform, type Runner } from './perform.ts'

/** A deed or a reading with its types folded away, so that one list can hold them all: what the API is made from. */
export type Operation = {
  readonly name: string
  readonly summary: string
  readonly sort: 'command' | 'query'
  readonly route: Route | undefined
  readonly limit: LimitName | undefined
  readonly input: z.ZodType
  readonly output: z.ZodType
  invoke(runner: Runner, raw: unknown, actor: Actor): Promise<unknown>
}

export function deed<Input, Facts, Result>(command: Command<Input, Facts, Result>): Operation {
  const { name, summary, route, limit, input, output } = command
  return {
    name,
    summary,
    sort: 'command',
    route,
    limit,
    input,
    output,
    invoke: (runner, raw, actor) => perform(runner, command, raw, actor),
  }
}

export function reading<Input, Result>(query: Query<Input, Result>): Operation {
  const { name, summary, route, input, output } = query
  return {
    name,
    summary,
    sort: 'query',
    route,
    limit: undefined,
    input,
    output,
    invoke: (runner, raw, actor) => ask(runner, query, raw, actor),
  }
}
