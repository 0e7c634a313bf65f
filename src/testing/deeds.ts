import { nobody } from '../core/actor.ts'
import type { Runner } from '../core/perform.ts'
import { Refused } from '../core/refused.ts'
import { operationNamed } from '../main/rooms.ts'
import { memberNamed, type Cast, type CastName } from './cast.ts'

type There = { readonly runner: Runner; readonly cast: Cast }

/** What one of the cast does or asks; `null`: somebody without an account. */
export async function doAs<Result = unknown>(
  { runner, cast }: There,
  name: CastName | null,
  operation: string,
  input: unknown,
): Promise<Result> {
  const actor = name === null ? nobody('en') : memberNamed(cast, name).actor
  return (await operationNamed(operation).invoke(runner, input, actor)) as Result
}

/** The code with which a deed was refused; `done` where it was not. */
export const refusalOf = (deed: Promise<unknown>): Promise<string> =>
  deed.then(
    () => 'done',
    (error: unknown) => (error instanceof Refused ? error.refusal.code : String(error)),
  )
