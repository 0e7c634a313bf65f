import { refusing } from '#base'

export const refusals = {
  'public-log.entry-missing': 'missing',
  'public-log.words-gone': 'missing',
  'public-log.votes-none': 'missing',
  'public-log.nothing-signed': 'missing',
  'public-log.cosignature-unknown': 'invalid',
} as const

export const no = refusing(refusals)
