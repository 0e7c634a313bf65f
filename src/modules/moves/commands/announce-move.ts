import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { EventDraft } from '../../../core/event.ts'
import { mayAnnounce } from '../policy.ts'
import { demandHere } from '../queries/here.ts'
import { no } from '../refusals.ts'
import { dayIn, daysAfter, hubIn, NOTICE_DAYS } from '../rules.ts'
import type {} from '../tables.ts'

export const at = z.object({ community: z.uuid() })

export const announceMove = command({
  name: 'moves.announce',
  summary: 'Announce that a community moves to another hub, fourteen days before it can leave. For its stewards',
  route: 'POST /communities/{community}/move',
  limit: 'write',
  input: at.extend({ destination: z.string().trim().max(200).describe('The address of the other hub, with https') }),
  output: z.object({ community: z.string(), leavesOn: z.string() }),
  facts: (tx, { input, ...reading }) => demandHere(tx, reading, { id: input.community }),
  may: ({ input, facts }) => all(mayAnnounce(facts.asking), hubIn(input.destination) === null ? no('move.destination') : yes),
  async run(tx, { input, now, outside }) {
    const leavesOn = daysAfter(now, NOTICE_DAYS)
    await tx
      .insertInto('space_move')
      .values({
        ...{ community_id: input.community, id: outside.uuid(), destination: hubIn(input.destination) ?? '', state: 'announced' },
        ...{ announced_on: dayIn(now), leaves_on: leavesOn, receipt_hash: null },
      })
      .execute()
    return { community: input.community, leavesOn }
  },
  tell: ({ input }) => [told('moves.move.announced', input.community)],
})

/** Internal and of nobody: a community may be hidden. */
export const told = (kind: string, community: string): EventDraft => ({
  kind,
  ...{ scope: community, subject: community, data: {}, visibility: 'internal', anonymous: true },
})
