import { refusing } from '#base'

export const refusals = {
  'access-token.missing': 'missing',
  'access-token.not-yours': 'conflict',
  'access-token.too-many': 'conflict',
} as const

export const no = refusing(refusals)
