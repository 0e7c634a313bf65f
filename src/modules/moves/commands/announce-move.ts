import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { EventDraft } from '../../../core/event.ts'
import type { SpaceSort } from '../../../core/moving.ts'
import { mayAnnounce } from '../policy.ts'
import { demandHere } from '../queries/here.ts'
import { no } from '../refusals.ts'
import { dayIn, daysAfter, hubIn, NOTICE_DAYS } from '../rules.ts'
import type {} from '../tables.ts'

export const at = z.object({ space: z.uuid().describe('The id of the community or of the body') })

const announcing = (sort: SpaceSort, name: string, said: { readonly summary: string; readonly route: `POST /${string}` }) =>
  command({
    name,
    summary: said.summary,
    route: said.route,
    limit: 'write',
    input: at.extend({ destination: z.string().trim().max(200).describe('The address of the other hub, with https') }),
    output: z.object({ space: z.string(), leavesOn: z.string() }),
    facts: (tx, { input, ...reading }) => demandHere(tx, reading, sort, { id: input.space }),
    may: ({ input, facts }) => all(mayAnnounce(facts.asking), hubIn(input.destination) === null ? no('move.destination') : yes),
    async run(tx, { input, now, outside }) {
      const leavesOn = daysAfter(now, NOTICE_DAYS)
      await tx
        .insertInto('space_move')
        .values({
          ...{ community_id: input.space, sort, id: outside.uuid(), destination: hubIn(input.destination) ?? '', state: 'announced' },
          ...{ announced_on: dayIn(now), leaves_on: leavesOn, receipt_hash: null },
        })
        .execute()
      return { space: input.space, leavesOn }
    },
    tell: ({ input }) => [told('moves.move.announced', input.space)],
  })

export const announceMove = announcing('community', 'moves.announce', {
  summary: 'Announce that a community moves to another hub, fourteen days before it can leave. For its stewards',
  route: 'POST /communities/{space}/move',
})

export const announceBodyMove = announcing('body', 'moves.announce-body', {
  summary: 'Announce that a body moves to another hub with its dialogues, fourteen days before it can leave. For its stewards',
  route: 'POST /bodies/{space}/move',
})

/** Internal and of nobody: a community may be hidden. */
export const told = (kind: string, space: string): EventDraft => ({
  kind,
  ...{ scope: space, subject: space, data: {}, visibility: 'internal', anonymous: true },
})
