import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { sentId } from '../../../core/sending.ts'
import { communities } from '../../communities/index.ts'
import { signedIn } from '../policy.ts'
import { demandHere } from '../queries/here.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { dayIn, daysAfter, MERGER_DAYS, pairOf } from '../rules.ts'

export const proposeMerger = command({
  name: 'ties.propose-merger',
  summary: 'Propose that a community is the same as another and could end in it. The stewards of both answer, then its members are asked',
  route: 'POST /communities/{community}/mergers',
  limit: 'report',
  input: z.object({
    community: z.uuid().describe('The one that would end'),
    sending: shapes.sending,
    into: communities.slugIn.describe('The address of the other'),
    text: shapes.words.describe('Why they are the same'),
    language: shapes.language,
  }),
  output: z.object({ id: z.uuid() }),
  async facts(tx, { input, ...reading }) {
    const here = await demandHere(tx, reading, { id: input.community })
    const into = await communities.seen(tx, reading, { slug: input.into })
    const id = sentId(reading.outside.keys, 'merger', input.community, reading.actor.person ?? '', input.sending)
    const rows = await tx.selectFrom('merger').select(['id', 'state']).where('ending_id', '=', input.community).execute()
    const open = rows.some(({ state }) => state === 'proposed' || state === 'asking' || state === 'merged')
    return { here, into, id, sent: rows.some((row) => row.id === id), open }
  },
  may: ({ input, actor, facts: { here, into, sent, open } }) =>
    all(
      signedIn(actor),
      into === null ? no('tie.other-missing') : yes,
      into?.id === input.community ? no('tie.itself') : yes,
      // What nobody outside knows of is never said to be the same as something else.
      here.community.access === 'hidden' || into?.access === 'hidden' ? no('merger.not-hidden') : yes,
      here.asking.ended || into?.state === 'ended' ? no('tie.community-ended') : yes,
      open && !sent ? no('merger.twice') : yes,
    ),
  async run(tx, { input, now, facts: { into, id, sent } }) {
    if (sent || into === null) return { id }
    const made = await tx
      .insertInto('merger')
      .values({
        ...{ id, ending_id: input.community, into_id: into.id, text: input.text, language: input.language, proposed_at: now },
        ...{ answer_by: daysAfter(now, MERGER_DAYS), ending_says: null, into_says: null, object_by: null, state: 'proposed' },
        ...{ settled_at: null, hidden_for: null },
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (made === undefined) return refuse(no('merger.twice'))
    // What the hub had said of the two is a proposal now.
    const [one, other] = pairOf(input.community, into.id)
    await tx
      .updateTable('likeness')
      .set({ state: 'taken', settled_on: dayIn(now) })
      .where('one_id', '=', one)
      .where('other_id', '=', other)
      .where('state', '=', 'waiting')
      .execute()
    return { id }
  },
  tell: ({ input, facts: { sent }, result }) =>
    sent
      ? []
      : [{ kind: 'ties.merger.proposed', scope: input.community, subject: result.id, data: {}, visibility: 'internal', anonymous: true }],
})
