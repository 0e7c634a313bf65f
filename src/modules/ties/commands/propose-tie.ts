import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { sentId } from '../../../core/sending.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import { mayDecide } from '../policy.ts'
import { bothSeen, demandHere } from '../queries/here.ts'
import * as shapes from '../queries/shapes.ts'
import { isCircle } from '../queries/ties.ts'
import { no } from '../refusals.ts'
import { daysAfter, MOST_OPEN, partOf, REST_DAYS, TIE_DAYS } from '../rules.ts'

export const proposeTie = command({
  name: 'ties.propose',
  summary: 'For stewards: propose to another community that one is a part of the other, or that they are peers. Its stewards answer',
  route: 'POST /communities/{community}/ties',
  limit: 'write',
  input: z.object({
    community: z.uuid(),
    sending: shapes.sending,
    other: communities.slugIn.describe('The address of the other'),
    sort: shapes.sort,
    text: shapes.words.describe('What the two are to one another'),
    language: shapes.language,
  }),
  output: z.object({ id: z.uuid() }),
  async facts(tx, { input, ...reading }) {
    const here = await demandHere(tx, reading, { id: input.community })
    const found = await communities.seen(tx, reading, { slug: input.other })
    const seen = await communities.seenAmong(tx, reading, [input.community, found?.id ?? input.community])
    // Of a hidden one they learn no more than that there is nothing at this address.
    const other = found === null || bothSeen(seen, input.community, found.id) === null ? null : found
    const id = sentId(reading.outside.keys, 'tie', input.community, here.community.me?.member ?? '', input.sending)
    const two = { from: input.community, to: other?.id ?? '' }
    const parts = other === null ? null : partOf(input.sort, two)
    return {
      ...{ here, other, id, circle: parts !== null && (await isCircle(tx, reading, parts)) },
      ...(other === null ? { sent: false, open: 0, between: null } : await earlier(tx, { ...two, id }, reading.now)),
    }
  },
  may: ({ input, facts: { here, other, circle, sent, open, between } }) =>
    all(
      mayDecide(here.asking),
      other === null ? no('tie.other-missing') : yes,
      other?.id === input.community ? no('tie.itself') : yes,
      other?.state === 'ended' ? no('tie.community-ended') : yes,
      between === 'open' && !sent ? no('tie.twice') : yes,
      between === 'rests' && !sent ? no('tie.asked-lately', { days: REST_DAYS }) : yes,
      open >= MOST_OPEN && !sent ? no('tie.too-many', { most: MOST_OPEN }) : yes,
      circle && !sent ? no('tie.in-a-circle') : yes,
    ),
  async run(tx, { input, now, facts: { other, id, sent } }) {
    if (sent || other === null) return { id }
    const made = await tx
      .insertInto('tie')
      .values({
        ...{ id, sort: input.sort, from_id: input.community, to_id: other.id, text: input.text, language: input.language },
        ...{ proposed_at: now, answer_by: daysAfter(now, TIE_DAYS), state: 'proposed', answer: null, answer_language: null },
        ...{ answered_at: null, ended_on: null, ended_for: null, ended_language: null, hidden_for: null },
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    // The other side proposed one in the same moment.
    return made === undefined ? refuse(no('tie.twice')) : { id }
  },
  tell: ({ input, facts: { sent }, result }) =>
    sent
      ? []
      : [{ kind: 'ties.tie.proposed', scope: input.community, subject: result.id, data: {}, visibility: 'internal', anonymous: true }],
})

type Two = { readonly from: string; readonly to: string; readonly id: string }

async function earlier(db: Reader, { from, to, id }: Two, now: Date) {
  const rows = await db
    .selectFrom('tie')
    .select(['id', 'from_id', 'to_id', 'state', 'answered_at as answered'])
    .where((where) => where.or([where('from_id', '=', from), where('to_id', '=', from)]))
    .execute()
  const between = rows.filter((row) => row.from_id === to || row.to_id === to)
  const isOpen = between.some(({ state }) => state === 'proposed' || state === 'standing')
  // Who said no may propose themselves; who heard it lets it rest.
  const rests = between.some(
    (row) =>
      row.state === 'declined' && row.from_id === from && row.answered !== null && daysAfter(row.answered, REST_DAYS) > daysAfter(now, 0),
  )
  const standing: 'open' | 'rests' | null = isOpen ? 'open' : rests ? 'rests' : null
  return {
    sent: rows.some((row) => row.id === id),
    open: rows.filter((row) => row.state === 'proposed' && row.from_id === from).length,
    between: standing,
  }
}
