import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayAnswerCall, mayLead } from '../policy.ts'
import { sealWords } from '../queries/seals.ts'
import * as shapes from '../queries/shapes.ts'
import { demandHere } from '../queries/standing.ts'
import { no } from '../refusals.ts'

export const answerCall = command({
  name: 'posts.answer-call',
  summary: 'For facilitators and stewards: answer a member who asked them to look. An appeal is answered by somebody else than who decided',
  route: 'POST /communities/{community}/calls/{call}/answer',
  limit: 'write',
  input: z.object({
    ...{ community: z.uuid(), call: z.uuid(), text: shapes.reason, language: shapes.language },
    ends: z.boolean().default(false).describe('Of an appeal: the pause ends now'),
  }),
  output: z.object({ id: z.uuid() }),
  async facts(tx, { input, ...reading }) {
    const here = await demandHere(tx, reading, { id: input.community })
    const call = await tx
      .selectFrom('post_call')
      .select(['id', 'sort', 'measure_id as measure', 'answered_at as answeredAt'])
      .where('community_id', '=', input.community)
      .where('id', '=', input.call)
      .forUpdate()
      .executeTakeFirst()
    const by =
      call?.measure == null
        ? undefined
        : await tx
            .selectFrom('post_measure')
            .select('by_tag as tag')
            .where('community_id', '=', input.community)
            .where('id', '=', call.measure)
            .executeTakeFirst()
    return { here, call: call ?? null, sameAsFirst: here.tags.some((tag) => by?.tag?.equals(tag) === true) }
  },
  may: ({ facts: { here, call, sameAsFirst } }) =>
    call === null
      ? mayLead(here.asking)
      : mayAnswerCall(here.asking, { answered: call.answeredAt !== null, appeal: call.sort === 'appeal', sameAsFirst }),
  async run(tx, { input, facts: { call }, now, outside }) {
    if (call === null) return refuse(no('post.call-missing'))
    const at = { community: input.community, id: call.id }
    await tx
      .updateTable('post_call')
      .set({ answered_at: now, answer_sealed: sealWords(outside.keys, at, { text: input.text, language: input.language }) })
      .where('community_id', '=', at.community)
      .where('id', '=', at.id)
      .execute()
    if (input.ends && call.measure !== null)
      await tx
        .updateTable('post_measure')
        .set({ ended_at: now })
        .where('community_id', '=', at.community)
        .where('id', '=', call.measure)
        .where('ended_at', 'is', null)
        .execute()
    return { id: call.id }
  },
  tell: ({ input }) => [
    { kind: 'posts.call.answered', scope: input.community, subject: input.call, data: {}, visibility: 'internal', anonymous: true },
  ],
})
