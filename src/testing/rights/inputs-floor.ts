import { randomUUID } from 'node:crypto'
import type { Inputs } from './matrix.ts'

const asked = { text: 'And who decides?', language: 'en', naming: 'unnamed' }
const poll = { text: 'Which last?', language: 'en', sort: 'single', shows: 'closed', options: ['one', 'two'] }

export const FLOOR: Inputs = {
  'floor.read': ({ floor }) => ({ session: floor.session }),
  'floor.queue': ({ floor }) => ({ session: floor.session }),
  'floor.ask-question': ({ floor }) => ({ session: floor.session, id: randomUUID(), ...asked }),
  'floor.withdraw-question': ({ floor }) => ({ session: floor.session, question: floor.waiting }),
  'floor.give-voice': ({ floor }) => ({ session: floor.session, question: floor.shown, given: true }),
  'floor.decide-question': ({ floor }) => ({ session: floor.session, question: floor.waiting, decision: 'show' }),
  'floor.hide-question': ({ floor }) => ({ session: floor.session, question: floor.shown, rule: 'no-attack' }),
  'floor.restore-question': ({ floor }) => ({ session: floor.session, question: floor.hidden }),
  'floor.raise-hand': ({ floor }) => ({ session: floor.session, id: randomUUID(), label: 'Somebody', language: 'en' }),
  'floor.withdraw-hand': ({ floor }) => ({ session: floor.session, hand: floor.hand }),
  'floor.start-turn': ({ floor }) => ({ session: floor.session, id: randomUUID(), label: 'A guest', role: 'participant' }),
  'floor.stop-turn': ({ floor }) => ({ session: floor.session }),
  'floor.create-poll': ({ floor }) => ({ session: floor.session, id: randomUUID(), ...poll }),
  'floor.open-poll': ({ floor }) => ({ session: floor.session, poll: floor.draftPoll }),
  'floor.close-poll': ({ floor }) => ({ session: floor.session, poll: floor.openPoll }),
  'floor.answer-poll': ({ floor }) => ({ session: floor.session, poll: floor.openPoll, chosen: [1] }),
  'floor.file-table': ({ floor }) => ({
    session: floor.session,
    id: randomUUID(),
    number: 2,
    sat: 8,
    language: 'en',
    texts: [{ guiding: 1, text: 'We too.' }],
  }),
  'floor.withdraw-table': ({ floor }) => ({ session: floor.session, table: floor.table }),
  'floor.import-transcript': ({ floor }) => ({ session: floor.session, id: randomUUID(), language: 'en', source: '00:01 We began.' }),
  'floor.correct-line': ({ floor }) => ({ session: floor.session, transcript: floor.transcript, position: 0, text: 'We began late.' }),
  'floor.publish-transcript': ({ floor }) => ({ session: floor.session, transcript: floor.transcript }),
  'floor.discard-transcript': ({ floor }) => ({ session: floor.session, transcript: floor.transcript }),
  'floor.mark-extract': ({ floor }) => ({
    session: floor.session,
    id: randomUUID(),
    transcript: floor.quoted,
    position: 0,
    text: 'We began.',
  }),
  'floor.withdraw-extract': ({ floor }) => ({ session: floor.session, extract: floor.extract }),
  // No dialogue of this session runs: whoever may put something is told so.
  'floor.put-statement': ({ floor }) => ({
    session: floor.session,
    id: randomUUID(),
    question: floor.shown,
    place: 'none',
    text: 'It should be paid for.',
    language: 'en',
  }),
  'floor.record-put': ({ floor }) => ({
    ...{ session: floor.session, id: randomUUID(), question: floor.shown, place: 'none', text: 'It should be paid for.', language: 'en' },
    ...{ title: 'Tools', titleLanguage: 'en', placePath: '/dialogues/tools', path: '/dialogues/tools/statements/1' },
  }),
  'floor.close-floor': ({ floor }) => ({ session: floor.session }),
  'floor.release-person': ({ callers }) => ({ person: callers.Mai.actor.person }),
}
