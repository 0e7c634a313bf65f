import { refusing } from '#base'

export const refusals = {
  'abroad.place-missing': 'missing',
  'abroad.item-missing': 'missing',
  'abroad.remark-missing': 'missing',
  'abroad.version-missing': 'missing',
  'abroad.stewards-only': 'forbidden',
  'abroad.tending-only': 'forbidden',
  'abroad.appointers-only': 'forbidden',
  'abroad.adding-only': 'forbidden',
  'abroad.state-alone': 'forbidden',
  'abroad.state-second': 'conflict',
  'abroad.ask-as-official': 'conflict',
  'abroad.steward-missing': 'missing',
  'abroad.steward-already': 'conflict',
  'abroad.young': 'conflict',
  'abroad.taken': 'conflict',
  'abroad.not-taken': 'conflict',
  'abroad.body-missing': 'invalid',
  'abroad.no-office': 'invalid',
  'abroad.not-proposed': 'conflict',
  'abroad.not-published': 'conflict',
  'abroad.answered': 'conflict',
  'abroad.enough-waiting': 'busy',
  'abroad.text-missing': 'missing',
  'abroad.not-moved': 'conflict',
  'abroad.town-known': 'conflict',
  'abroad.moderators-only': 'forbidden',
  'abroad.rule-unknown': 'invalid',
  'abroad.csv-broken': 'invalid',
} as const

export const no = refusing(refusals)
