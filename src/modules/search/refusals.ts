import { refusing } from '#base'

export const refusals = {
  'search.nothing-asked': 'invalid',
} as const

export const no = refusing(refusals)
