import { refusing } from '#base'

export const refusals = {
  'registration.edition-missing': 'missing',
  'registration.none': 'missing',
  'registration.called-off': 'conflict',
  'registration.not-open': 'conflict',
  'registration.closed': 'conflict',
  'registration.other-name': 'conflict',
  'registration.declined': 'conflict',
  'registration.full': 'conflict',
  'registration.not-offered': 'conflict',
  'registration.not-yours': 'missing',
  'registration.not-confirmed': 'conflict',
  'registration.missing': 'missing',
  'registration.decided': 'conflict',
  'registration.answers-gone': 'conflict',
  'registration.organisers-only': 'forbidden',
  'registration.too-many-questions': 'conflict',
  'registration-question.missing': 'missing',
  'ticket.unknown': 'conflict',
  'ticket.not-confirmed': 'conflict',
  'check-in.link-over': 'missing',
  'check-in.not-there': 'missing',
  'agenda.session-missing': 'missing',
  'agenda.feed-missing': 'missing',
} as const

export const no = refusing(refusals)
