import { refusing } from '#base'

export const refusals = {
  'idea.session-missing': 'missing',
  'idea.call-missing': 'missing',
  'idea.missing': 'missing',
  'idea.link-broken': 'missing',
  'idea.not-open-yet': 'conflict',
  'idea.call-closed': 'conflict',
  'idea.session-called-off': 'conflict',
  'idea.calendar': 'invalid',
  'idea.organisers-only': 'forbidden',
  'idea.team-only': 'forbidden',
  'idea.moderators-only': 'forbidden',
  'idea.twice': 'conflict',
  'idea.too-many': 'conflict',
  'idea.enough': 'busy',
  'idea.withdrawn': 'conflict',
  'idea.answered': 'conflict',
  'idea.decided': 'conflict',
  'idea.not-published': 'conflict',
  'idea.other-missing': 'invalid',
  'idea.passed-to-missing': 'invalid',
  'idea.rule-unknown': 'invalid',
} as const

export const no = refusing(refusals)
