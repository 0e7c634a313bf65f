import { refusing } from '#base'

export const refusals = {
  'directory.body-missing': 'missing',
  'directory.stewards-only': 'forbidden',
  'directory.archived': 'conflict',
  'directory.no-entry': 'conflict',
  'directory.row-refused': 'conflict',
  'directory.importers-only': 'forbidden',
  'directory.nothing-chosen': 'invalid',
} as const

export const no = refusing(refusals)
