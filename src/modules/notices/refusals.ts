import { refusing } from '#base'

export const refusals = {
  'letters.link-broken': 'missing',
  'letters.hub-only': 'forbidden',
  'letters.queued': 'conflict',
  'letters.secret-wrong': 'forbidden',
  'devices.unfit': 'invalid',
  'devices.too-many': 'conflict',
  'devices.missing': 'missing',
} as const

export const no = refusing(refusals)
