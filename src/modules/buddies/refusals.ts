import { refusing } from '#base'

export const refusals = {
  'buddy.place-missing': 'missing',
  'buddy.pair-missing': 'missing',
  'buddy.offer-missing': 'missing',
  'buddy.members-only': 'forbidden',
  'buddy.not-yours': 'forbidden',
  'buddy.not-for-officers': 'forbidden',
  'buddy.young-elsewhere': 'forbidden',
  'buddy.adults-not-here': 'forbidden',
  'buddy.for-the-young': 'forbidden',
  'buddy.ended': 'conflict',
  'buddy.enough': 'conflict',
  'buddy.not-fitting': 'conflict',
  'buddy.over': 'conflict',
  'buddy.until': 'invalid',
  'buddy.reach-missing': 'invalid',
} as const

export const no = refusing(refusals)
