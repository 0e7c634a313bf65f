import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { sentId } from '../../../core/sending.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import { mayDecide } from '../policy.ts'
import { demandHere, sideOf } from '../queries/here.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { daysAfter, mayHold, MOST_OPEN, REST_DAYS } from '../rules.ts'
import { quietly } from './balance-facilitators.ts'
import { putVersion, versionFits } from './write-version.ts'

export const proposeMirror = command({
  name: 'mirrors.propose',
  summary:
    'For stewards: propose to another community a space that both hold together, with its joint rules. Its stewards answer within 30 days',
  route: 'POST /communities/{community}/mirrors',
  limit: 'write',
  input: z.object({
    community: z.uuid(),
    sending: shapes.sending,
    other: communities.slugIn.describe('The address of the other'),
    ...shapes.versionIn.shape,
  }),
  output: z.object({ id: z.uuid() }),
  async facts(tx, { input, ...reading }) {
    const here = await demandHere(tx, reading, { id: input.community })
    const found = await communities.seen(tx, reading, { slug: input.other })
    // Of a hidden one they learn no more than that there is nothing at this address; also who belongs to it.
    const other = found === null || found.access === 'hidden' ? null : found
    const id = sentId(reading.outside.keys, 'mirror', input.community, here.community.me?.member ?? '', input.sending)
    const before =
      other === null ? { sent: false, open: 0, between: null } : await earlier(tx, { from: input.community, to: other.id, id }, reading.now)
    const sides = other === null ? null : ([await sideOf(tx, here.community), await sideOf(tx, other)] as const)
    return { here, other, id, sides, ...before }
  },
  may: ({ input, now, facts: { here, other, sides, sent, open, between } }) =>
    all(
      mayDecide(here.asking),
      other === null ? no('mirror.other-missing') : yes,
      other?.id === input.community ? no('mirror.itself') : yes,
      sides === null ? yes : mayHold(sides),
      between === 'open' && !sent ? no('mirror.twice') : yes,
      between === 'rests' && !sent ? no('mirror.asked-lately', { days: REST_DAYS }) : yes,
      open >= MOST_OPEN && !sent ? no('mirror.too-many', { most: MOST_OPEN }) : yes,
      sent || other === null ? yes : versionFits(input, [here.community.readable, other.readable], now),
    ),
  async run(tx, { input, now, facts: { other, id, sent } }) {
    if (sent || other === null) return { id }
    const made = await tx
      .insertInto('mirror')
      .values({
        ...{ id, from_id: input.community, to_id: other.id, state: 'proposed', space_id: null, proposed_at: now, opened_on: null },
        ...{ settled_at: null, ended_for: null, ended_language: null, uneven_since: null },
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    // The other side proposed one in the same moment.
    if (made === undefined) return refuse(no('mirror.twice'))
    await putVersion(tx, input, { mirror: id, id, number: 1, byFrom: true, why: null, now })
    return { id }
  },
  tell: ({ input, facts: { sent }, result }) => (sent ? [] : [quietly('mirrors.mirror.proposed', input.community, result.id)]),
})

type Two = { readonly from: string; readonly to: string; readonly id: string }

async function earlier(db: Reader, { from, to, id }: Two, now: Date) {
  const rows = await db
    .selectFrom('mirror')
    .select(['id', 'from_id', 'to_id', 'state', 'settled_at as settled'])
    .where((where) => where.or([where('from_id', '=', from), where('to_id', '=', from)]))
    .execute()
  const both = rows.filter((row) => row.from_id === to || row.to_id === to)
  const isOpen = both.some(({ state }) => state === 'proposed' || state === 'open')
  // Who said no may propose themselves; who heard it lets it rest.
  const rests = both.some(
    (row) =>
      row.state === 'declined' && row.from_id === from && row.settled !== null && daysAfter(row.settled, REST_DAYS) > daysAfter(now, 0),
  )
  const between: 'open' | 'rests' | null = isOpen ? 'open' : rests ? 'rests' : null
  return {
    sent: rows.some((row) => row.id === id),
    open: rows.filter((row) => row.state === 'proposed' && row.from_id === from).length,
    between,
  }
}
