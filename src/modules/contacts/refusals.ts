import { refusing } from '#base'

export const refusals = {
  'contact.subject-missing': 'missing',
  'contact.missing': 'missing',
  'contact.link-broken': 'missing',
  'contact.question-missing': 'missing',
  'contact.not-yours': 'forbidden',
  'contact.enough': 'conflict',
  'contact.accepted': 'conflict',
  'contact.once': 'conflict',
  'contact.young': 'conflict',
  'contact.closed': 'conflict',
  'contact.nowhere-to-pass': 'conflict',
  'contact.reach-missing': 'invalid',
  'contact.day': 'invalid',
  'contact.log-full': 'conflict',
} as const

export const no = refusing(refusals)
