import { refusing } from '#base'

export const refusals = {
  'commitment.missing': 'missing',
  'commitment.report-missing': 'missing',
  'commitment.part-missing': 'missing',
  'commitment.edition-unknown': 'invalid',
  'commitment.source-unknown': 'invalid',
  'commitment.body-unknown': 'invalid',
  'commitment.makers-only': 'forbidden',
  'commitment.lead-only': 'forbidden',
  'commitment.office-only': 'forbidden',
  'commitment.judges-only': 'forbidden',
  'commitment.moderators-only': 'forbidden',
  'commitment.not-proposed': 'conflict',
  'commitment.not-running': 'conflict',
  'commitment.changed-meanwhile': 'conflict',
  'commitment.days-in-order': 'invalid',
  'commitment.day-to-come': 'invalid',
  'commitment.same-day': 'invalid',
  'commitment.original-language': 'invalid',
  'commitment.reason-missing': 'invalid',
  'commitment.involved': 'conflict',
  'commitment.not-asked': 'conflict',
  'commitment.evidence-first': 'conflict',
  'commitment.not-a-pair': 'invalid',
  'commitment.quarter-open': 'conflict',
  'commitment.report-incomplete': 'invalid',
  'commitment.rule-unknown': 'invalid',
} as const

export const no = refusing(refusals)
