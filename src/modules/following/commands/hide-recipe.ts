import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayModerate } from '../policy.ts'
import { recipeOf } from '../queries/recipes.ts'
import { no } from '../refusals.ts'
import { HIDDEN_FOR } from '../rules.ts'
import type {} from '../tables.ts'

// No route: a decision of moderation runs it in its own transaction, with the reasons that it tells.
export const hideRecipe = command({
  name: 'following.hide-recipe',
  summary: 'Take a recipe from the public for a published rule or a law, as moderation decided. Whoever adopted it keeps what they follow',
  input: z.object({ recipe: z.uuid(), rule: z.string() }),
  output: z.object({ recipe: z.uuid() }),
  facts: async (tx, { input, now }) => ({ recipe: await recipeOf(tx, input.recipe, now) }),
  may: ({ input, actor, facts: { recipe } }) =>
    all(
      mayModerate(actor),
      recipe === null ? no('recipe.missing') : yes,
      HIDDEN_FOR.some((rule) => rule === input.rule) ? yes : no('recipe.rule-unknown'),
    ),
  async run(tx, { input }) {
    await tx.updateTable('feed_recipe').set({ hidden_for: input.rule }).where('id', '=', input.recipe).execute()
    return { recipe: input.recipe }
  },
  tell: ({ input }) => [
    {
      kind: 'following.recipe.hidden',
      ...{ scope: THE_HUB, subject: input.recipe, data: { rule: input.rule }, visibility: 'internal', anonymous: true },
    },
  ],
})
