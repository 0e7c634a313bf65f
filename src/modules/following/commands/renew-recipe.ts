import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayRenew } from '../policy.ts'
import { recipeOf } from '../queries/recipes.ts'
import type {} from '../tables.ts'
import { endFrom } from './make-recipe.ts'

export const renewRecipe = command({
  name: 'following.renew-recipe',
  summary: 'Let a recipe of your own hold for a year from today',
  route: 'PUT /feeds/{recipe}/end',
  limit: 'write',
  input: z.object({ recipe: z.uuid() }),
  output: z.object({ endsOn: z.string() }),
  facts: async (tx, { input, now }) => ({ recipe: await recipeOf(tx, input.recipe, now) }),
  may: ({ actor, facts }) => mayRenew({ actor, recipe: facts.recipe }),
  async run(tx, { input, now }) {
    const endsOn = endFrom(now)
    await tx.updateTable('feed_recipe').set({ ends_on: endsOn }).where('id', '=', input.recipe).execute()
    return { endsOn }
  },
  tell: ({ input }) => [{ kind: 'following.recipe.renewed', scope: THE_HUB, subject: input.recipe, data: {}, visibility: 'public' }],
})
