import { refusing } from '#base'

export const refusals = {
  'dialogue.missing': 'missing',
  'dialogue.not-open-yet': 'conflict',
  'dialogue.closed': 'conflict',
  'dialogue.not-a-draft': 'conflict',
  'dialogue.body-archived': 'conflict',
  'dialogue.still-open': 'conflict',
  'dialogue.needs-members': 'forbidden',
  'dialogue.not-its-convener': 'forbidden',
  'dialogue.not-its-moderator': 'forbidden',
  'dialogue.needs-statements': 'conflict',
  'dialogue.calendar': 'invalid',
  'participation.missing': 'conflict',
  'participation.removed': 'forbidden',
  'participant.missing': 'missing',
  'participant.none-chosen': 'invalid',
  'statement.missing': 'missing',
  'statement.not-wanted': 'conflict',
  'statement.too-many-waiting': 'busy',
  'statement.twice': 'conflict',
  'statement.rule-unknown': 'invalid',
  'statement.withdrawn': 'conflict',
  'statement.decided': 'conflict',
  'voice.settled': 'conflict',
  'voice.not-held': 'conflict',
  'result.missing': 'missing',
  'export.aggregates-only': 'forbidden',
  'export.not-yet': 'conflict',
  'export.missing': 'missing',
} as const

export const no = refusing(refusals)
