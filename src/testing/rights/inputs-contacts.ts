import { randomUUID } from 'node:crypto'
import { NOBODY } from './callers.ts'
import type { Inputs } from './matrix.ts'
import { CONTACT, contactOfLyon, openNaming, questionToLyon } from './stage-contacts.ts'
import { dayIn } from '../days.ts'

export const CONTACTS: Inputs = {
  'contacts.read': () => ({ path: '/' }),
  'contacts.name (of a body)': ({ hub }) => ({ sort: 'body', subject: hub.cast.bodies.lyon, sending: randomUUID(), ...CONTACT }),
  'contacts.name (of the hub)': () => ({ sort: 'hub', sending: randomUUID(), ...CONTACT }),
  'contacts.name (of an event)': ({ events }) => ({ sort: 'event', subject: events.event, sending: randomUUID(), ...CONTACT }),
  'contacts.helped': () => ({}),
  'contacts.keep-entry': ({ hub }) => ({
    sending: randomUUID(),
    day: dayIn(hub, 0),
    kind: 'event',
    number: 3,
  }),
  'contacts.discard-entry': () => ({ entry: NOBODY }),
  'contacts.accept': async (stage) => {
    // Idrissa is named there already.
    await contactOfLyon(stage)
    return { link: (await openNaming(stage)).link }
  },
  'contacts.confirm': async (stage) => ({ contact: await contactOfLyon(stage) }),
  'contacts.end': async (stage) => ({ contact: await contactOfLyon(stage) }),
  'contacts.ask': () => ({ sending: randomUUID(), words: 'How?', language: 'en', way: 'page' }),
  'contacts.desk': () => ({}),
  'contacts.take': async (stage) => ({ question: (await questionToLyon(stage)).id }),
  'contacts.note': async (stage) => ({ question: (await questionToLyon(stage)).id, note: 'Called once' }),
  'contacts.close': async (stage) => ({ question: (await questionToLyon(stage)).id, answer: 'By the form.' }),
  'contacts.forward': async (stage) => ({ question: (await questionToLyon(stage)).id }),
  'contacts.withdraw': async (stage) => ({ link: (await questionToLyon(stage)).link }),
  'contacts.forget': () => ({}),
  'contacts.release-person': () => ({ person: NOBODY }),
  'contacts.renew-secrets': () => ({}),
}
