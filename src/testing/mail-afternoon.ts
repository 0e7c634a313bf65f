import { elementsOf, formsAmong } from './attack/harvest.ts'
import type { CastName } from './cast.ts'
import { stageCommunity } from './communities.ts'
import { MEETING, SLOT, stageEvent } from './events.ts'
import type { Hub } from './hub.ts'
import { OFFER, QUESTION } from './rights/stage-library.ts'
import { stagePulse } from './rights/stage-pulse.ts'
import { MANDATE } from './rights/stage-voices.ts'
import { lyonOf, NAMING, personOf } from './voices.ts'
import { doAs } from './deeds.ts'
import { dayIn } from './days.ts'
import { callerOf } from './rights/callers.ts'

/** Who of the cast reads in which language here. */
export const READS = { mai: 'ar', idrissa: 'fr', niamh: 'en', samir: 'ar', aoife: 'fr', gift: 'en' } as const
export type ReaderName = keyof typeof READS

/** A day of March, which begins where the tests begin. */
export const at = (day: number, hour: number, minute = 0): Date => new Date(Date.UTC(2026, 2, day, hour, minute))
/** The day of events that nobody is reminded of here. */
export const LATER = '2026-03-20'

export type Staged = Awaited<ReturnType<typeof stageAfternoon>>

/** Of whose ids and names no letter may say anything: one afternoon in the open, and in a community that nobody may know of. */
export async function stageAfternoon(hub: Hub) {
  await chooseLetters(hub)
  hub.setNow(at(1, 13))
  const [choir, hidden, met, held] = [await inTheOpen(hub), await inHiding(hub), await meetings(hub), await inOffice(hub)]
  hub.setNow(at(1, 16))
  const when = { day: '2026-03-11', time: '19:00', minutes: 120 }
  await doAs(hub, 'idrissa', 'events.change-date', { event: hidden.moved, slot: SLOT, when, reason: 'Zaffre rain', language: 'en' })
  await doAs(hub, 'idrissa', 'events.call-off', { event: met.off, reason: 'The hall is closed.', language: 'en' })
  return { choir, hidden, ...met, ...held }
}

const uuidOf = (hub: Hub): string => hub.runner.outside.uuid()

async function chooseLetters(hub: Hub): Promise<void> {
  const choose = (who: CastName, letters: readonly string[], more: object = {}) =>
    doAs(hub, who, 'notices.choose-letters', { letters, ...more })
  const all = ['decision', 'answer-due', 'event', 'community', 'my-contribution', 'followed']
  await choose('mai', all, { hour: 20 })
  await choose('idrissa', all)
  await choose('niamh', all, { titles: true, hour: 20 })
  await choose('samir', ['event'], { quiet: { from: 15, to: 18 } })
  // Friday, nine o'clock there.
  await choose('aoife', ['followed'], { weekday: 5, hour: 9, zone: 'America/Toronto' })
  await choose('gift', ['answer-due'], { hour: 18, zone: 'Asia/Tokyo', quiet: { from: 17, to: 20 } })
}

async function inTheOpen(hub: Hub): Promise<{ readonly id: string; readonly slug: string }> {
  const choir = await stageCommunity(hub, 'idrissa', { access: 'request' })
  await doAs(hub, 'niamh', 'communities.request', { community: choir.id, answers: [] })
  const town = await stageCommunity(hub, 'gift', { slug: 'town-choir', name: 'Choir of the town' })
  const said = { community: town.id, text: 'We meet in one hall.', language: 'en' }
  await doAs(hub, 'gift', 'ties.propose', { ...said, sending: uuidOf(hub), other: choir.slug, sort: 'holds' })
  await doAs(hub, 'gift', 'ties.propose-merger', { ...said, sending: uuidOf(hub), into: choir.slug })
  return choir
}

/** Mai comes by the link of an invitation, as a browser does it. */
async function inHiding(hub: Hub) {
  const asked = { access: 'hidden', readable: 'members', name: 'Zaffre Lantern', slug: 'zaffre-lantern' } as const
  const { id: community, slug } = await stageCommunity(hub, 'idrissa', asked)
  const inviting = { community, sentence: 'It is me.', uses: 1 }
  const { path } = await doAs<{ path: string }>(hub, 'idrissa', 'communities.invite', inviting)
  const mai = hub.as('mai', READS.mai)
  const form = formsAmong(elementsOf(await (await mai.get(path)).text())).find(({ action }) => action.endsWith(path))
  if (form === undefined || (await mai.post(path, { ...hiddenOf(form), accepted: 'on' })).status !== 303)
    throw new Error('the link of an invitation leads in')
  const member = await memberOf(hub, community)
  await doAs(hub, 'idrissa', 'communities.offer-role', { community, member, role: 'facilitator' })
  const words = { community, language: 'en', media: [] }
  const first = { ...words, sending: uuidOf(hub), title: 'Zaffre title', text: 'Zaffre words' }
  const { id: post } = await doAs<{ id: string }>(hub, 'mai', 'posts.write', first)
  await doAs(hub, 'idrissa', 'posts.write', { ...words, sending: uuidOf(hub), thread: post, text: 'Zaffre reply' })
  const text = { language: 'en', title: 'Zaffre evening', text: 'Zaffre songs', venue: 'Zaffre hall' }
  const moved = await stageEvent(hub, 'idrissa', { sort: 'community', id: community }, { text })
  await doAs(hub, 'mai', 'events.answer', { event: moved, slot: SLOT, sending: uuidOf(hub), answer: 'yes', remind: 'none' })
  return { id: community, slug, member, post, moved }
}

/** Who belongs there and looks after nothing yet. */
export async function memberOf(hub: Hub, community: string): Promise<string> {
  const of = hub.db.selectFrom('community_member').select('id').where('community_id', '=', community)
  return (await of.where('role', '=', 'member').executeTakeFirstOrThrow()).id
}

async function meetings(hub: Hub) {
  const lyon = { sort: 'body', id: hub.cast.bodies.lyon } as const
  const answer = async (who: CastName, event: string, more: object = {}) =>
    doAs(hub, who, 'events.answer', { event, slot: SLOT, sending: uuidOf(hub), answer: 'yes', remind: 'none', ...more })
  const [off, near] = [await stageEvent(hub, 'idrissa', lyon), await stageEvent(hub, 'idrissa', lyon)]
  const later = await stageEvent(hub, 'idrissa', lyon, { when: { ...MEETING.when, day: LATER } })
  for (const who of ['niamh', 'idrissa'] as const) await answer(who, off, { answer: 'maybe' })
  for (const who of ['niamh', 'samir'] as const) await answer(who, near, { remind: 'hours' })
  await answer('niamh', later, { slot: LATER })
  return { off, near, later }
}

async function inOffice(hub: Hub) {
  const { unit, lyon } = hub.cast.bodies
  const naming = { ...NAMING, namer: lyonOf(hub), person: personOf(hub, 'gift'), termEnds: dayIn(hub, 200) }
  await doAs(hub, 'idrissa', 'voices.name-intermediary', naming)
  const given = { ...MANDATE, giver: lyonOf(hub), holder: personOf(hub, 'niamh') }
  const { id: mandate } = await doAs<{ id: string }>(hub, 'idrissa', 'voices.give-mandate', given)
  const asked = { ...QUESTION, body: lyon, until: dayIn(hub, 20), sending: uuidOf(hub) }
  const { id: assist } = await doAs<{ id: string }>(hub, 'idrissa', 'library.ask-peers', asked)
  await doAs(hub, 'aoife', 'library.offer-help', { ...OFFER, assist, body: unit })
  const { call } = await stagePulse(hub, { Idrissa: callerOf(hub.cast, 'idrissa') })
  for (const who of ['mai', 'niamh', 'aoife'] as const) await doAs(hub, who, 'following.follow', { sort: 'topic', id: 'health' })
  return { mandate, assist, call }
}

type Form = ReturnType<typeof formsAmong>[number]

/** What a form carries by itself. */
export const hiddenOf = ({ fields }: Form): Record<string, string> =>
  Object.fromEntries(fields.flatMap(({ name, type, value }) => (type === 'hidden' ? [[name, value]] : [])))

/** What a reader does: links, each on the page before, and a form on the last. */
export type Press = {
  readonly via?: readonly RegExp[]
  readonly form: RegExp
  readonly give?: Readonly<Record<string, string>>
}

type Kind = { readonly who: ReaderName; readonly says: string; readonly then: (of: Staged) => Press | { readonly shows: string } }

/** What each letter says, and what its reader then does or reads. */
export const KINDS: readonly Kind[] = [
  {
    who: 'idrissa',
    says: 'news.communities.request-waits',
    then: ({ choir: { slug } }) => ({
      via: [new RegExp(`/communities/${slug}/desk$`)],
      form: /\/requests\//,
      give: { outcome: 'accepted', reason: '' },
    }),
  },
  {
    who: 'idrissa',
    says: 'news.ties.asked',
    then: ({ choir: { slug } }) => ({
      via: [new RegExp(`/communities/${slug}$`), /\/ties$/],
      form: /\/ties\/[^/]+\/answer$/,
      give: { accepts: 'yes', text: 'Yes.', language: 'en' },
    }),
  },
  {
    who: 'idrissa',
    says: 'news.ties.same',
    then: ({ choir: { slug } }) => ({
      via: [new RegExp(`/communities/${slug}$`), /\/ties$/],
      form: /\/mergers\/[^/]+\/answer$/,
      give: { agrees: 'no' },
    }),
  },
  { who: 'idrissa', says: 'news.assist.offered', then: () => ({ form: /\/decision$/ }) },
  { who: 'idrissa', says: 'news.events.called-off', then: () => ({ shows: 'The hall is closed.' }) },
  {
    who: 'mai',
    says: 'news.communities.offered',
    then: ({ hidden: { slug } }) => ({ via: [new RegExp(`/communities/${slug}/members$`)], form: /\/offer$/ }),
  },
  { who: 'mai', says: 'news.posts.replied', then: () => ({ shows: 'Zaffre reply' }) },
  {
    who: 'mai',
    says: 'news.events.moved',
    then: ({ hidden: { moved } }) => ({
      form: new RegExp(`/events/${moved}/dates/[^/]+/answers$`),
      give: { answer: 'no', people: '1', way: 'there', remind: 'none' },
    }),
  },
  {
    who: 'gift',
    says: 'news.voices.asked',
    then: () => ({ form: /\/serving$/, give: { serve: 'yes', training: 'Two days', trainedOn: '2026-01-20' } }),
  },
  { who: 'niamh', says: 'news.voices.mandate', then: () => ({ form: /\/acceptance$/ }) },
]
