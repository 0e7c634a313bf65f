import { Hono } from 'hono'
import { nobody } from '../../../core/actor.ts'
import { THE_HUB } from '../../../core/event.ts'
import { perform } from '../../../core/perform.ts'
import { subjectKey, type Publications } from '../../../core/published.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { adoptRecipe } from '../commands/adopt-recipe.ts'
import { makeRecipe } from '../commands/make-recipe.ts'
import { renewRecipe } from '../commands/renew-recipe.ts'
import { withdrawRecipe } from '../commands/withdraw-recipe.ts'
import { mayRenew, mayWithdraw, signedIn } from '../policy.ts'
import { openFeed } from '../queries/own-feed.ts'
import { ownerName, recipeOf, type Recipe } from '../queries/recipes.ts'
import { stateOf } from '../queries/state.ts'
import { subjectsNamed } from '../queries/subjects.ts'
import { no } from '../refusals.ts'
import { cursorFrom, MOST, subjectFrom, subjectsFrom } from '../rules.ts'
import { NewRecipePage } from '../views/new-recipe.tsx'
import { RecipePage } from '../views/open-feed.tsx'
import { keepPrivate, readingAt } from './around.ts'

/** Ways of reading that are shared by a link. */
export function recipePages(kit: Kit, publications: Publications): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/feeds/new', (c) => drawNew(c, kit, publications))
  app.post('/feeds', (c) => make(c, kit, publications))
  app.get('/feeds/:recipe{[0-9a-f-]{36}}', (c) => drawRecipe(c, kit, publications))
  app.post('/feeds/:recipe/adoption', async (c) => {
    await perform(kit.runner, adoptRecipe(publications), { recipe: c.req.param('recipe') }, c.var.page.actor)
    return goTo(c, '/me/feed?done=adopted')
  })
  app.post('/feeds/:recipe/end', async (c) => {
    await perform(kit.runner, renewRecipe, { recipe: c.req.param('recipe') }, c.var.page.actor)
    return goTo(c, `/feeds/${c.req.param('recipe')}`)
  })
  app.post('/feeds/:recipe/withdrawal', async (c) => {
    await perform(kit.runner, withdrawRecipe, { recipe: c.req.param('recipe') }, c.var.page.actor)
    return goTo(c, '/me/follows?saved=1')
  })
  return app
}

type Again = {
  readonly sent: string
  readonly title: string
  readonly language: string
  readonly subjects: readonly string[]
  readonly problem: Problem
}

/** Of what one follows, or of what an address follows: what everybody may read. */
async function drawNew(c: PageContext, kit: Kit, publications: Publications, again?: Again): Promise<Response> {
  const { page } = c.var
  demand(signedIn(page.actor))
  const { db, outside } = kit.runner
  const state = await stateOf(db, outside.keys, page.actor.account)
  const asked = subjectsFrom(c.req.query('follow') ?? '')
  const known = asked.length > 0 ? asked : state.follows.flatMap(([key]) => subjectFrom(key) ?? []).slice(0, MOST.recipe)
  const subjects = again === undefined ? known : again.subjects.flatMap((key) => subjectFrom(key) ?? [])
  const open = { ...readingAt(c, kit), actor: nobody(page.say.locale) }
  const named = await subjectsNamed(db, [...new Map([...known, ...subjects].map((one) => [subjectKey(one), one])).values()], {
    publications,
    reading: open,
  })
  keepPrivate(c)
  return c.html(
    <NewRecipePage
      page={page}
      named={named}
      ordering={state}
      sent={again?.sent ?? outside.uuid()}
      written={again ?? { title: '', language: page.say.locale, subjects: [...named.keys()] }}
      problem={again?.problem}
    />,
  )
}

async function make(c: PageContext, kit: Kit, publications: Publications): Promise<Response> {
  const { actor } = c.var.page
  const form = await readForm(c)
  const { order, weights, languages } = await stateOf(kit.runner.db, kit.runner.outside.keys, actor.account)
  const written = { sent: form.text('sent'), title: form.text('title'), language: form.text('language'), subjects: form.all('subjects') }
  const input = { ...written, ordering: { order, weights, languages } }
  return attempt(c, () => perform(kit.runner, makeRecipe(publications), input, actor), {
    done: ({ path }) => goTo(c, path),
    redraw: (problem) => drawNew(c, kit, publications, { ...written, problem }),
  })
}

/** What somebody finds by the link of a recipe; after its end its owner alone, who may renew it. */
export async function shownRecipe(c: PageContext, kit: Kit, id: string): Promise<Recipe> {
  const recipe = await recipeOf(kit.runner.db, id, c.var.page.now)
  const own = recipe !== null && recipe.owner === c.var.page.actor.person
  return recipe === null || (recipe.ended && !own) ? refuse(no('recipe.missing')) : recipe
}

async function drawRecipe(c: PageContext, kit: Kit, publications: Publications): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const recipe = await shownRecipe(c, kit, c.req.param('recipe') ?? '')
  const reading = { ...readingAt(c, kit), actor: nobody(page.say.locale) }
  const named = await subjectsNamed(db, recipe.subjects, { publications, reading })
  const subjects = recipe.subjects.filter((one) => named.has(subjectKey(one)))
  const feed = await openFeed(db, { publications, reading, subjects, ordering: recipe.ordering, cursor: cursorFrom(c.req.query('after')) })
  const may = { renew: mayRenew({ actor: page.actor, recipe }).ok, withdraw: mayWithdraw({ actor: page.actor, recipe }).ok }
  const thing = {
    sort: 'recipe',
    scope: THE_HUB,
    subject: recipe.id,
    path: `/feeds/${recipe.id}`,
    toAuthor: recipe.owner === page.actor.person,
  }
  return c.html(
    <RecipePage
      page={page}
      recipe={recipe}
      owner={await ownerName(db, page.actor, recipe)}
      feed={feed}
      named={named}
      may={may}
      sections={recipe.ended && recipe.hiddenFor === null ? [] : await kit.thingSections(page, thing)}
    />,
  )
}
