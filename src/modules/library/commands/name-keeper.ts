import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { refuse } from '../../../core/refused.ts'
import { people } from '../../people/index.ts'
import { mayNameKeepers } from '../policy.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

export const nameKeeper = command({
  name: 'library.name-keeper',
  summary: 'Name an identity that reads what people want to publish in the library in their own name',
  route: 'PUT /library/keepers/{person}',
  input: z.object({ person: z.uuid() }),
  output: z.object({ person: z.uuid() }),
  facts: async (tx, { input }) => ({ known: (await people.nameOf(tx, [input.person])).has(input.person) }),
  may: ({ actor }) => mayNameKeepers(actor),
  async run(tx, { input, facts, now }) {
    if (!facts.known) return refuse(no('library.missing'))
    await tx
      .insertInto('library_keeper')
      .values({ person_id: input.person, named_at: now })
      .onConflict((oc) => oc.column('person_id').doNothing())
      .execute()
    return { person: input.person }
  },
  tell: ({ input }) => [{ kind: 'library.keeper.named', scope: THE_HUB, subject: input.person, data: {}, visibility: 'internal' }],
})

export const dismissKeeper = command({
  name: 'library.dismiss-keeper',
  summary: 'Somebody is keeper of the library no more',
  route: 'DELETE /library/keepers/{person}',
  input: z.object({ person: z.uuid() }),
  output: z.object({ person: z.uuid() }),
  facts: async () => ({}),
  may: ({ actor }) => mayNameKeepers(actor),
  async run(tx, { input }) {
    await tx.deleteFrom('library_keeper').where('person_id', '=', input.person).execute()
    return { person: input.person }
  },
  tell: ({ input }) => [{ kind: 'library.keeper.dismissed', scope: THE_HUB, subject: input.person, data: {}, visibility: 'internal' }],
})
