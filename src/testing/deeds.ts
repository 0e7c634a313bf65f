import { nobody } from '../core/actor.ts'
import type { Runner } from '../core/perform.ts'
import { Refused } from '../core/refused.ts'
import { operationNamed } from '../main/rooms.ts'
import { memberNamed, type Cast, type CastName } from './cast.ts'
import type { BareHub } from './hub.ts'

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

/** Twice at once and once more, as a browser sends it that heard no answer: what was answered each time, and how many events of that kind tell of it. */
export async function thrice<Result>(
  hub: BareHub,
  name: CastName,
  [operation, kind]: readonly [operation: string, kind: string],
  input: object,
): Promise<{ readonly answers: readonly Result[]; readonly told: number }> {
  const count = async () => (await hub.db.selectFrom('event').select('kind').where('kind', '=', kind).execute()).length
  const before = await count()
  const send = () => doAs<Result>(hub, name, operation, input)
  const answers = [...(await Promise.all([send(), send()])), await send()]
  return { answers, told: (await count()) - before }
}
