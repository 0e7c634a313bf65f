import { refusing } from '#base'

export const refusals = {
  'sign-in-link.broken': 'missing',
  'sign-in-link.spent': 'conflict',
  'owner-link.broken': 'missing',
  'owner-link.expired': 'conflict',
  'owner-link.not-needed': 'conflict',
  'account.operators-only': 'forbidden',
  'account.last-operator': 'conflict',
  'session.missing': 'missing',
  'session.stale': 'conflict',
  'passkey.no-name': 'conflict',
  'passkey.missing': 'missing',
  'passkey.not-accepted': 'invalid',
  'passkey.too-late': 'conflict',
  'passkey.known': 'conflict',
  'passkey.too-many': 'conflict',
  'recovery-code.wrong': 'invalid',
} as const

export const no = refusing(refusals)
