import { randomUUID } from 'node:crypto'
import type { Inputs } from './matrix.ts'
import type { Stage } from './stage.ts'
import { NOTE, OFFER, QUESTION, WRITTEN } from './stage-library.ts'
import { dayIn } from '../days.ts'

const practice = ({ shelf }: Stage) => ({ entry: shelf.practice })
const pair = ({ shelf }: Stage) => ({ assist: shelf.paired, body: shelf.unit })
const offer = ({ shelf }: Stage) => ({ assist: shelf.offered, body: shelf.unit })
const FRENCH = { title: 'Une école', summary: 'Pour tous.', words: { did: 'A', when: 'B', whom: 'C', came: 'D' } }

export const LIBRARY: Inputs = {
  'library.list': () => ({}),
  'library.read': practice,
  'library.read (one that waits)': ({ shelf }) => ({ entry: shelf.proposed }),
  'library.versions': practice,
  'library.export': () => ({}),
  'library.proposals': () => ({}),
  'library.mine': () => ({}),
  'library.keepers': () => ({}),
  'library.draft (in one’s own name)': () => ({ ...WRITTEN, kind: 'practice', language: 'en', sending: randomUUID() }),
  'library.draft (in the name of a body)': ({ shelf }) => ({
    ...{ ...WRITTEN, kind: 'practice', language: 'en', sending: randomUUID(), body: shelf.lyon },
  }),
  'library.write': (stage) => ({ ...practice(stage), ...WRITTEN, follows: 2 }),
  'library.restore-version': (stage) => ({ ...practice(stage), version: 1, follows: 2 }),
  'library.propose': ({ shelf }) => ({ entry: shelf.draft }),
  'library.decide': ({ shelf }) => ({ entry: shelf.proposed, version: 1, outcome: 'published', language: 'en' }),
  'library.confirm': practice,
  'library.archive': practice,
  'library.restore': ({ shelf }) => ({ entry: shelf.archived }),
  'library.discard': ({ shelf }) => ({ entry: shelf.draft }),
  'library.translate': (stage) => ({ ...practice(stage), ...FRENCH, language: 'fr', follows: 2, translator: 'person' }),
  'library.confirm-translation': (stage) => ({ ...practice(stage), language: 'fr' }),
  'library.tell-trial': (stage) => ({
    ...{ ...practice(stage), body: stage.shelf.unit, outcome: 'failed', year: 2025, text: 'Nobody came.', language: 'en' },
  }),
  'library.withdraw-trial': (stage) => ({ ...practice(stage), body: stage.shelf.unit }),
  'library.name-keeper': ({ callers }) => ({ person: callers.Samir.actor.person }),
  'library.dismiss-keeper': ({ callers }) => ({ person: callers.Samir.actor.person }),
  'library.hide': (stage) => ({ ...practice(stage), rule: 'no-attack' }),
  'library.show': practice,
  'library.assists': () => ({}),
  'library.read-assist': ({ shelf }) => ({ assist: shelf.assist }),
  'library.ask-peers': ({ hub, shelf }) => ({ ...QUESTION, body: shelf.lyon, until: dayIn(hub, 20), sending: randomUUID() }),
  'library.close-assist': ({ shelf }) => ({ assist: shelf.assist, reason: 'helped' }),
  'library.offer-help': ({ shelf }) => ({ ...OFFER, assist: shelf.assist, body: shelf.unit }),
  'library.decide-offer': (stage) => ({ ...offer(stage), outcome: 'paired' }),
  'library.withdraw-offer': offer,
  'library.schedule-meeting': (stage) => ({
    ...{ ...pair(stage), startsAt: `${dayIn(stage.hub, 3)}T18:00:00Z`, minutes: 60, place: 'By telephone' },
  }),
  'library.record-meeting': (stage) => ({ ...pair(stage), held: true }),
  'library.write-note': (stage) => ({ ...pair(stage), ...NOTE, follows: 1 }),
  'library.confirm-note': (stage) => ({ ...pair(stage), version: 1 }),
  'library.hide-assist': ({ shelf }) => ({ assist: shelf.assist, rule: 'no-attack' }),
  'library.show-assist': ({ shelf }) => ({ assist: shelf.assist }),
  'library.archive-overdue': () => ({}),
  'library.release-person': ({ callers }) => ({ person: callers.Mai.actor.person }),
}
