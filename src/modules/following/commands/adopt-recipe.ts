import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { subjectKey, type Publications } from '../../../core/published.ts'
import { signedIn } from '../policy.ts'
import { recipeOf } from '../queries/recipes.ts'
import { subjectsNamed } from '../queries/subjects.ts'
import { no } from '../refusals.ts'
import { MOST, USUAL_WEIGHT } from '../rules.ts'
import { changedQuietly, keepState, lockState } from './keep-state.ts'

export const adoptRecipe = (publications: Publications) =>
  command({
    name: 'following.adopt-recipe',
    summary: 'Follow all that a recipe follows, and read in its order. What you followed before stays; all of it is yours to change',
    route: 'POST /feeds/{recipe}/adoption',
    limit: 'write',
    input: z.object({ recipe: z.uuid() }),
    output: z.object({ added: z.number().int() }),
    async facts(tx, asked) {
      const recipe = await recipeOf(tx, asked.input.recipe, asked.now)
      const shown = recipe === null || recipe.ended ? null : recipe
      const named = await subjectsNamed(tx, shown?.subjects ?? [], { publications, reading: asked })
      const state = await lockState(tx, asked)
      const known = new Set(state.follows.map(([key]) => key))
      const added = (shown?.subjects ?? []).map(subjectKey).filter((key) => named.get(key)?.belongs === false && !known.has(key))
      return { recipe: shown, state, added }
    },
    may: ({ actor, facts: { recipe, state, added } }) =>
      all(
        signedIn(actor),
        recipe === null ? no('recipe.missing') : yes,
        state.follows.length + added.length <= MOST.follows ? yes : no('follow.too-many'),
      ),
    async run(tx, { actor, outside, facts: { recipe, state, added } }) {
      const follows = [...state.follows, ...added.map((key) => [key, USUAL_WEIGHT] as const)]
      await keepState(tx, { actor, outside }, { from: state, to: { ...state, ...recipe?.ordering, follows } })
      return { added: added.length }
    },
    tell: () => changedQuietly,
  })
