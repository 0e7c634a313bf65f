import { refusing } from '#base'

export const refusals = {
  'body.missing': 'missing',
  'body.operators-only': 'forbidden',
  'body.stewards-only': 'forbidden',
  'body.no-address': 'conflict',
  'body.address-taken': 'conflict',
  'body.last-steward': 'conflict',
  'office.held': 'conflict',
  'office.missing': 'missing',
  'office.no-such-person': 'missing',
  'office.not-yours': 'forbidden',
  'invitation.missing': 'missing',
  'invitation.spent': 'conflict',
  'membership.held': 'conflict',
  'membership.none': 'conflict',
  'body.looks-like': 'conflict',
  'body.looks-like-ask': 'conflict',
  'body.not-another': 'conflict',
  'domain.missing': 'missing',
  'domain.claimed': 'conflict',
  'domain.too-many': 'conflict',
  'domain.asked-lately': 'busy',
  'vouching.stewards-only': 'forbidden',
  'vouching.own': 'conflict',
  'vouching.not-verified': 'conflict',
  'vouching.circle': 'conflict',
  'vouching.missing': 'missing',
  'attestation.missing': 'missing',
} as const

export const no = refusing(refusals)
