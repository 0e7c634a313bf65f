import { deed, reading } from '../../core/operation.ts'
import { prepare, type Reportable } from '../../core/reportable.ts'
import { publicationsFrom, type Publication } from '../../core/published.ts'
import type { HeldData, Kit, Manifest, Own } from '../../web/manifest.ts'
import { adoptRecipe } from './commands/adopt-recipe.ts'
import { chooseOrder } from './commands/choose-order.ts'
import { endMute } from './commands/end-mute.ts'
import { followSubject } from './commands/follow-subject.ts'
import { hideRecipe } from './commands/hide-recipe.ts'
import { makeRecipe } from './commands/make-recipe.ts'
import { markReading } from './commands/mark-reading.ts'
import { muteSubject } from './commands/mute-subject.ts'
import { releasePerson } from './commands/release-person.ts'
import { renewRecipe } from './commands/renew-recipe.ts'
import { renewSecrets } from './commands/renew-secrets.ts'
import { showRecipe } from './commands/show-recipe.ts'
import { unfollowSubject } from './commands/unfollow-subject.ts'
import { withdrawRecipe } from './commands/withdraw-recipe.ts'
import { listeners, sweeps } from './jobs.ts'
import { pages } from './pages.tsx'
import { bodySection, editionSection, subjectSection } from './pages/following.tsx'
import { frontOf } from './pages/front.tsx'
import { readFollows } from './queries/follows.ts'
import { newsOf } from './queries/news.ts'
import { readOpenFeed, readOwnFeed } from './queries/own-feed.ts'
import { recipesBy } from './queries/recipes.ts'
import * as reported from './queries/reported.ts'
import { stateOf } from './queries/state.ts'
import { refusals } from './refusals.ts'
import { RECIPE_GRACE_DAYS } from './rules.ts'

/** For main, which hands it to whoever may tell a number: how many follow something, in tens. */
export { followersOf } from './queries/followers.ts'

const reportable: Reportable = {
  sort: 'recipe',
  report: 'recipe.report-this',
  rules: reported.publishedRules,
  at: reported.at,
  byId: reported.byId,
  isBy: reported.isBy,
  whichAreBy: reported.whichAreBy,
  hide: (tx, { subject }, rule, around) => prepare(tx, hideRecipe, { recipe: subject, rule }, around),
  show: (tx, { subject }, around) => prepare(tx, showRecipe, { recipe: subject }, around),
}

/** What an account follows, mutes and chose, and the recipes of its identities: all that the room holds of somebody. */
async function heldOf({ runner: { db, outside } }: Kit, { account, persons }: Own): Promise<HeldData> {
  const { follows, mutes, order, weights, languages, mark } = await stateOf(db, outside.keys, account)
  const recipes = await recipesBy(db, persons, outside.now())
  return {
    follows: follows.map(([subject, weight]) => ({ subject, weight })),
    mutes: mutes.map((mute) => ({ ...mute })),
    reading: [{ order, ...weights, languages, mark }],
    recipes: recipes.map(({ id, owner, title, language, madeOn, endsOn }) => ({ id, identity: owner, title, language, madeOn, endsOn })),
  }
}

/** A watcher: what can be read it gets from main, of rooms that it does not know. */
export function followingOf(all: readonly Publication[]): Manifest {
  const publications = publicationsFrom(all)
  return {
    name: 'following',
    messages: new URL('./messages/', import.meta.url),
    refusals,
    operations: [
      ...[reading(readOwnFeed(publications)), reading(readOpenFeed(publications)), reading(readFollows(publications))],
      ...[deed(followSubject(publications)), deed(unfollowSubject), deed(chooseOrder), deed(muteSubject), deed(endMute), deed(markReading)],
      ...[deed(makeRecipe(publications)), deed(renewRecipe), deed(withdrawRecipe), deed(adoptRecipe(publications))],
      ...[deed(releasePerson), deed(renewSecrets), deed(hideRecipe), deed(showRecipe)],
    ],
    pages: (kit) => pages(kit, publications),
    jobs: () => ({ listeners: listeners(), sweeps: sweeps() }),
    front: frontOf(publications),
    subjectSection,
    bodySection,
    editionSection,
    reportables: [reportable],
    news: (kit, asked) => newsOf(kit.runner, publications, asked),
    stays: 'of-accounts',
    holds: [
      { table: 'following_state', about: 'tag', sealed: ['owner_tag', 'sealed'] },
      { table: 'followed', about: 'nobody' },
      { table: 'feed_recipe', about: 'person', keeps: { days: RECIPE_GRACE_DAYS, since: 'ends_on' } },
    ],
    heldOf,
  }
}
