import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayWithdraw } from '../policy.ts'
import { recipeOf } from '../queries/recipes.ts'
import type {} from '../tables.ts'

export const withdrawRecipe = command({
  name: 'following.withdraw-recipe',
  summary: 'Take a recipe from the public, for good. Whoever adopted it keeps what they follow',
  route: 'DELETE /feeds/{recipe}',
  limit: 'write',
  input: z.object({ recipe: z.uuid() }),
  output: z.object({ withdrawn: z.literal(true) }),
  facts: async (tx, { input, now }) => ({ recipe: await recipeOf(tx, input.recipe, now) }),
  may: ({ actor, facts }) => mayWithdraw({ actor, recipe: facts.recipe }),
  async run(tx, { input }) {
    await tx.deleteFrom('feed_recipe').where('id', '=', input.recipe).execute()
    return { withdrawn: true as const }
  },
  tell: ({ input }) => [{ kind: 'following.recipe.withdrawn', scope: THE_HUB, subject: input.recipe, data: {}, visibility: 'public' }],
})
