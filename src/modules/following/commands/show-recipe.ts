import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayModerate } from '../policy.ts'
import { recipeOf } from '../queries/recipes.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

// No route: it is a part of a decision of moderation.
export const showRecipe = command({
  name: 'following.show-recipe',
  summary: 'Show a recipe again that moderation took from the public',
  input: z.object({ recipe: z.uuid() }),
  output: z.object({ recipe: z.uuid() }),
  facts: async (tx, { input, now }) => ({ recipe: await recipeOf(tx, input.recipe, now) }),
  may: ({ actor, facts: { recipe } }) => all(mayModerate(actor), recipe === null ? no('recipe.missing') : yes),
  async run(tx, { input }) {
    await tx.updateTable('feed_recipe').set({ hidden_for: null }).where('id', '=', input.recipe).execute()
    return { recipe: input.recipe }
  },
  tell: ({ input, facts: { recipe } }) =>
    recipe?.hiddenFor == null
      ? []
      : [
          {
            kind: 'following.recipe.shown',
            ...{ scope: THE_HUB, subject: input.recipe, data: {}, visibility: 'internal', anonymous: true },
          },
        ],
})
