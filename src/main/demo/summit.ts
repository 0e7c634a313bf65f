import type { Actor } from '../../core/actor.ts'
import { HOME_TOWN, UNIT, WOMEN } from './bodies.ts'
import { playFloor } from './floor.ts'
import { byTheHub, DAY_MS, type Staff, type Stage } from './stage.ts'

type Words<Name extends string> = Readonly<Record<'fr' | 'en', Readonly<Record<Name, string>>>>

const SERIES: Words<'name' | 'summary'> = {
  fr: {
    name: 'Les Rencontres des îles',
    summary: 'Une fois par an, le Secrétariat invite celles et ceux de Tamarel qui vivent ailleurs, leurs associations et leurs amis.',
  },
  en: {
    name: 'The Meetings of the Islands',
    summary: 'Once a year the Secretariat invites Tamarelis who live elsewhere, their associations and their friends.',
  },
}

const PAST: Words<'name' | 'theme' | 'summary' | 'practical'> = {
  fr: {
    name: 'Rencontres de Port-Liane',
    theme: 'Rester en lien quand on vit loin',
    summary: 'La première édition s’est tenue à Port-Liane et en ligne.',
    practical: 'Les documents de la session sont restés à leur place.',
  },
  en: {
    name: 'The Port-Liane Meetings',
    theme: 'Staying in touch from far away',
    summary: 'The first edition was held in Port-Liane and online.',
    practical: 'The documents of the session are where they were.',
  },
}

const COMING: Words<'name' | 'theme' | 'summary' | 'practical'> = {
  fr: {
    name: 'Rencontres de Nantes',
    theme: 'Des outils qui rapprochent, des écoles qui transmettent',
    summary: 'Deux sessions en un jour, à Nantes et en ligne. Tout le monde peut lire le programme ; on s’inscrit pour venir.',
    practical:
      '### Venir\n\nTramway 1, arrêt Chantiers. La salle est au rez-de-chaussée.\n\n### Avec des enfants\n\nLes enfants sont les bienvenus ; une salle calme leur est ouverte.',
  },
  en: {
    name: 'The Nantes Meetings',
    theme: 'Tools that bring us closer, schools that pass things on',
    summary: 'Two sessions in one day, in Nantes and online. Everybody can read the programme; one registers to come.',
    practical:
      '### Getting there\n\nTram 1, stop Chantiers. The room is on the ground floor.\n\n### With children\n\nChildren are welcome; a quiet room is open for them.',
  },
}

type NoteWords = 'title' | 'overview' | 'scope' | 'method' | 'host'
type DemoNote = Words<NoteWords> & { readonly questions: Readonly<Record<'fr' | 'en', readonly string[]>> }

const LETTERS: DemoNote = {
  fr: {
    title: 'Ce que nous gardons les uns des autres',
    overview: 'Lettres, appels, visites : comment les familles de Tamarel restent-elles en lien ?',
    scope: 'Partager des habitudes qui tiennent, et ce qui les a interrompues.',
    method: 'Un accueil, un récit, une discussion.',
    host: 'Secrétariat aux Tamaréliens de l’étranger',
  },
  en: {
    title: 'What we keep of one another',
    overview: 'Letters, calls, visits: how do families of Tamarel stay in touch?',
    scope: 'To share habits that last, and what broke them off.',
    method: 'A welcome, a story, a discussion.',
    host: 'Secretariat for Tamarelis Abroad',
  },
  questions: {
    fr: ['Qu’est-ce qui vous relie aux îles ?', 'Qu’est-ce qui a rompu ce lien ?'],
    en: ['What ties you to the islands?', 'What broke that tie?'],
  },
}

const TOOLS: DemoNote = {
  fr: {
    title: 'Des outils numériques auxquels on peut se fier',
    overview: 'Où nous parlons-nous, et qui écoute ? La session prolonge le dialogue ouvert sur ce lieu.',
    scope: 'Choisir ensemble ce que nous attendons d’un outil, et dire ce qui a échoué.',
    method: 'L’hôte ouvre, une oratrice donne à penser, une organisation montre un exemple, puis la salle discute.',
    host: 'Secrétariat aux Tamaréliens de l’étranger',
  },
  en: {
    title: 'Digital tools that one can trust',
    overview: 'Where do we speak with one another, and who listens? The session goes on from the open dialogue of this hub.',
    scope: 'To choose together what we expect of a tool, and to say what failed.',
    method: 'The host opens, a speaker gives us something to think about, an organisation shows an example, then the room discusses.',
    host: 'Secretariat for Tamarelis Abroad',
  },
  questions: {
    fr: ['Qu’est-ce qui rend un outil sûr ?', 'Qui n’y trouve pas sa place ?', 'Qui devrait en répondre ?'],
    en: ['What makes a tool safe?', 'Who finds no place in it?', 'Who should answer for it?'],
  },
}

const SCHOOLS: DemoNote = {
  fr: {
    title: 'Les écoles du samedi, dix ans après',
    overview: 'Des écoles que des parents tiennent, sans bâtiment ni budget.',
    scope: 'Ce que les enfants en ont gardé, et ce qu’il leur manque.',
    method: 'Trois récits courts, puis des tables.',
    host: 'Les Enfants de Baie-Haute à Nantes',
  },
  en: {
    title: 'Saturday schools, ten years on',
    overview: 'Schools that parents run, without a building and without a budget.',
    scope: 'What the children kept of them, and what they lack.',
    method: 'Three short stories, then tables.',
    host: 'The Children of Baie-Haute in Nantes',
  },
  questions: {
    fr: ['Qu’en ont gardé les enfants ?', 'Que faut-il pour que cela dure ?'],
    en: ['What did the children keep of it?', 'What does it take to last?'],
  },
}

/** For the test of the texts of the demonstration. */
export const summitTexts = (language: 'fr' | 'en'): readonly string[] => [
  ...[SERIES, PAST, COMING].flatMap((words) => Object.values(words[language])),
  ...[LETTERS, TOOLS, SCHOOLS].flatMap((note) => [...Object.values(note[language]), ...note.questions[language]]),
]

/** What other rooms of the demonstration find here, by its place in the story. */
export type PlayedSummit = {
  readonly past: { readonly edition: string; readonly session: string }
  readonly coming: { readonly edition: string; readonly tools: string; readonly schools: string }
}

type Play = { readonly stage: Stage; readonly convener: Actor; readonly at: Date }

export const HELD_DAYS_AGO = 365

/** A series with last year’s edition, which was held, and this year’s, which is announced. */
export async function playSummit(stage: Stage, staff: ReadonlyMap<string, Staff>): Promise<PlayedSummit | null> {
  const [unit, town] = [staff.get(UNIT), staff.get(HOME_TOWN)]
  if (unit === undefined || town === undefined) return null
  const ago = (days: number) => new Date(stage.today.getTime() - days * DAY_MS)
  const play = (days: number): Play => ({ stage, convener: unit.convener, at: ago(days) })
  await stage.call(
    'gatherings.create-summit',
    { bodyId: unit.bodyId, slug: 'iles', texts: textsOf(SERIES) },
    byTheHub(ago(HELD_DAYS_AGO + 60)),
  )
  const past = await playPast(play(HELD_DAYS_AGO + 30))
  return { past, coming: await playComing(play(40), { town, women: staff.get(WOMEN) }) }
}

const textsOf = <Name extends string>(words: Words<Name>) => [
  { language: 'fr', ...words.fr },
  { language: 'en', ...words.en },
]

type Edition = { readonly id: string; readonly day: Date }

/** A day's edition; its address is its year. */
async function makeEdition(
  { stage, convener, at }: Play,
  words: typeof PAST,
  { day, zone }: { day: Date; zone: string },
): Promise<Edition> {
  const date = day.toISOString().slice(0, 10)
  const plan = { summit: 'iles', slug: date.slice(0, 4), languages: ['fr', 'en'], zone, startsOn: date, endsOn: date }
  const made = await stage.call<{ id: string }>('gatherings.create-edition', { ...plan, texts: textsOf(words) }, { actor: convener, at })
  return { id: made.id, day }
}

type Hours = { readonly from: number; readonly minutes: number; readonly placed?: boolean }

/** Hours are those of Greenwich. */
async function makeSession(
  { stage, convener, at }: Play,
  edition: Edition,
  note: DemoNote,
  { from, minutes, placed = false }: Hours,
): Promise<string> {
  const by = { actor: convener, at }
  const start = new Date(edition.day.getTime() + from * 3_600_000)
  const end = new Date(start.getTime() + minutes * 60_000)
  const { questions, fr, en } = note
  const times = { languages: ['fr', 'en'], startsAt: start.toISOString(), endsAt: end.toISOString() }
  const { id } = await stage.call<{ id: string }>(
    'gatherings.create-session',
    {
      ...{ edition: edition.id, ...times },
      note: { language: 'fr', ...fr, questions: questions.fr },
    },
    by,
  )
  await stage.call('gatherings.translate-note', { session: id, language: 'en', ...en, questions: questions.en, translator: 'person' }, by)
  if (placed) await stage.call('gatherings.edit-session', { session: id, ...times, place: 1, online: 2 }, by)
  return id
}

type Block = { readonly sort: string; readonly minutes: number; readonly fr?: string; readonly en?: string; readonly text?: string }

async function addBlocks({ stage, convener, at }: Play, session: string, blocks: readonly Block[]): Promise<readonly string[]> {
  const ids: string[] = []
  for (const { sort, minutes, fr = '', en, text = '' } of blocks) {
    const by = { actor: convener, at }
    const first = { language: 'fr', title: fr, summary: text }
    const { id } = await stage.call<{ id: string }>('gatherings.add-block', { session, sort, minutes, text: first }, by)
    if (en !== undefined)
      await stage.call('gatherings.write-block-text', { session, block: id, language: 'en', title: en, summary: '' }, by)
    ids.push(id)
  }
  return ids
}

/** Each deed at the hour at which it would have been done. */
async function playPast(play: Play): Promise<PlayedSummit['past']> {
  const { stage, convener } = play
  const held = new Date(stage.today.getTime() - HELD_DAYS_AGO * DAY_MS)
  const edition = await makeEdition(play, PAST, { day: held, zone: 'Indian/Mauritius' })
  const session = await makeSession(play, edition, LETTERS, { from: 6, minutes: 90 })
  const blocks = await addBlocks(play, session, [
    { sort: 'welcome', minutes: 10 },
    { sort: 'host', minutes: 20, fr: 'Vingt ans de lettres', en: 'Twenty years of letters', text: STORY },
    { sort: 'discussion', minutes: 60 },
  ])
  await stage.call('gatherings.announce-edition', { edition: edition.id }, { actor: convener, at: play.at })
  await stage.call('gatherings.announce-session', { session }, { actor: convener, at: play.at })
  const start = new Date(edition.day.getTime() + 6 * 3_600_000)
  const after = (minutes: number) => ({ actor: convener, at: new Date(start.getTime() + minutes * 60_000) })
  await stage.call('gatherings.open-session', { session }, after(2))
  for (const [index, minutes] of [3, 15, 41].entries())
    await stage.call('gatherings.begin-block', { session, block: blocks[index] }, after(minutes))
  await playFloor({ stage, session, block: blocks[1], convener, start })
  await stage.call('gatherings.close-session', { session }, after(96))
  return { edition: edition.id, session }
}

const STORY = [
  '### Comment cela a commencé',
  'Par une boîte aux lettres dans le hall du Secrétariat.',
  '### Ce qui n’a pas marché',
  'Une adresse unique pour tous : les lettres se perdaient.',
].join('\n\n')

type Others = { readonly town: Staff; readonly women: Staff | undefined }

async function playComing(play: Play, { town, women }: Others): Promise<PlayedSummit['coming']> {
  const { stage, convener, at } = play
  const by = { actor: convener, at }
  const edition = await makeEdition(play, COMING, { day: new Date(stage.today.getTime() + 30 * DAY_MS), zone: 'Europe/Paris' })
  await stage.call('gatherings.invite-host', { edition: edition.id, body: town.bodyId }, by)
  await stage.call('gatherings.confirm-host', { edition: edition.id, body: town.bodyId }, { actor: town.convener, at })
  for (const [index, venue] of VENUES.entries())
    await stage.call('gatherings.write-venue', { edition: edition.id, number: index + 1, language: 'fr', ...venue }, by)
  const tools = await makeSession(play, edition, TOOLS, { from: 8, minutes: 150, placed: true })
  const schools = await makeSession(play, edition, SCHOOLS, { from: 12, minutes: 90, placed: true })
  const [, , , example] = await addBlocks(play, tools, [
    { sort: 'welcome', minutes: 10 },
    { sort: 'host', minutes: 20, fr: 'Ce que le Secrétariat a essayé', en: 'What the Secretariat has tried' },
    { sort: 'keynote', minutes: 30, fr: 'La confiance ne se télécharge pas', en: 'Trust cannot be downloaded' },
    { sort: 'example', minutes: 20 },
    { sort: 'discussion', minutes: 60 },
    { sort: 'closing', minutes: 10 },
  ])
  await addBlocks(play, schools, [
    { sort: 'welcome', minutes: 10 },
    { sort: 'discussion', minutes: 70 },
    { sort: 'closing', minutes: 10 },
  ])
  await stage.call('gatherings.announce-edition', { edition: edition.id }, by)
  for (const session of [tools, schools]) await stage.call('gatherings.announce-session', { session }, by)
  const closesAt = new Date(stage.today.getTime() + 14 * DAY_MS).toISOString()
  const words =
    'Nous cherchons une organisation qui a choisi un outil et qui dit aussi ce qui a manqué. Quinze minutes, puis des questions.'
  await stage.call('gatherings.open-call', { session: tools, block: example, language: 'fr', words, closesAt }, by)
  if (women !== undefined) {
    const application = { session: tools, block: example, body: women.bodyId, language: 'fr', ...EXAMPLE }
    await stage.call('gatherings.apply-to-call', application, { actor: women.convener, at: new Date(at.getTime() + DAY_MS) })
  }
  return { edition: edition.id, tools, schools }
}

const VENUES = [
  {
    sort: 'place',
    name: 'Maison des associations',
    address: '2 quai des Chantiers, Nantes',
    access: 'Entrée de plain-pied, boucle magnétique dans la grande salle, salle calme au fond du couloir.',
  },
  { sort: 'online', name: 'Salle en ligne des Rencontres', link: 'https://salle.example/rencontres-nantes' },
]

const EXAMPLE = {
  speaker: 'Zineb Caradel',
  title: 'Un annuaire que nous pouvons éteindre',
  text: '### Le besoin\n\nNous trouver entre nous, sans liste qui traîne.\n\n### Ce qui n’a pas marché\n\nLa première version demandait trop.',
}
