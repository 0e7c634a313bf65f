import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { Tx } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import { mayEnd } from '../policy.ts'
import { heldMirror } from '../queries/here.ts'
import type { MirrorRow } from '../queries/rows.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import type { MirrorState } from '../tables.ts'
import { quietly } from './balance-facilitators.ts'

/** Nobody is held in it: either side ends it, with a reason that whoever was there reads. Which side it was the hub does not say. */
export const endMirror = command({
  name: 'mirrors.end',
  summary:
    'For stewards of either side: end a space that two hold together, with a reason, or take back or set aside what was proposed. What was written there stays readable',
  route: 'POST /communities/{community}/mirrors/{mirror}/ending',
  limit: 'write',
  input: shapes.at.extend({ text: shapes.words.describe('Why'), language: shapes.language }),
  output: z.object({ state: shapes.state }),
  facts: (tx, { input, ...reading }) => heldMirror(tx, reading, input),
  may: ({ facts: { here, row } }) => all(mayEnd(here.asking), row.state === 'proposed' || row.state === 'open' ? yes : no('mirror.over')),
  async run(tx, { input, now, facts: { row, ofFrom } }) {
    const state = row.state === 'open' ? ('ended' as const) : ofFrom ? ('withdrawn' as const) : ('declined' as const)
    await closeMirror(tx, row, { state, settled_at: now, ended_for: input.text, ended_language: input.language })
    return { state }
  },
  tell: ({ input, facts: { row } }) => [
    quietly('mirrors.mirror.ended', input.community, input.mirror),
    ...(row.space_id === null ? [] : [communities.jointly.told.ended(row.space_id)]),
  ],
})

type Closed = { readonly state: MirrorState; readonly settled_at: Date; readonly ended_for?: string; readonly ended_language?: string }

/** Nothing waits any more, nobody is named any more, and the space is read only. */
export async function closeMirror(tx: Tx, { id, space_id: space }: Pick<MirrorRow, 'id' | 'space_id'>, closed: Closed): Promise<void> {
  await tx
    .updateTable('mirror')
    .set({ ...closed, uneven_since: null })
    .where('id', '=', id)
    .execute()
  await tx.updateTable('mirror_version').set({ state: 'lapsed' }).where('mirror_id', '=', id).where('state', '=', 'waiting').execute()
  await tx.deleteFrom('mirror_offer').where('mirror_id', '=', id).execute()
  if (space !== null) await communities.jointly.end(tx, { space, now: closed.settled_at })
}
