import { randomUUID } from 'node:crypto'
import { AGREED, CHECKED, lyonOf, NAMING, personOf, WRITTEN } from '../voices.ts'
import type { Inputs } from './matrix.ts'
import { MANDATE } from './stage-voices.ts'
import { doAs } from '../deeds.ts'

export const VOICES: Inputs = {
  'voices.list': () => ({}),
  'voices.read': ({ heard }) => ({ testimony: heard.testimony }),
  'voices.mandates': () => ({}),
  'voices.read-mandate': ({ heard }) => ({ mandate: heard.mandate }),
  'voices.read-mandate (that is only offered)': ({ heard }) => ({ mandate: heard.offered }),
  'voices.name-intermediary': ({ hub }) => ({ ...NAMING, namer: lyonOf(hub), person: personOf(hub, 'niamh'), termEnds: '2027-01-01' }),
  'voices.end-naming': ({ hub, heard }) => ({ namer: lyonOf(hub), intermediary: heard.intermediary }),
  'voices.answer-naming': () => ({ serve: true }),
  'voices.make-code': () => ({ slip: 'fr' }),
  'voices.replace-code': ({ heard }) => ({ voice: heard.written.voice }),
  'voices.write': ({ heard }) => ({ ...WRITTEN, voice: heard.written.voice }),
  'voices.submit': ({ hub, heard }) => ({ ...AGREED, voice: heard.written.voice, checked: CHECKED, reader: personOf(hub, 'gift') }),
  'voices.answer-reading': ({ heard }) => ({ voice: heard.reading.voice, clear: true }),
  'voices.publish-due': () => ({}),
  'voices.correct (by the code)': ({ heard }) => ({ code: heard.published.code, title: 'A title', text: 'Other words.' }),
  'voices.choose-terms (by the code)': ({ heard }) => ({
    ...{ code: heard.published.code, quoted: false, translated: true, placed: true, described: true },
  }),
  'voices.withdraw (by the code)': ({ heard }) => ({ code: heard.published.code }),
  'voices.withdraw-kept': ({ heard }) => ({ voice: heard.written.voice }),
  'voices.hide': ({ heard }) => ({ testimony: heard.testimony, rule: 'no-attack' }),
  'voices.show': ({ heard }) => ({ testimony: heard.testimony }),
  'voices.give-mandate': ({ hub }) => ({ ...MANDATE, giver: lyonOf(hub), holder: personOf(hub, 'niamh') }),
  'voices.give-mandate (of a group that stays unnamed)': ({ hub }) => ({
    ...{ ...MANDATE, giver: { ...lyonOf(hub), sort: 'unnamed' }, holder: personOf(hub, 'niamh') },
  }),
  'voices.accept-mandate': ({ heard }) => ({ mandate: heard.offered }),
  'voices.withdraw-mandate': ({ heard }) => ({ mandate: heard.mandate }),
  'voices.report-mandate': ({ heard }) => ({ mandate: heard.mandate, sending: randomUUID(), text: 'I said it.', language: 'en' }),
  'voices.ask-mandate': ({ heard }) => ({ mandate: heard.mandate, sending: randomUUID(), text: 'And then?', language: 'en' }),
  'voices.answer-mandate': ({ heard }) => ({ mandate: heard.mandate, question: heard.question, answer: 'That it opens.' }),
  'voices.cast-ballot': ({ heard }) => ({ mandate: heard.asked, given: true }),
  'voices.close-votes': () => ({}),
  'voices.claim-mandate (taken back)': async ({ hub, spoken }) => {
    const said = { session: spoken.session, sending: randomUUID(), text: 'Mine.', language: 'en', choice: 'none' }
    const { path } = await doAs<{ path: string }>(hub, 'mai', 'interventions.write', said)
    return { about: path, mandate: null }
  },
  'voices.record-put': ({ heard }) => ({ voice: heard.published.voice, sort: 'dialogue', thing: '1' }),
  'voices.release-person': ({ callers }) => ({ person: callers.Mai.actor.person }),
  'voices.renew-secrets': () => ({}),
}
