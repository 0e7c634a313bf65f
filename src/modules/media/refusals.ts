import { refusing } from '#base'

export const refusals = {
  'media.missing': 'missing',
  'media.unknown-sort': 'invalid',
  'media.heic': 'invalid',
  'media.broken': 'invalid',
  'media.too-large': 'invalid',
  'media.too-long': 'invalid',
  'media.macros': 'invalid',
  'media.slow': 'invalid',
  'media.busy': 'busy',
  'media.no-words': 'invalid',
  'media.too-many': 'conflict',
} as const

export const no = refusing(refusals)
