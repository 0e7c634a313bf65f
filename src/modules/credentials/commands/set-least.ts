import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { maySetLeast } from '../policy.ts'
import { leastHere } from '../queries/issuances.ts'
import { LEAST, LOWEST } from '../rules.ts'

export const setLeast = command({
  name: 'credentials.set-least',
  summary:
    'Choose below how many credentials no ballot box of this hub opens, for dialogues that are published from now on: fewer is weaker',
  route: 'PUT /credentials/least',
  input: z.object({ least: z.number().int().min(LOWEST).max(LEAST) }),
  output: z.object({ least: z.number().int() }),
  facts: async (tx) => ({ before: await leastHere(tx) }),
  may: ({ actor }) => maySetLeast(actor),
  async run(tx, { input, facts: { before } }) {
    const written = tx
      .insertInto('credential_setting')
      .values({ sort: 'least', value: input.least })
      .onConflict((conflict) => conflict.column('sort').doUpdateSet({ value: input.least }))
    if (before !== input.least) await written.execute()
    return { least: input.least }
  },
  tell: ({ facts: { before }, result: { least } }) =>
    before === least
      ? []
      : [{ kind: 'credentials.least.set', scope: THE_HUB, subject: THE_HUB, data: { before, least }, visibility: 'public' as const }],
})
