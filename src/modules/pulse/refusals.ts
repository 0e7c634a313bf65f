import { refusing } from '#base'

export const refusals = {
  'pulse.sender-missing': 'missing',
  'pulse.leads-only': 'forbidden',
  'pulse.not-open': 'conflict',
  'pulse.call-missing': 'missing',
  'pulse.call-over': 'conflict',
  'pulse.two-a-month': 'conflict',
  'pulse.day-past': 'invalid',
  'pulse.day-far': 'invalid',
  'pulse.topic-unknown': 'invalid',
  'pulse.topic-sensitive': 'invalid',
  'pulse.place-unknown': 'invalid',
  'pulse.too-few': 'conflict',
  'pulse.same-language': 'invalid',
  'pulse.rule-unknown': 'invalid',
  'pulse.moderators-only': 'forbidden',
  'pulse.missing': 'missing',
  'pulse.members-only': 'forbidden',
  'pulse.closed': 'conflict',
  'pulse.answered-already': 'conflict',
  'pulse.one-at-a-time': 'conflict',
  'pulse.four-a-year': 'conflict',
} as const

export const no = refusing(refusals)
