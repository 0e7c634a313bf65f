import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { communities } from '../../communities/index.ts'
import { current, facilitatorsOf, lockedMirror, versionsOf, type MirrorRow } from '../queries/rows.ts'
import { openSide } from '../queries/seals.ts'
import { dayIn } from '../rules.ts'
import { balance, quietly } from './balance-facilitators.ts'
import { keepSide } from './choose-side.ts'
import { closeMirror } from './end-mirror.ts'

// No route: the clock does it.
export const settleMirrors = command({
  name: 'mirrors.settle',
  summary:
    'Let go of what nobody answered in time, end spaces whose day has come, and of those who left one side and belong to the other what they were for it',
  input: z.object({}),
  output: z.object({ rows: z.number().int(), ended: z.array(z.uuid()) }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { now, outside }) {
    const lapsed = await lapse(tx, now)
    const open = await tx.selectFrom('mirror').selectAll().where('state', '=', 'open').orderBy('id').execute()
    const running = await communities.jointly.runningAmong(
      tx,
      open.flatMap(({ space_id: space }) => space ?? []),
    )
    const versions = await versionsOf(tx, open)
    const ended: string[] = []
    let moved = 0
    for (const row of open) {
      const space = row.space_id ?? ''
      const agreed = current(versions.get(row.id) ?? [])
      const isDue = agreed !== null && agreed.due === 'end' && agreed.dueOn <= dayIn(now)
      // One of the two was hidden, or their day has come.
      if (isDue || !running.has(space)) {
        await closeMirror(tx, row, { state: 'ended', settled_at: now })
        ended.push(space)
      } else moved += await settleSides(tx, outside.keys, { id: row.id, now })
    }
    return { rows: lapsed + moved + ended.length, ended }
  },
  tell: ({ result }) =>
    result.rows === 0
      ? []
      : [quietly('mirrors.mirrors.settled', THE_HUB, THE_HUB), ...result.ended.map((space) => communities.jointly.told.ended(space))],
})

async function lapse(tx: Tx, now: Date): Promise<number> {
  const late = await tx
    .updateTable('mirror_version')
    .set({ state: 'lapsed' })
    .where('state', '=', 'waiting')
    .where('answer_by', '<', dayIn(now))
    .returning('mirror_id as id')
    .execute()
  if (late.length > 0)
    await tx
      .updateTable('mirror')
      .set({ state: 'lapsed', settled_at: now })
      .where(
        'id',
        'in',
        late.map(({ id }) => id),
      )
      .where('state', '=', 'proposed')
      .execute()
  return late.length
}

/** Whoever left one of the two and belongs to the other comes from that one now, and looks after nothing for the one that they left. */
async function settleSides(tx: Tx, keys: Keys, { id, now }: { readonly id: string; readonly now: Date }): Promise<number> {
  const row = await lockedMirror(tx, id)
  if (row === undefined || row.space_id === null) return 0
  const space = row.space_id
  const holders = await communities.jointly.holdersByMember(tx, keys, space)
  const rows = await tx
    .selectFrom('mirror_member')
    .select(['member_id as member', 'side_sealed as sealed'])
    .where('community_id', '=', space)
    .orderBy('member_id')
    .execute()
  let moved = 0
  for (const { member, sealed } of rows) {
    const own = openSide(keys, { space, member }, sealed)
    const [other] = holders.get(member) ?? []
    if (other === undefined || holders.get(member)?.has(own.side) === true) continue
    await keepSide(tx, keys, { space, member }, { side: other, shown: false })
    moved += 1
  }
  return moved + (await dropStrangers(tx, row, { space, holders, now }))
}

type Belonging = { readonly space: string; readonly holders: ReadonlyMap<string, ReadonlySet<string>>; readonly now: Date }

async function dropStrangers(tx: Tx, row: MirrorRow, { space, holders, now }: Belonging): Promise<number> {
  const strangers = (await facilitatorsOf(tx, space)).filter(
    ({ member, ofFrom }) => holders.get(member)?.has(ofFrom ? row.from_id : row.to_id) !== true,
  )
  for (const { member } of strangers)
    await tx.deleteFrom('mirror_facilitator').where('community_id', '=', space).where('member_id', '=', member).execute()
  if (strangers.length > 0) await balance(tx, row, now)
  return strangers.length
}
