import { refusing } from '#base'

export const refusals = {
  'letters.link-broken': 'missing',
  'letters.hub-only': 'forbidden',
  'letters.queued': 'conflict',
} as const

export const no = refusing(refusals)
