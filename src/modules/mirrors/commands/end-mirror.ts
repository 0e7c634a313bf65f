import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { communities } from '../../communities/index.ts'
import { mayEnd } from '../policy.ts'
import { heldMirror } from '../queries/here.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { quietly } from './balance-facilitators.ts'

/** Nobody is held in it: either side ends it, with a reason that whoever was there reads. Which side it was the hub does not say. */
export const endMirror = command({
  name: 'mirrors.end',
  summary:
    'For stewards of either side: end a space that two hold together, with a reason, or take back or set aside what was proposed. What was written there stays readable',
  route: 'POST /communities/{community}/mirrors/{mirror}/ending',
  limit: 'write',
  input: shapes.at.extend({ text: shapes.words.describe('Why'), language: shapes.language }),
  output: z.object({ state: z.enum(['proposed', 'open', 'declined', 'withdrawn', 'lapsed', 'ended']) }),
  facts: (tx, { input, ...reading }) => heldMirror(tx, reading, input),
  may: ({ facts: { here, row } }) => all(mayEnd(here.asking), row.state === 'proposed' || row.state === 'open' ? yes : no('mirror.over')),
  async run(tx, { input, now, facts: { row, ofFrom } }) {
    const state = row.state === 'open' ? ('ended' as const) : ofFrom ? ('withdrawn' as const) : ('declined' as const)
    await tx
      .updateTable('mirror')
      .set({ state, settled_at: now, ended_for: input.text, ended_language: input.language, uneven_since: null })
      .where('id', '=', input.mirror)
      .execute()
    await tx
      .updateTable('mirror_version')
      .set({ state: 'lapsed' })
      .where('mirror_id', '=', input.mirror)
      .where('state', '=', 'waiting')
      .execute()
    await tx.deleteFrom('mirror_offer').where('mirror_id', '=', input.mirror).execute()
    if (row.space_id !== null) await communities.jointly.end(tx, { space: row.space_id, now })
    return { state }
  },
  tell: ({ input, facts: { row } }) => [
    quietly('mirrors.mirror.ended', input.community, input.mirror),
    ...(row.space_id === null ? [] : [communities.jointly.told.ended(row.space_id)]),
  ],
})
