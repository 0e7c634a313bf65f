import { refusing } from '#base'

export const refusals = {
  'stock.missing': 'missing',
  'place.no-address': 'invalid',
  'place.known': 'conflict',
} as const

export const no = refusing(refusals)
