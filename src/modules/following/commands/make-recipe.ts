import { all, yes } from '#base'
import { z } from 'zod'
import { nobody } from '../../../core/actor.ts'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { languageTag } from '../../../core/language.ts'
import { subjectKey, type Publications } from '../../../core/published.ts'
import { no as noFromHub, refuse } from '../../../core/refused.ts'
import { sentId } from '../../../core/sending.ts'
import { signedIn } from '../policy.ts'
import { recipeOf, recipesBy, recipeShape } from '../queries/recipes.ts'
import { orderingShape } from '../queries/state.ts'
import { subjectsNamed } from '../queries/subjects.ts'
import { no } from '../refusals.ts'
import { LONGEST, MOST, RECIPE_DAYS, subjectFrom } from '../rules.ts'
import type {} from '../tables.ts'

const DAY_MS = 86_400_000
export const endFrom = (now: Date): string => new Date(now.getTime() + RECIPE_DAYS * DAY_MS).toISOString().slice(0, 10)

export const makeRecipe = (publications: Publications) =>
  command({
    name: 'following.make-recipe',
    summary:
      'Share a way of reading by a link: what it follows, in which order, under your name, for a year. Of what everybody may read alone',
    route: 'POST /feeds',
    limit: 'write',
    input: z.object({
      sent: z.uuid().describe('Made by whoever sends it, so that what arrives twice is one'),
      title: z.string().trim().min(1).max(LONGEST.title),
      language: languageTag,
      subjects: z.array(z.string().max(60)).min(1).max(MOST.recipe).describe('Keys: topic:health, place:IE'),
      ordering: orderingShape,
    }),
    output: recipeShape,
    async facts(tx, asked) {
      const { input, actor, now, outside } = asked
      const id = sentId(outside.keys, 'feed-recipe', actor.account ?? '', input.sent)
      const subjects = [...new Set(input.subjects)].flatMap((key) => subjectFrom(key) ?? [])
      // Whatever the owner may know of: a recipe shows what somebody without an account finds.
      const named = await subjectsNamed(tx, subjects, { publications, reading: { ...asked, actor: nobody(actor.locale) } })
      const own = actor.person === null ? [] : await recipesBy(tx, [actor.person], now)
      return {
        id,
        keys: subjects.map(subjectKey),
        open: subjects.every((one) => named.has(subjectKey(one))),
        made: await recipeOf(tx, id, now),
        own: own.length,
      }
    },
    may: ({ actor, facts: { keys, open, made, own } }) =>
      all(
        signedIn(actor),
        keys.length > 0 ? yes : no('recipe.empty'),
        open ? yes : no('recipe.not-open'),
        made !== null || own < MOST.recipes ? yes : no('recipe.too-many'),
      ),
    async run(tx, { input, actor, now, facts: { id, keys } }) {
      const { title, language, ordering } = input
      const endsOn = endFrom(now)
      await tx
        .insertInto('feed_recipe')
        .values({
          ...{
            id,
            owner_person: actor.person ?? refuse(noFromHub('sign-in.needed')),
            title,
            language,
            subjects: keys,
            weights: JSON.stringify(ordering),
          },
          ...{ made_on: now.toISOString().slice(0, 10), ends_on: endsOn, hidden_for: null },
        })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute()
      return { id, title, language, endsOn, path: `/feeds/${id}` }
    },
    tell: ({ facts }) =>
      facts.made === null ? [{ kind: 'following.recipe.made', scope: THE_HUB, subject: facts.id, data: {}, visibility: 'public' }] : [],
  })
