import { refusing } from '#base'

export const refusals = {
  'encounter.session-missing': 'missing',
  'encounter.missing': 'missing',
  'encounter.attending-only': 'forbidden',
  'encounter.moderators-only': 'forbidden',
  'encounter.organisers-only': 'forbidden',
  'encounter.not-open': 'conflict',
  'encounter.not-in': 'conflict',
  'encounter.too-many-changes': 'conflict',
  'encounter.too-many-asked': 'conflict',
  'encounter.no-links-yet': 'conflict',
  'encounter.wait-for-answer': 'conflict',
  'encounter.too-many-messages': 'conflict',
  'encounter.slot-taken': 'conflict',
  'encounter.slot-past': 'invalid',
  'encounter.slot-late': 'invalid',
  'encounter.not-proposed': 'conflict',
  'encounter.too-many-meetings': 'conflict',
  'encounter.no-contact-yet': 'conflict',
  'encounter.nothing-picked': 'invalid',
  'encounter.rule-unknown': 'invalid',
  'encounter.outside-session': 'invalid',
  'encounter.too-many-rooms': 'conflict',
  'encounter.room-full': 'conflict',
  'encounter.room-over': 'conflict',
  'encounter.seen-enough': 'conflict',
  'encounter.hour-taken': 'conflict',
  'encounter.no-table-then': 'conflict',
  'encounter.tables-booked': 'conflict',
} as const

export const no = refusing(refusals)
