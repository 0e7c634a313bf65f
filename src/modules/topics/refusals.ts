import { refusing } from '#base'

export const refusals = {
  'topic.missing': 'missing',
  'topic.operator-only': 'forbidden',
  'topic.key-taken': 'conflict',
  'topic.parent-deep': 'conflict',
  'topic.merge-itself': 'invalid',
  'topic.merge-deep': 'conflict',
  'topic.merge-gone': 'conflict',
} as const

export const no = refusing(refusals)
