import { readElectorate } from '#hidden-ballot'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { hubAlone, refuse } from '../../../core/refused.ts'
import { boxOf } from '../queries/boxes.ts'
import { no } from '../refusals.ts'

// No route: what the issuer tells to everybody is heard.
export const prepareBox = command({
  name: 'ballots.prepare-box',
  summary: 'Put up the ballot box of a dialogue, with the keys whose credentials it takes; it is shut until these are given',
  input: z.object({ dialogue: z.uuid(), electorate: z.record(z.string(), z.unknown()), least: z.number().int().positive() }),
  output: z.object({ begun: z.boolean() }),
  facts: async (tx, { input }) => ({ before: await boxOf(tx, input.dialogue) }),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { input, facts }) {
    const electorate = readElectorate(input.electorate)
    if (!electorate.ok) return refuse(no('ballot.malformed'))
    if (facts.before !== null) return { begun: false }
    await tx
      .insertInto('ballot_box')
      .values({
        ...{ dialogue_id: input.dialogue, electorate: JSON.stringify(electorate.value), issued: null, least: input.least },
        ...{ votes_from: null, closed: false, registered: 0, voted: 0 },
      })
      .execute()
    return { begun: true }
  },
  tell: ({ input: { dialogue }, result }) =>
    result.begun ? [{ kind: 'ballots.box.prepared', scope: dialogue, subject: dialogue, data: {}, visibility: 'internal' as const }] : [],
})
