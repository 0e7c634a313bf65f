import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { hubAlone } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { communities } from '../../communities/index.ts'
import { ofMandate } from '../queries/mandates.ts'
import { voterTags } from '../queries/seals.ts'
import { inTens, isGiven } from '../rules.ts'

// No route: the clock does it.
export const closeVotes = command({
  name: 'voices.close-votes',
  summary:
    'Count what members answered whose time is over: ballots of those who have left since count no more, and all ballots go. Tens are kept',
  input: z.object({}),
  output: z.object({ mandates: z.array(z.object({ id: z.uuid(), given: z.boolean() })) }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { now, outside: { keys } }) {
    const due = await tx
      .selectFrom('mandate')
      .select(['id', 'giver_id', 'vote_quorum'])
      .where('vote_ends_at', '<=', now)
      .where('vote_given', 'is', null)
      .orderBy('id')
      .forUpdate()
      .execute()
    const mandates = []
    for (const { id, giver_id: community, vote_quorum: quorum } of due) {
      const { yes, no } = await counted(tx, keys, { mandate: id, community })
      const given = isGiven({ yes, no, quorum: quorum ?? 0 })
      await tx
        .updateTable('mandate')
        .set({ vote_given: given, vote_for: inTens(yes), vote_against: inTens(no) })
        .where('id', '=', id)
        .execute()
      await tx.deleteFrom('mandate_ballot').where('mandate_id', '=', id).execute()
      mandates.push({ id, given })
    }
    return { mandates }
  },
  tell: ({ result }) => result.mandates.map(({ id, given }) => ofMandate(id, given ? 'granted' : 'refused')),
})

async function counted(tx: Tx, keys: Pick<Keys, 'tags'>, { mandate, community }: { readonly mandate: string; readonly community: string }) {
  const members = await communities.memberIdsOf(tx, community)
  const theirs = new Set([...members].flatMap((member) => voterTags(keys, mandate, member).map((tag) => tag.toString('hex'))))
  const ballots = await tx.selectFrom('mandate_ballot').select(['voter_tag', 'given']).where('mandate_id', '=', mandate).execute()
  const standing = ballots.filter(({ voter_tag: tag }) => theirs.has(tag.toString('hex')))
  const yes = standing.filter(({ given }) => given).length
  return { yes, no: standing.length - yes }
}
