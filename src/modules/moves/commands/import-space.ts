import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { MovedRowFault, Unpacking, type Arrived, type Arriving } from '../../../core/move-in.ts'
import { SPACE_SORTS } from '../../../core/moving.ts'
import { hubAlone, refuse } from '../../../core/refused.ts'
import { isTaken, type Tx } from '../../../platform/db.ts'
import { newestMigration } from '../../../platform/moving-database.ts'
import type { Outside } from '../../../platform/outside.ts'
import { readSpaceFile } from '../../../platform/space-file.ts'
import { organisations } from '../../organisations/index.ts'
import { people } from '../../people/index.ts'
import { placeAt } from '../queries/moved-places.ts'
import { asRefusal, line, type Head } from '../queries/space-file.ts'
import { no } from '../refusals.ts'
import { CLAIM_DAYS, dayIn, daysAfter, type Travels } from '../rules.ts'
import { told } from './announce-move.ts'

type Given = { readonly tx: Tx; readonly outside: Outside; readonly now: Date; readonly hub: string }

/** Whether it came before. A file for another hub is not opened here by mistake: its members were told of that one. */
async function cameBefore({ tx, hub, now }: Given, head: Head): Promise<boolean> {
  if (head.destination !== hub) refuse(no('move.other-hub', { hub: head.destination }))
  if (head.migration !== (await newestMigration(tx))) refuse(no('move.other-version'))
  const made = await tx
    .insertInto('space_arrival')
    .values({ community_id: head.space, sort: head.sort, origin: head.origin, arrived_on: dayIn(now) })
    .onConflict((conflict) => conflict.constraint('space_arrival_pk').doNothing())
    .returning('community_id')
    .executeTakeFirst()
  return made === undefined
}

const isSomebody = async (tx: Tx, id: string): Promise<boolean> => (await people.nameOf(tx, [id])).size > 0

type Opened = { readonly head: Head; readonly already: boolean; readonly unpacking: Unpacking }

async function unpack(given: Given, lines: AsyncIterable<unknown>, travels: Travels) {
  const { tx, outside, now } = given
  let opened: Opened | null = null
  let members = 0
  for await (const said of lines) {
    const read = line.parse(said)
    if ('head' in read) {
      const already = await cameBefore(given, read.head)
      const arriving: Arriving = {
        ...{ tx, outside, space: read.head.space, placeAt: (address) => placeAt(tx, address) },
        isSomebody: (id) => isSomebody(tx, id),
      }
      opened = { head: read.head, already, unpacking: new Unpacking(arriving, travels[read.head.sort].travelling) }
      continue
    }
    if (opened === null) return refuse(no('move.file-damaged'))
    // What came before is read to its end, and nothing of it is done twice.
    if (opened.already) continue
    if ('claim' in read) {
      members += 1
      if (opened.head.sort === 'body') {
        if (await isSomebody(tx, read.claim.member)) return refuse(no('move.file-damaged'))
        await people.awaiting.add(tx, [read.claim.member])
      }
      await tx
        .insertInto('space_claim')
        .values({
          ...{ community_id: opened.head.space, member_id: read.claim.member, token_hash: Buffer.from(read.claim.hash, 'hex') },
          lapses_on: daysAfter(now, CLAIM_DAYS),
        })
        .execute()
    } else await opened.unpacking.take(read)
  }
  if (opened === null) return refuse(no('move.file-damaged'))
  const arrived: Arrived = await opened.unpacking.done()
  const { head, already } = opened
  if (!already && arrived.rows[head.sort] !== 1) refuse(no('move.file-damaged'))
  const alike = head.sort === 'body' ? await organisations.moving.alikeNames(tx, head.space, now) : []
  return { space: head.space, sort: head.sort, receipt: head.receipt, origin: head.origin, already, members, alike, ...arrived }
}

/** Of an id that is there already, and of a row that no hub of ours writes. */
function asKnown(error: unknown): never {
  if (isTaken(error)) return refuse(no('move.here-already'))
  if (error instanceof MovedRowFault) return refuse(no('move.file-damaged'))
  return asRefusal(error)
}

// No route: it reads a file on the machine of the hub, and whoever runs that decides whom they take in.
export const importSpace = (travels: Travels) =>
  command({
    name: 'moves.import',
    summary: 'Take in a community or a body from another hub, of the file that its export wrote',
    input: z.object({ file: z.string().min(1), passphrase: z.string().min(1), hub: z.string() }),
    output: z.object({
      ...{ space: z.string(), sort: z.enum(SPACE_SORTS), receipt: z.string(), origin: z.string(), members: z.number() },
      already: z.boolean().describe('It came before: nothing was done'),
      alike: z.array(z.string()).describe('Verified bodies of this hub that it could be taken for'),
      ...{ rows: z.record(z.string(), z.number()), left: z.record(z.string(), z.number()) },
    }),
    facts: async () => ({}),
    may: ({ actor }) => hubAlone(actor),
    run: (tx, { input, now, outside }) =>
      readSpaceFile(input.file, input.passphrase, (lines) => unpack({ tx, outside, now, hub: input.hub }, lines, travels)).catch(asKnown),
    tell: ({ result }) => (result.already ? [] : [told('moves.space.arrived', result.space)]),
  })
