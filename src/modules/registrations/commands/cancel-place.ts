import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayChangeOwn } from '../policy.ts'
import { ownOf } from '../queries/own.ts'
import { demandEdition, planOf } from '../queries/plan.ts'
import { no } from '../refusals.ts'
import { confirmedEvents, fillPlaces } from './fill-places.ts'

/** Nobody is told, and nothing is left of it but a free place. */
export const cancelPlace = command({
  name: 'registrations.cancel',
  summary: 'Give your place back, at any time. What you said is erased in the same moment; nobody is told.',
  route: 'DELETE /editions/{edition}/registration',
  input: z.object({ edition: z.uuid() }),
  output: z.object({ path: z.string() }),
  async facts(tx, { input, actor, outside }) {
    const { edition } = await demandEdition(tx, input.edition, actor)
    await planOf(tx, input.edition, true)
    const moved: string[] = []
    return { edition, own: await ownOf(tx, input.edition, actor, outside.keys), moved }
  },
  may: ({ actor, facts }) => mayChangeOwn(actor, facts.own),
  async run(tx, { input, facts, now }) {
    const { id } = facts.own ?? refuse(no('registration.not-yours'))
    await dropPlace(tx, { edition: input.edition, id })
    facts.moved.push(...(await fillPlaces(tx, input.edition, now)))
    return { path: facts.edition.path }
  },
  tell: ({ input, facts }) => [
    {
      kind: 'registrations.place.cancelled',
      scope: input.edition,
      subject: input.edition,
      data: {},
      visibility: 'internal',
      anonymous: true,
    },
    ...confirmedEvents(input.edition, facts.moved),
  ],
})

/** With answers, readings and the check-in: each refers to the row. */
export async function dropPlace(tx: Tx, { edition, id }: { edition: string; id: string }): Promise<void> {
  await tx.deleteFrom('registration').where('edition_id', '=', edition).where('id', '=', id).execute()
}
