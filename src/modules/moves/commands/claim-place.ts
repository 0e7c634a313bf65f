import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { takeUpTags } from '../../../core/move-in.ts'
import type { Travelling } from '../../../core/moving.ts'
import { no as noFromHub, refuse } from '../../../core/refused.ts'
import { communities } from '../../communities/index.ts'
import { claimHeld, claimIn } from '../queries/claims.ts'
import { no } from '../refusals.ts'
import { told } from './announce-move.ts'

export const claimPlace = (travelling: readonly Travelling[]) =>
  command({
    name: 'moves.claim',
    summary: 'Come into a community that moved here, as who one was there: with role, words and votes. By the link of a letter, once',
    route: 'POST /arrivals/{token}',
    limit: 'take-part',
    input: z.object({ token: z.string().max(100) }),
    output: z.object({ community: z.string() }),
    async facts(tx, { input, actor, now, outside }) {
      // Whoever is not signed in learns nothing of it, not even whether it holds.
      const claim = actor.person === null ? null : await claimHeld(tx, input.token)
      const taking = claim === null ? null : await communities.moving.takingUp(tx, { actor, now, outside }, claim)
      return { claim, taking }
    },
    may: ({ actor, facts: { claim, taking } }) =>
      all(
        actor.person === null ? noFromHub('sign-in.needed') : yes,
        claim === null || taking === null ? no('move.claim-missing') : taking.verdict,
      ),
    async run(tx, { input, actor, outside, facts: { claim, taking } }) {
      const token = claimIn(input.token)
      const { account, person } = actor
      if (claim === null || taking === null || token === null || account === null || person === null)
        return refuse(no('move.claim-missing'))
      await communities.moving.takeUp(tx, outside, { ...claim, person, role: taking.role })
      await takeUpTags({ tx, keys: outside.keys, space: claim.community, token, account }, travelling)
      await tx.deleteFrom('space_claim').where('community_id', '=', claim.community).where('member_id', '=', claim.member).execute()
      return { community: claim.community }
    },
    tell: ({ result }) => [told('moves.place.claimed', result.community)],
  })
