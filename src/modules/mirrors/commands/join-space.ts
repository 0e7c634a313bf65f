import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { communities } from '../../communities/index.ts'
import { mayComeIn } from '../policy.ts'
import { heldSpace, ownSides } from '../queries/here.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'
import { quietly } from './balance-facilitators.ts'
import { keepSide } from './choose-side.ts'

/** By their own press, and by a name of their own for this place: that they belong to one of the two is looked at by account, and told to nobody. */
export const joinSpace = command({
  name: 'mirrors.join',
  summary:
    'Come into a space that two communities hold together, if you belong to one of them. From which side you come is kept under a seal',
  route: 'POST /communities/{community}/holding/membership',
  limit: 'take-part',
  input: z.object({
    community: z.uuid().describe('The space'),
    side: z.uuid().describe('The community from which you come'),
    shown: z.boolean().default(false).describe('Members of the space see from which side you come'),
  }),
  output: z.object({ member: z.uuid(), slug: z.string() }),
  async facts(tx, { input, ...reading }) {
    const held = await heldSpace(tx, reading, input.community)
    const found = await communities.accountIn(tx, reading, input.community)
    const sides = await ownSides(tx, reading, held.row)
    const { removed } = await communities.jointly.coming(tx, reading, input.community)
    const member: 'none' | 'this-name' | 'another-name' =
      found === null ? 'none' : found.person === reading.actor.person ? 'this-name' : 'another-name'
    return { ...held, member, belongs: sides.has(input.side), removed }
  },
  may: ({ actor, facts: { member, belongs, removed, open } }) => mayComeIn({ actor, open, member, belongs, removed }),
  async run(tx, { input, actor, now, outside, facts: { community } }) {
    const space = input.community
    const member = (await communities.jointly.join(tx, outside, { space, actor, now })) ?? refuse(no('mirror.member-already'))
    await keepSide(tx, outside.keys, { space, member }, { side: input.side, shown: input.shown })
    return { member, slug: community.slug }
  },
  tell: ({ input }) => [
    quietly('mirrors.member.joined', input.community, input.community),
    communities.jointly.told.joined(input.community),
  ],
})
