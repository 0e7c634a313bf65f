import { refusing } from '#base'

export const refusals = {
  'outcome.missing': 'missing',
  'outcome.section-missing': 'missing',
  'outcome.version-missing': 'missing',
  'outcome.file-gone': 'missing',
  'outcome.article-missing': 'missing',
  'outcome.reservation-missing': 'missing',
  'outcome.editors-only': 'forbidden',
  'outcome.leaders-only': 'forbidden',
  'outcome.offices-only': 'forbidden',
  'outcome.hub-only': 'forbidden',
  'outcome.moderators-only': 'forbidden',
  'outcome.rule-unknown': 'invalid',
  'outcome.begun': 'conflict',
  'outcome.nothing-to-compile': 'conflict',
  'outcome.language-there': 'conflict',
  'outcome.changed-meanwhile': 'conflict',
  'outcome.section-compiled': 'conflict',
  'outcome.too-many-sections': 'conflict',
  'outcome.source-missing': 'invalid',
  'outcome.nothing-to-release': 'conflict',
  'outcome.empty-sentence': 'conflict',
  'outcome.withdrawn-cited': 'conflict',
  'outcome.printing': 'conflict',
  'outcome.not-released': 'conflict',
  'outcome.endorsement-over': 'conflict',
  'outcome.day-past': 'invalid',
} as const

export const no = refusing(refusals)
