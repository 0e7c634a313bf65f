import { refusing } from '#base'

export const refusals = {
  'report.nothing': 'missing',
  'report.missing': 'missing',
  'report.enough': 'busy',
  'report.rule-unknown': 'invalid',
  'report.law-unnamed': 'invalid',
  'case.missing': 'missing',
  'case.not-a-moderator': 'forbidden',
  'case.decided': 'conflict',
  'case.own': 'forbidden',
  'appeal.missing': 'missing',
  'appeal.too-early': 'conflict',
  'appeal.too-late': 'conflict',
  'appeal.not-yours': 'conflict',
  'appeal.made': 'conflict',
  'appeal.decided': 'conflict',
  'appeal.same-person': 'forbidden',
  'pressure.missing': 'missing',
  'pressure.circle-only': 'forbidden',
  'pressure.answered': 'conflict',
} as const

export const no = refusing(refusals)
