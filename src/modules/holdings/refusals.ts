import { refusing } from '#base'

export const refusals = {
  'my-file.missing': 'missing',
  'my-file.too-soon': 'conflict',
  'my-file.not-ready': 'conflict',
  'look-up.operators-only': 'missing',
} as const

export const no = refusing(refusals)
