import { z } from 'zod'
import { all } from '#base'
import { command } from '../../../core/command.ts'
import { asMember, asSteward, heldByItself, inRunning } from '../policy.ts'
import { at, communityText, done } from '../queries/shapes.ts'
import { standingIn } from '../queries/standing.ts'
import { plainOf } from '../rules.ts'
import type {} from '../tables.ts'

/** Members may add a language that is not there yet; what is there is changed by stewards. */
export const translateCommunity = command({
  name: 'communities.translate',
  summary:
    'Write the name and the sentence of a community in one language. A new language any member may add; what is there stewards change',
  route: 'PUT /communities/{community}/texts/{language}',
  limit: 'write',
  input: at.extend({
    ...communityText.shape,
    guardians: z.string().trim().max(1000).default('').describe('Of a space for the young: what its guardians should know'),
  }),
  output: done,
  async facts(tx, { input, actor, now, outside }) {
    const standing = await standingIn(tx, { actor, now, outside }, input.community, 'update')
    const texts = await tx
      .selectFrom('community_text')
      .select(['language', 'member_id'])
      .where('community_id', '=', input.community)
      .execute()
    const before = texts.find(({ language }) => language === input.language)
    return { ...standing, texts: texts.length, known: before !== undefined, own: before?.member_id === standing.me?.member }
  },
  may: ({ actor, facts }) =>
    all(facts.known && !facts.own ? asSteward(actor, facts) : asMember(actor, facts), heldByItself(facts), inRunning(facts)),
  async run(tx, { input, facts }) {
    const { community, language, name, summary, guardians } = input
    const written = { name, summary, guardians, plain: plainOf(input), member_id: facts.me?.member ?? null }
    await tx
      .insertInto('community_text')
      .values({ community_id: community, language, position: facts.texts, ...written })
      .onConflict((conflict) => conflict.columns(['community_id', 'language']).doUpdateSet(written))
      .execute()
    return { community }
  },
  tell: ({ input: { community } }) => [
    {
      kind: 'communities.community.translated',
      ...{ scope: community, subject: community, data: {}, visibility: 'internal', anonymous: true },
    },
  ],
})
