import { refusing } from '#base'

export const refusals = {
  'tie.community-missing': 'missing',
  'tie.missing': 'missing',
  'tie.other-missing': 'invalid',
  'tie.members-only': 'forbidden',
  'tie.stewards-only': 'forbidden',
  'tie.other-side': 'forbidden',
  'tie.community-ended': 'conflict',
  'tie.itself': 'invalid',
  'tie.twice': 'conflict',
  'tie.too-many': 'conflict',
  'tie.asked-lately': 'conflict',
  'tie.in-a-circle': 'conflict',
  'tie.answered': 'conflict',
  'tie.not-standing': 'conflict',
  'merger.missing': 'missing',
  'merger.not-hidden': 'conflict',
  'merger.twice': 'conflict',
  'merger.answered': 'conflict',
  'merger.not-asking': 'conflict',
  'merger.not-merged': 'conflict',
  'merger.undo-too-late': 'conflict',
  'likeness.missing': 'missing',
  'likeness.answered': 'conflict',
  'words.missing': 'missing',
  'words.moderators-only': 'forbidden',
  'words.rule-unknown': 'invalid',
} as const

export const no = refusing(refusals)
