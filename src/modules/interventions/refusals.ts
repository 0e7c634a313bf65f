import { refusing } from '#base'

export const refusals = {
  'intervention.session-missing': 'missing',
  'intervention.missing': 'missing',
  'intervention.link-broken': 'missing',
  'intervention.code-unknown': 'invalid',
  'intervention.not-announced': 'conflict',
  'intervention.not-yet': 'conflict',
  'intervention.time-over': 'conflict',
  'intervention.team-only': 'forbidden',
  'intervention.note-takers-only': 'forbidden',
  'intervention.attending-only': 'forbidden',
  'intervention.moderators-only': 'forbidden',
  'intervention.speaker-chose': 'conflict',
  'intervention.named-before': 'conflict',
  'intervention.noted-by-you': 'conflict',
  'intervention.withdrawn': 'conflict',
  'intervention.too-many': 'conflict',
  'intervention.consent-needed': 'invalid',
  'intervention.name-missing': 'invalid',
  'intervention.label-taken': 'conflict',
  'intervention.meeting-missing': 'invalid',
  'intervention.rule-unknown': 'invalid',
  'intervention.nothing-picked': 'invalid',
} as const

export const no = refusing(refusals)
