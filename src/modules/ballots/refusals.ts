import { refusing } from '#base'

export const refusals = {
  'ballot.missing': 'missing',
  'ballot.malformed': 'invalid',
  'ballot.not-open': 'conflict',
  'ballot.closed': 'conflict',
  'ballot.credential': 'forbidden',
  'ballot.another-credential': 'conflict',
  'ballot.not-registered': 'forbidden',
  'ballot.signature': 'forbidden',
  'ballot.statement-missing': 'missing',
  'ballot.statements-not-wanted': 'conflict',
  'ballot.too-long': 'invalid',
  'ballot.muted': 'forbidden',
  'ballot.too-many': 'busy',
  'ballot.kept': 'conflict',
  'ballot.rule-unknown': 'invalid',
  'ballot.issuer-wrong': 'invalid',
  'ballot.issuer-told': 'conflict',
  'ballot.elsewhere': 'missing',
} as const

export const no = refusing(refusals)
