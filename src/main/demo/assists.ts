import { CITY, FIRM, HOME_TOWN, HOUSE } from './bodies.ts'
import { type Staff, type Stage, timeAgo, dayIn } from './stage.ts'

const OPEN = {
  question: 'Comment accueillez-vous des enfants qui reviennent en milieu d’année ?',
  context:
    'Douze enfants sont revenus à Port-Liane depuis janvier. Les écoles les prennent, mais personne ne parle avec eux de ce qu’ils ont laissé.',
  tried: 'Un livret pour les parents. Peu l’ont lu.',
}
const OPEN_OFFER = {
  who: 'Les deux institutrices de l’école du samedi',
  available: 'Les mercredis, en ligne, 18 h à Nantes',
  lived: 'Chez nous c’est l’inverse : ils arrivent. Un enfant plus grand montre l’école pendant une semaine, et le livret vient après.',
}
const PAIRED = {
  question: 'How do you keep accounts in common without wearing out the treasurer?',
  context: 'Nine associations share one account with us. Each month one person chases forty receipts.',
  tried: 'A shared table. Everybody wrote in it in their own way.',
}
const PAIRED_OFFER = {
  who: 'Our bookkeeper, and the one before her',
  available: 'Friday mornings',
  lived: 'We lost a year to this. What helped was to refuse what comes late, kindly and always.',
}
const NOTE = {
  title: 'One envelope a month, and a day after which nothing is paid',
  did: 'Each association hands in **one envelope** a month, with a cover sheet of five lines. What comes after the tenth is paid in the month after.',
  came: 'After three months the treasurer needs two evenings instead of nine.',
  failed: 'Two associations were angry at first. We would have told them three months before, and not three weeks.',
}
const ASK = { languages: ['fr', 'en'], audience: 'everybody' }

/** Bodies that ask bodies: one question is open, one pair has met, and what came of it stands in the library. */
export async function playAssists(stage: Stage, staff: ReadonlyMap<string, Staff>): Promise<void> {
  const [city, home, house, firm] = [CITY, HOME_TOWN, HOUSE, FIRM].map((slug) => staff.get(slug))
  if (city === undefined || home === undefined || house === undefined || firm === undefined) return
  const at = (daysAgo: number, hours = 9) => timeAgo(stage, daysAgo, hours)
  const ask = async (number: number, by: Staff, words: object, daysAgo: number) => {
    const sending = `00000000-0000-4000-8000-00000000a00${number}`
    const asked = { ...ASK, ...words, body: by.bodyId, sending, until: dayIn(stage, 20 - daysAgo + 14) }
    return (await stage.call<{ id: string }>('library.ask-peers', asked, { actor: by.convener, at: at(daysAgo) })).id
  }
  const open = await ask(1, city, { ...OPEN, language: 'fr', kinds: ['call', 'documents'] }, 6)
  await stage.call(
    'library.offer-help',
    { assist: open, body: home.bodyId, ...OPEN_OFFER, language: 'fr' },
    { actor: home.convener, at: at(3) },
  )
  const assist = await ask(2, house, { ...PAIRED, language: 'en', kinds: ['call'] }, 33)
  const between = { assist, body: firm.bodyId }
  const [helper, asker] = [firm.convener, house.convener]
  await stage.call('library.offer-help', { ...between, ...PAIRED_OFFER, language: 'en' }, { actor: helper, at: at(31) })
  await stage.call('library.decide-offer', { ...between, outcome: 'paired' }, { actor: asker, at: at(30) })
  const meeting = { startsAt: at(26).toISOString(), minutes: 60, place: 'https://meet.example/accounts' }
  await stage.call('library.schedule-meeting', { ...between, ...meeting }, { actor: helper, at: at(29) })
  await stage.call('library.record-meeting', { ...between, held: true }, { actor: asker, at: at(25) })
  await stage.call('library.write-note', { ...between, follows: 0, ...NOTE, language: 'en' }, { actor: helper, at: at(24) })
  for (const actor of [helper, asker]) await stage.call('library.confirm-note', { ...between, version: 1 }, { actor, at: at(22) })
}

/** What of it is French. */
export const assistTexts = (): readonly string[] => [...Object.values(OPEN), ...Object.values(OPEN_OFFER)]
