import { MEETING } from '../events.ts'
import { NOBODY } from './callers.ts'
import type { Inputs } from './matrix.ts'
import type { Stage } from './stage.ts'

type Given = (stage: Stage) => object

const event: Given = ({ events }) => ({ event: events.event })
const date: Given = ({ events }) => ({ event: events.event, slot: events.slot })
const hidden: Given = ({ events }) => ({ event: events.hidden, slot: events.slot })
const held: Given = ({ events }) => ({ host: events.body, event: events.event })
const host: Given = ({ events }) => ({ host: { sort: 'body', id: events.body } })
const point: Given = (stage) => ({ ...date(stage), point: stage.events.point })
const sent: Given = ({ hub }) => ({ sending: hub.runner.outside.uuid() })
const { when: _when, zone: _zone, text, ...plan } = MEETING

const picture: Given = (stage) => ({ ...date(stage), picture: NOBODY })
const CLEANED = { sort: 'picture', whole: new Uint8Array(1) }

const calendar = ['BEGIN:VEVENT', 'SUMMARY:Walk', 'DTSTART:20260601T100000Z', 'END:VEVENT'].join('\n')

export const EVENTS: Inputs = {
  'events.list': () => ({}),
  'events.dates': event,
  'events.dates (of a hidden community)': (stage) => ({ event: stage.events.hidden }),
  'events.read': date,
  'events.read (of a hidden community)': hidden,
  'events.desk': date,
  'events.read-answer': ({ events }) => ({ link: events.link }),
  'events.my-calendar': () => ({}),
  'events.create': (stage) => ({ ...host(stage), ...sent(stage), ...MEETING }),
  'events.edit': (stage) => ({ ...event(stage), ...plan, text }),
  'events.check': event,
  'events.translate': (stage) => ({ ...event(stage), ...text, language: 'fr' }),
  'events.publish': ({ events }) => ({ event: events.draft }),
  'events.discard-draft': ({ events }) => ({ event: events.draft }),
  'events.call-off': (stage) => ({ ...event(stage), reason: 'The hall is closed', language: 'en' }),
  'events.change-date': (stage) => ({ ...date(stage), note: 'Bring a bowl', language: 'en' }),
  'events.add-date': ({ events }) => ({ event: events.feast, when: { ...MEETING.when, day: '2027-03-04' }, source: 'A calendar' }),
  'events.import': (stage) => ({ ...host(stage), calendar, zone: 'Europe/Dublin', language: 'en' }),
  'events.answer': (stage) => ({ ...date(stage), ...sent(stage), answer: 'maybe' }),
  'events.answer (of a hidden community)': (stage) => ({ ...hidden(stage), ...sent(stage), answer: 'maybe' }),
  'events.change-answer': ({ events }) => ({ link: events.link, answer: 'no' }),
  'events.withdraw-answer': ({ events }) => ({ link: events.link }),
  // No date has begun on the stage: whoever may is told that it is too soon.
  'events.record-door': date,
  'events.write-minutes': (stage) => ({ ...date(stage), text: 'We met.', language: 'en' }),
  'events.add-decision': (stage) => ({ ...date(stage), text: 'A kettle', who: 'The board', language: 'en', dueOn: '2026-04-01' }),
  'events.settle-decision': (stage) => ({ ...date(stage), number: 1, done: true }),
  'events.propose-point': (stage) => ({ ...date(stage), ...sent(stage), text: 'Chairs', language: 'en' }),
  'events.endorse-point': point,
  'events.answer-point': (stage) => ({ ...point(stage), taken: true, language: 'en' }),
  // A picture takes a date that has begun, and one is tried in the tests of the room.
  'events.add-picture': (stage) => ({ ...date(stage), ...sent(stage), cleaned: CLEANED, text: 'A table', language: 'en', nobody: true }),
  'events.consent-picture': (stage) => ({ ...picture(stage), agreed: true }),
  'events.ask-picture': picture,
  'events.decide-picture': (stage) => ({ ...picture(stage), stays: false }),
  'events.make-feed': () => ({}),
  'events.end-feed': () => ({}),
  'events.hide': (stage) => ({ ...held(stage), rule: 'no-advert' }),
  'events.show': held,
  'events.release-person': () => ({ person: NOBODY }),
  'events.renew-secrets': () => ({}),
}
