import { refusing } from '#base'

export const refusals = {
  'search.nothing-asked': 'invalid',
  'crossing.missing': 'missing',
} as const

export const no = refusing(refusals)
