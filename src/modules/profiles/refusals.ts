import { refusing } from '#base'

export const refusals = {
  'card.missing': 'missing',
  'card.under-18': 'conflict',
  'facet.too-wide': 'conflict',
  'facet.residence-young': 'conflict',
  'facet.under-18': 'conflict',
  'consent.needed': 'invalid',
  'consent.outdated': 'conflict',
  'consent.missing': 'missing',
  'hiding.own': 'conflict',
  'hiding.no-body': 'missing',
  'hiding.too-many': 'conflict',
  'hiding.missing': 'missing',
} as const

export const no = refusing(refusals)
