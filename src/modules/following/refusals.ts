import { refusing } from '#base'

export const refusals = {
  'follow.missing': 'missing',
  'follow.belong': 'conflict',
  'follow.too-many': 'conflict',
  'mute.too-many': 'conflict',
  'mute.nothing': 'invalid',
  'feed.missing': 'missing',
  'recipe.missing': 'missing',
  'recipe.owner-only': 'forbidden',
  'recipe.empty': 'invalid',
  'recipe.not-open': 'invalid',
  'recipe.too-many': 'conflict',
  'recipe.moderators-only': 'forbidden',
  'recipe.rule-unknown': 'invalid',
} as const

export const no = refusing(refusals)
