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
} as const

export const no = refusing(refusals)
