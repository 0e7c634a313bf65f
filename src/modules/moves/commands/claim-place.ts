import { all, yes } from '#base'
import { z } from 'zod'
import { command, type Asked, type Known } from '../../../core/command.ts'
import { takeUpHeld, takeUpSeats, takeUpTags } from '../../../core/move-in.ts'
import { SPACE_SORTS } from '../../../core/moving.ts'
import { no as noFromHub, refuse } from '../../../core/refused.ts'
import { isTaken, type Tx } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import { people } from '../../people/index.ts'
import { claimHeld, claimIn, placeHeld } from '../queries/claims.ts'
import { no } from '../refusals.ts'
import type { Travels } from '../rules.ts'
import { told } from './announce-move.ts'

type Input = { readonly token: string }

async function factsFor(tx: Tx, { input, actor, now, outside }: Asked<Input>, travels: Travels) {
  // Whoever is not signed in learns nothing of it, not even whether it holds.
  const claim = actor.person === null ? null : await claimHeld(tx, input.token)
  const taking = claim?.sort === 'community' ? await takingUp(tx, { actor, now, outside }, claim) : null
  const place = actor.person === null || claim !== null ? null : await placeHeld(tx, now, input.token, travels.body.travelling)
  return { claim, taking, place }
}

const takingUp = (tx: Tx, reading: Omit<Asked<Input>, 'input'>, { space, member }: { readonly space: string; readonly member: string }) =>
  communities.moving.takingUp(tx, reading, { community: space, member })

type Facts = Awaited<ReturnType<typeof factsFor>>

/** Who belongs to it here already, or took part in it here, is not somebody else as well. */
function belongsAlready(error: unknown): never {
  if (isTaken(error)) return refuse(no('move.belongs-already'))
  throw error
}

async function takeUp(tx: Tx, { input, actor, outside, facts: { claim, taking, place } }: Known<Input, Facts>, travels: Travels) {
  const token = claimIn(input.token)
  const { account, person } = actor
  if (token === null || account === null || person === null) return refuse(no('move.claim-missing'))
  if (place !== null) {
    const taken = await takeUpHeld({ tx, keys: outside.keys, account }, place, travels.body.travelling)
    return taken ? { space: place.space, sort: 'body' as const } : refuse(no('move.belongs-already'))
  }
  if (claim === null) return refuse(no('move.claim-missing'))
  const { space, sort, member } = claim
  if (taking !== null) {
    await communities.moving.takeUp(tx, outside, { community: space, member, person, role: taking.role })
    await takeUpTags({ tx, keys: outside.keys, space, token, account }, travels.community.travelling)
  } else {
    await takeUpSeats({ tx, space, standIn: member, person }, travels.body.travelling).catch(belongsAlready)
    await people.awaiting.drop(tx, member)
  }
  await tx.deleteFrom('space_claim').where('community_id', '=', space).where('member_id', '=', member).execute()
  return { space, sort }
}

export const claimPlace = (travels: Travels) =>
  command({
    name: 'moves.claim',
    summary: 'Come into what moved here, as who one was there: with role, words and votes. By the link of a letter or of a page, once',
    route: 'POST /arrivals/{token}',
    limit: 'take-part',
    input: z.object({ token: z.string().max(100) }),
    output: z.object({ space: z.string(), sort: z.enum(SPACE_SORTS) }),
    facts: (tx, asked) => factsFor(tx, asked, travels),
    may: ({ actor, facts: { claim, taking, place } }) =>
      all(
        actor.person === null ? noFromHub('sign-in.needed') : yes,
        claim === null && place === null ? no('move.claim-missing') : yes,
        claim?.sort === 'community' && taking === null ? no('move.claim-missing') : (taking?.verdict ?? yes),
      ),
    run: (tx, known) => takeUp(tx, known, travels),
    tell: ({ result }) => [told('moves.place.claimed', result.space)],
  })
