import { randomUUID } from 'node:crypto'
import type { Actor } from '../../core/actor.ts'
import { FIRST_ORDERING } from '../../modules/following/queries/state.ts'
import { cork, ITEM } from '../abroad.ts'
import { LYON } from '../cast.ts'
import { doAsHub } from '../dialogues.ts'
import type { Hub } from '../hub.ts'
import { callAs, type Call } from '../rights/callers.ts'
import { CONTACT } from '../rights/stage-contacts.ts'
import { ENTRY } from '../rights/stage-directory.ts'
import { NOTE, OFFER, QUESTION, WRITTEN } from '../rights/stage-library.ts'
import { MANDATE } from '../rights/stage-voices.ts'
import { lyonOf, NAMING } from '../voices.ts'
import { dayIn } from '../days.ts'
import { doAs } from '../deeds.ts'

type Made = { readonly id: string }
const FRENCH = { title: 'Une école', summary: 'Pour tous.', words: { did: 'A', when: 'B', whom: 'C', came: 'D' }, translator: 'person' }

/** Between summits: the library, the directory, and answering for others, by a steward of Lyon who convenes for the department. */
export async function liveAtHome(hub: Hub, actor: Actor): Promise<void> {
  const call = callAs(hub, actor)
  await call('directory.write-entry', { body: LYON, ...ENTRY })
  await call('following.make-recipe', {
    sent: randomUUID(),
    title: 'Health',
    language: 'en',
    subjects: ['topic:health'],
    ordering: FIRST_ORDERING,
  })
  await write(hub, call, actor)
  await helpPeers(hub, call)
  await answerForOthers(hub, call)
}

/** A practice of Lyon in two languages, what the department made of it, and the office of a keeper. */
async function write(hub: Hub, call: Call, { person }: Actor): Promise<void> {
  const { lyon, unit } = hub.cast.bodies
  const words = { ...WRITTEN, kind: 'practice', language: 'en', body: lyon, sending: randomUUID() }
  const { id: entry } = await call<Made>('library.draft', words)
  await call('library.propose', { entry })
  await call('library.translate', { ...FRENCH, entry, language: 'fr', follows: 1 })
  await call('library.tell-trial', { entry, body: unit, outcome: 'failed', year: 2025, text: 'Nobody came.', language: 'en' })
  await doAsHub(hub, 'library.name-keeper', { person })
}

/** On both sides of a pair. */
async function helpPeers(hub: Hub, call: Call): Promise<void> {
  const { lyon, unit } = hub.cast.bodies
  const { id: assist } = await call<Made>('library.ask-peers', { ...QUESTION, body: lyon, until: dayIn(hub, 20), sending: randomUUID() })
  const pair = { assist, body: unit }
  await call('library.offer-help', { ...OFFER, ...pair })
  await call('library.decide-offer', { ...pair, outcome: 'paired' })
  await call('library.schedule-meeting', { ...pair, startsAt: `${dayIn(hub, 3)}T18:00:00Z`, minutes: 60, place: 'By telephone' })
  const at = new Date(hub.runner.outside.now().getTime() - 86_400_000)
  await hub.db.updateTable('assist_meeting').set({ starts_at: at }).where('assist_id', '=', assist).execute()
  await call('library.write-note', { ...pair, ...NOTE, follows: 0 })
}

/** Named as a contact, with a question taken. */
async function answerForOthers(hub: Hub, call: Call): Promise<void> {
  const sent = { sort: 'body', subject: hub.cast.bodies.lyon, sending: randomUUID(), ...CONTACT }
  const { link } = await call<{ readonly link: string }>('contacts.name', sent)
  await call('contacts.accept', { link })
  const asked = { sending: randomUUID(), words: 'How do I register?', language: 'en', way: 'page', path: `/bodies/${LYON}` }
  const { id: question } = await doAsHub<Made>(hub, 'contacts.ask', asked)
  await call('contacts.take', { question })
}

async function lookAfterCork(hub: Hub, call: Call, { person }: Actor): Promise<void> {
  const place = await cork(hub)
  await call('abroad.ask-stewardship', { place, words: 'I live there.' })
  await doAsHub(hub, 'abroad.appoint-steward', { place, person })
  await call('abroad.review-page', { place })
  const { id: item } = await call<Made>('abroad.propose-item', { sending: randomUUID(), place, ...ITEM })
  const stands = await hub.db.selectFrom('abroad_item').select('state').where('id', '=', item).executeTakeFirstOrThrow()
  if (stands.state === 'proposed') await call('abroad.publish-item', { item })
  await call('abroad.correct-item', { item, ...ITEM, title: 'Help with all papers' })
  await call('abroad.write-translation', { item, language: 'fr', title: 'De l’aide', text: 'Le mardi.' })
  await call('abroad.send-remark', { sending: randomUUID(), item, sort: 'wrong', words: '', language: 'en' })
}

/** Trusted with voices, with a mandate and with a page: before any office of a state, for whose holders there is none of it, or not alone. */
export async function beTrusted(hub: Hub, actor: Actor): Promise<void> {
  const [call, { person }] = [callAs(hub, actor), actor]
  await doAs(hub, 'idrissa', 'voices.name-intermediary', { ...NAMING, namer: lyonOf(hub), person, termEnds: dayIn(hub, 300) })
  const learnt = { training: 'Two days', trainedOn: dayIn(hub, -40), listed: true }
  await call('voices.answer-naming', { serve: true, ...learnt })
  const until = { startsOn: dayIn(hub, 0), feedbackOn: dayIn(hub, 10), endsOn: dayIn(hub, 20) }
  const { id: mandate } = await doAs<Made>(hub, 'idrissa', 'voices.give-mandate', {
    ...MANDATE,
    ...until,
    giver: lyonOf(hub),
    holder: person,
  })
  await call('voices.accept-mandate', { mandate })
  await lookAfterCork(hub, call, actor)
}
