import { refusing } from '#base'

export const refusals = {
  'charter.missing': 'missing',
  'charter.no-version': 'missing',
  'charter.keepers-only': 'forbidden',
  'charter.members-only': 'forbidden',
  'charter.no-draft': 'conflict',
  'charter.unnamed': 'invalid',
  'charter.too-soon': 'invalid',
  'charter.before-the-last': 'invalid',
  'charter.first-is-no-correction': 'conflict',
  'charter.not-asked': 'conflict',
} as const

export const no = refusing(refusals)
