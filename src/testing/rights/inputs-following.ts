import { FIRST_ORDERING } from '../../modules/following/queries/state.ts'
import type { Inputs } from './matrix.ts'
import { recipeOfMai } from './stage-following.ts'

const HEALTH = { sort: 'topic', id: 'health' }
const NOT_THERE = '00000000-0000-4000-8000-0000000000f0'

export const FOLLOWING: Inputs = {
  'following.feed': () => ({}),
  'following.open-feed': () => ({ follow: 'topic:health' }),
  'following.follows': () => ({}),
  'following.follow': () => HEALTH,
  'following.unfollow': () => HEALTH,
  'following.choose-order': () => ({ order: 'turns' }),
  'following.mute': () => ({ sort: 'word', what: 'football' }),
  'following.end-mute': () => ({ sort: 'word', what: 'football' }),
  'following.mark-reading': ({ hub }) => ({ until: hub.runner.outside.now().toISOString() }),
  'following.make-recipe': () => ({
    sent: NOT_THERE,
    title: 'Health',
    language: 'en',
    subjects: ['topic:health'],
    ordering: FIRST_ORDERING,
  }),
  'following.renew-recipe': async ({ hub, callers }) => ({ recipe: await recipeOfMai(hub, callers) }),
  'following.withdraw-recipe': async ({ hub, callers }) => ({ recipe: await recipeOfMai(hub, callers) }),
  'following.adopt-recipe': async ({ hub, callers }) => ({ recipe: await recipeOfMai(hub, callers) }),
  'following.hide-recipe': async ({ hub, callers }) => ({ recipe: await recipeOfMai(hub, callers), rule: 'no-advert' }),
  'following.show-recipe': async ({ hub, callers }) => ({ recipe: await recipeOfMai(hub, callers) }),
  'following.release-person': () => ({ person: NOT_THERE }),
  'following.renew-secrets': () => ({}),
}
