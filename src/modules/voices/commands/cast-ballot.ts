import { all, yes, type Verdict } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { namedOrHub, refuse } from '../../../core/refused.ts'
import { communities } from '../../communities/index.ts'
import { ofMandate, type MandateRow } from '../queries/mandates.ts'
import { voterTags } from '../queries/seals.ts'
import { no } from '../refusals.ts'
import { about, mandateFacts } from './accept-mandate.ts'

export const castBallot = command({
  name: 'voices.cast-ballot',
  summary:
    'Say, as a member, whether a mandate is given. Until the vote ends the answer can be changed; nobody reads it, and it is gone then',
  route: 'PUT /voices/mandates/{mandate}/ballot',
  limit: 'take-part',
  input: about.extend({ given: z.boolean() }),
  output: z.object({ given: z.boolean() }),
  async facts(tx, asked) {
    const seen = await mandateFacts(tx, asked)
    const { giver_sort: sort, giver_id: community } = seen.row
    return { ...seen, membership: sort === 'community' ? await communities.membershipOf(tx, asked, community) : null }
  },
  may: ({ actor, facts: { row, membership }, now }) =>
    all(namedOrHub(actor), membership?.lapsesOn === null ? yes : no('mandate.not-member'), mayBeVoted(row, now)),
  async run(tx, { input, facts: { membership }, outside }) {
    const [tag, ...older] = voterTags(outside.keys, input.mandate, membership?.member ?? '')
    if (tag === undefined || membership === null) return refuse(no('mandate.not-member'))
    // Under a secret that was replaced: one voice stays one.
    if (older.length > 0)
      await tx.deleteFrom('mandate_ballot').where('mandate_id', '=', input.mandate).where('voter_tag', 'in', older).execute()
    await tx
      .insertInto('mandate_ballot')
      .values({ mandate_id: input.mandate, voter_tag: tag, given: input.given })
      .onConflict((on) => on.columns(['mandate_id', 'voter_tag']).doUpdateSet({ given: input.given }))
      .execute()
    return { given: input.given }
  },
  tell: ({ input }) => [ofMandate(input.mandate, 'voted')],
})

const mayBeVoted = ({ vote_ends_at: ends, vote_given: given, withdrawn_on: withdrawn }: MandateRow, now: Date): Verdict =>
  ends !== null && ends > now && given === null && withdrawn === null ? yes : no('mandate.vote-over')
