import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { signedIn } from '../policy.ts'
import { heldSpace, ownSides } from '../queries/here.ts'
import { facilitatorsOf } from '../queries/rows.ts'
import { sealSide, type OwnSide, type Whose } from '../queries/seals.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'
import { quietly } from './balance-facilitators.ts'

export const chooseSide = command({
  name: 'mirrors.choose-side',
  summary: 'Choose from which side you come, and whether members of the space see it',
  route: 'PUT /communities/{community}/holding/membership',
  limit: 'write',
  input: z.object({ community: z.uuid().describe('The space'), side: z.uuid(), shown: z.boolean() }),
  output: z.object({ shown: z.boolean() }),
  async facts(tx, { input, ...reading }) {
    const held = await heldSpace(tx, reading, input.community)
    const me = held.community.me?.member ?? null
    const facilitates = (await facilitatorsOf(tx, input.community)).some(({ member }) => member === me)
    return { me, facilitates, belongs: (await ownSides(tx, reading, held.row)).has(input.side) }
  },
  may: ({ actor, facts: { me, facilitates, belongs } }) =>
    all(
      signedIn(actor),
      me === null ? no('mirror.members-only') : yes,
      // Whoever looks after it for one side is known to come from there.
      facilitates ? no('mirror.facilitates-already') : yes,
      belongs ? yes : no('mirror.belongs-to-neither'),
    ),
  async run(tx, { input, outside, facts: { me } }) {
    await keepSide(tx, outside.keys, { space: input.community, member: me ?? '' }, input)
    return { shown: input.shown }
  },
  tell: ({ input }) => [quietly('mirrors.side.chosen', input.community, input.community)],
})

/** From which side a member of the space comes from now on. */
export async function keepSide(tx: Tx, keys: Pick<Keys, 'seal'>, whose: Whose, own: OwnSide): Promise<void> {
  const sealed = sealSide(keys, whose, own)
  await tx
    .insertInto('mirror_member')
    .values({ community_id: whose.space, member_id: whose.member, side_sealed: sealed })
    .onConflict((conflict) => conflict.columns(['community_id', 'member_id']).doUpdateSet({ side_sealed: sealed }))
    .execute()
}
