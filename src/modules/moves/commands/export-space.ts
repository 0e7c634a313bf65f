import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { rowsOut, type Leaving } from '../../../core/move-out.ts'
import type { Travelling } from '../../../core/moving.ts'
import { hubAlone, refuse } from '../../../core/refused.ts'
import { hashToken } from '../../../platform/keys.ts'
import { earlierDeedsAreDone, newestMigration } from '../../../platform/moving-database.ts'
import { writeSpaceFile } from '../../../platform/space-file.ts'
import { claimHash, claimOfTag } from '../queries/claims.ts'
import { heldHere } from '../queries/here.ts'
import { addressOfPlace } from '../queries/moved-places.ts'
import { moversOf } from '../queries/movers.ts'
import { asRefusal, type Head } from '../queries/space-file.ts'
import { no } from '../refusals.ts'
import { dayIn, type Travels } from '../rules.ts'
import { at, told } from './announce-move.ts'

async function* linesOf(head: Head, leaving: Leaving, travelling: readonly Travelling[], counted: { rows: number }) {
  yield { head }
  for (const { member, token } of leaving.movers) yield { claim: { member, hash: claimHash(token).toString('hex') } }
  for await (const line of rowsOut(leaving, travelling)) {
    counted.rows += 1
    yield line
  }
}

// No route: it writes a file on the machine of the hub, and whoever runs it carries that to the other one.
export const exportSpace = (travels: Travels) =>
  command({
    name: 'moves.export',
    summary: 'Write a community or a body that leaves into an encrypted file for the hub that it was announced for',
    input: at.extend({ file: z.string().min(1), passphrase: z.string().min(16), hub: z.string() }),
    output: z.object({ bytes: z.number(), rows: z.number(), members: z.number(), staying: z.number(), destination: z.string() }),
    facts: (tx, { input, ...reading }) => heldHere(tx, reading, 'community', input.space),
    may: ({ actor, facts: { move } }) =>
      all(hubAlone(actor), move === null ? no('move.missing') : yes, move?.state === 'leaving' ? yes : no('move.not-exported')),
    async run(tx, { input, facts: { move }, now, outside }) {
      if (move === null) return refuse(no('move.missing'))
      if (!(await earlierDeedsAreDone(tx))) return refuse(no('move.busy'))
      const members = await moversOf(tx, outside, move)
      // The same at each export, so that whoever exports again need not ask again; as digits and letters, for it is typed behind a command.
      const receipt = outside.keys.tag('move-receipt', move.id).subarray(0, 16).toString('hex')
      const head: Head = {
        ...{ sort: move.sort, space: input.space, origin: input.hub, destination: move.destination, receipt },
        ...{ migration: await newestMigration(tx), madeOn: dayIn(now) },
      }
      const leaving: Leaving = {
        ...{ db: tx, outside, now, space: input.space, ...members, addressOfPlace: (id) => addressOfPlace(tx, id) },
        claimOfTag: (tag) => claimHash(claimOfTag(outside.keys, move.id, tag)),
      }
      const counted = { rows: 0 }
      const salt = hashToken(outside.token()).subarray(0, 16)
      const writing = { file: input.file, passphrase: input.passphrase, salt }
      const { travelling } = travels[move.sort]
      const bytes = await writeSpaceFile(writing, linesOf(head, leaving, travelling, counted)).catch(asRefusal)
      await tx
        .updateTable('space_move')
        .set({ receipt_hash: hashToken(receipt) })
        .where('community_id', '=', input.space)
        .execute()
      const { movers, stayers } = members
      return { bytes, ...counted, members: movers.length, staying: stayers.length, destination: move.destination }
    },
    tell: ({ input }) => [told('moves.space.exported', input.space)],
  })
