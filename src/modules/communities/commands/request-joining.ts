import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayAsk, signedIn } from '../policy.ts'
import { questionsOf, requestOf, sealAnswers } from '../queries/requests.ts'
import { accountTags, sealPerson } from '../queries/shelf.ts'
import { at, guardianField, done } from '../queries/shapes.ts'
import { comingFacts, standingIn } from '../queries/standing.ts'
import { no } from '../refusals.ts'
import { dayIn, daysAfter, DECIDE_DAYS, LONGEST, MOST_QUESTIONS } from '../rules.ts'
import { all, yes } from '#base'
import type {} from '../tables.ts'

/** Whoever was declined may ask again; the earlier request is gone then. */
export const requestJoining = command({
  name: 'communities.request',
  summary: 'Ask to come into a community; its stewards and facilitators alone read the answers',
  route: 'POST /communities/{community}/requests',
  limit: 'write',
  input: at.extend({
    answers: z.array(z.string().trim().max(LONGEST.answer)).max(MOST_QUESTIONS).default([]).describe('In the order of the questions'),
    guardian: guardianField,
  }),
  output: z.object({ decideBy: z.string() }),
  async facts(tx, { input, actor, now, outside }) {
    const standing = await standingIn(tx, { actor, now, outside }, input.community)
    const tags = actor.account === null ? [] : [...accountTags(outside.keys, input.community, actor.account)]
    const before =
      tags.length === 0
        ? undefined
        : await tx
            .selectFrom('community_request')
            .select(['id', 'state'])
            .where('community_id', '=', input.community)
            .where('account_tag', 'in', tags)
            .forUpdate()
            .executeTakeFirst()
    const coming = await comingFacts(tx, { actor, outside }, input.community)
    return { ...standing, ...coming, tag: tags[0], before: before ?? null, questions: await questionsOf(tx, input.community) }
  },
  may: ({ input, actor, facts }) => mayAsk(actor, facts, facts.before?.state ?? null, input.guardian),
  async run(tx, { input, actor, facts, now, outside }) {
    const { person } = actor
    const { community } = input
    if (person === null || facts.tag === undefined) return refuse(no('community.missing'))
    if (facts.questions.some((_, at) => (input.answers[at] ?? '') === ''))
      return refuse(no('community.answers-missing'), missing(input, facts))
    if (facts.before !== null)
      await tx.deleteFrom('community_request').where('community_id', '=', community).where('id', '=', facts.before.id).execute()
    const answers = facts.questions.map(({ text }, at) => ({ question: text, answer: input.answers[at] ?? '' }))
    const id = outside.uuid()
    const decideBy = daysAfter(now, DECIDE_DAYS)
    const made = await tx
      .insertInto('community_request')
      .values({
        ...{ community_id: community, id, account_tag: facts.tag, person_sealed: sealPerson(outside.keys, community, person) },
        ...{ answers_sealed: sealAnswers(outside.keys, id, answers), reason_sealed: null, guardian: input.guardian },
        ...{ asked_on: dayIn(now), decide_by: decideBy, decided_at: null },
      })
      .onConflict((conflict) => conflict.constraint('community_request_once').doNothing())
      .returning('id')
      .executeTakeFirst()
    return made === undefined ? refuse(no('community.requested-already')) : { decideBy }
  },
  tell: ({ input }) => [
    {
      kind: 'communities.request.made',
      ...{ scope: input.community, subject: input.community, data: {}, visibility: 'internal', anonymous: true },
    },
  ],
})

const missing = (input: { readonly answers: readonly string[] }, facts: { readonly questions: readonly unknown[] }) =>
  facts.questions.flatMap((_, at) =>
    (input.answers[at] ?? '') === '' ? [{ field: `answer-${at}`, code: 'field.required', data: {} }] : [],
  )

export const withdrawRequest = command({
  name: 'communities.withdraw-request',
  summary: 'Take back a request to come in, or put away what became of it',
  route: 'DELETE /communities/{community}/requests/mine',
  limit: 'write',
  whileLeaving: true,
  input: at,
  output: done,
  facts: async (tx, { input, actor, outside }) => ({
    request: await requestOf(tx, outside.keys, { account: actor.account, community: input.community }),
  }),
  may: ({ actor, facts }) => all(signedIn(actor), facts.request === null ? no('community.request-missing') : yes),
  async run(tx, { input, facts }) {
    await tx
      .deleteFrom('community_request')
      .where('community_id', '=', input.community)
      .where('id', '=', facts.request?.id ?? '')
      .execute()
    return { community: input.community }
  },
  tell: ({ input }) => [
    {
      kind: 'communities.request.withdrawn',
      ...{ scope: input.community, subject: input.community, data: {}, visibility: 'internal', anonymous: true },
    },
  ],
})
