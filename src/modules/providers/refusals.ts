import { refusing } from '#base'

export const refusals = {
  'provider.missing': 'missing',
  'provider.operators-only': 'forbidden',
  'provider.taken': 'conflict',
  'provider.no-body': 'conflict',
  'provider.off': 'conflict',
  'provider.unreachable': 'conflict',
  'provider.other-browser': 'conflict',
  'provider.too-late': 'conflict',
  'provider.spent': 'conflict',
  'provider.denied': 'conflict',
  'provider.not-accepted': 'conflict',
  'provider.known-elsewhere': 'conflict',
  'provider.held': 'conflict',
  'provider.not-held': 'missing',
  'provider.last-way': 'conflict',
} as const

export const no = refusing(refusals)
