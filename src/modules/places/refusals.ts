import { refusing } from '#base'

export const refusals = {
  'stock.missing': 'missing',
} as const

export const no = refusing(refusals)
