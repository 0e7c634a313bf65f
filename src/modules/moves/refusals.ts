import { refusing } from '#base'

export const refusals = {
  'move.space-missing': 'missing',
  'move.which-one': 'conflict',
  'move.missing': 'missing',
  'move.claim-missing': 'missing',
  'move.members-only': 'forbidden',
  'move.stewards-only': 'forbidden',
  'move.not-this-one': 'conflict',
  'move.announced-already': 'conflict',
  'move.too-early': 'conflict',
  'move.has-left': 'conflict',
  'move.not-exported': 'conflict',
  'move.still-running': 'conflict',
  'move.belongs-already': 'conflict',
  'move.busy': 'busy',
  'move.destination': 'invalid',
  'move.receipt-wrong': 'invalid',
  'move.file-missing': 'invalid',
  'move.file-there': 'conflict',
  'move.file-foreign': 'invalid',
  'move.file-newer': 'invalid',
  'move.file-passphrase': 'invalid',
  'move.file-damaged': 'invalid',
  'move.other-hub': 'conflict',
  'move.other-version': 'conflict',
  'move.here-already': 'conflict',
} as const

export const no = refusing(refusals)
