import { refusing } from '#base'

export const refusals = {
  'purpose.community-missing': 'missing',
  'purpose.missing': 'missing',
  'purpose.entry-missing': 'missing',
  'purpose.need-missing': 'missing',
  'purpose.members-only': 'forbidden',
  'purpose.stewards-only': 'forbidden',
  'purpose.leads-only': 'forbidden',
  'purpose.moderators-only': 'forbidden',
  'purpose.community-ended': 'conflict',
  'purpose.one-at-a-time': 'conflict',
  'purpose.closed': 'conflict',
  'purpose.corrected-already': 'conflict',
  'purpose.deadline-past': 'invalid',
  'purpose.deadline-far': 'invalid',
  'purpose.number-or-steps': 'invalid',
  'purpose.number-whole': 'invalid',
  'purpose.target-is-baseline': 'invalid',
  'purpose.no-such-step': 'invalid',
  'purpose.amount-missing': 'invalid',
  'purpose.amount-without-target': 'invalid',
  'purpose.day-ahead': 'invalid',
  'purpose.need-end': 'invalid',
  'purpose.too-many': 'conflict',
  'purpose.rule-unknown': 'invalid',
} as const

export const no = refusing(refusals)
