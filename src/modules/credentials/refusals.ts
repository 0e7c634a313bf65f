import { refusing } from '#base'

export const refusals = {
  'credential.missing': 'missing',
  'credential.not-on-roll': 'forbidden',
  'credential.window-over': 'conflict',
  'credential.another-asked': 'conflict',
  'credential.key-taken': 'conflict',
  'credential.over': 'conflict',
  'credential.malformed': 'invalid',
  'credential.not-ended': 'conflict',
  'credential.operators-only': 'forbidden',
  'credential.key-wrong': 'invalid',
  'credential.days-wrong': 'invalid',
  'credential.begun-already': 'conflict',
} as const

export const no = refusing(refusals)
