import type { Actor } from '../../../core/actor.ts'
import type { Command } from '../../../core/command.ts'
import { deed as operation, type Operation } from '../../../core/operation.ts'
import { together, type Deed, type Runner } from '../../../core/perform.ts'
import type { UnnamedReceiver } from '../../../core/receiver.ts'
import { Refused } from '../../../core/refused.ts'
import type { Put } from '../queries/seals.ts'

type Taken = { readonly taken: readonly { readonly sort: string; readonly place: string; readonly thing: string }[] }

/** Of these, those that stand elsewhere. */
export const standingOf = (puts: readonly Put[]): Taken['taken'] =>
  puts.flatMap(({ sort, place, thing }) => (thing === null ? [] : [{ sort, place, thing }]))

/** What takes words back here takes them from where else they stand, in one transaction: no moment is left in which they stand there alone. */
export async function takingBack<Input, Facts, Result extends Taken>(
  runner: Runner,
  receivers: readonly UnnamedReceiver[],
  command: Command<Input, Facts, Result>,
  raw: unknown,
  actor: Actor,
): Promise<Result> {
  return together(runner, async (deed) => {
    const result = await deed(command, raw, actor)
    for (const one of result.taken) await takeOne(deed, receivers, one)
    return { ...result, taken: [] }
  })
}

/** Where it is gone already, or was never taken, nothing is in the way of the speaker. */
async function takeOne(deed: Deed, receivers: readonly UnnamedReceiver[], { sort, ...at }: Taken['taken'][number]): Promise<void> {
  try {
    await receivers.find((one) => one.sort === sort)?.takeBack(deed, at)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
  }
}

export const takingDeed = <Input, Facts, Result extends Taken>(
  receivers: readonly UnnamedReceiver[],
  command: Command<Input, Facts, Result>,
): Operation => ({ ...operation(command), invoke: (runner, raw, actor) => takingBack(runner, receivers, command, raw, actor) })
