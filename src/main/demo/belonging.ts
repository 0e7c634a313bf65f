import { theHub, type Actor } from '../../core/actor.ts'
import { CITY, FIRM, HOME_TOWN, HOUSE, UNIT, WOMEN } from './bodies.ts'
import { type Speaker, type Staff, type Stage, timeAgo, dayIn } from './stage.ts'
import type { Towns } from './abroad.ts'

/** Who belongs where and acts for what, by then. */
type Belonging = {
  readonly speakers: ReadonlyMap<string, Speaker>
  readonly staff: ReadonlyMap<string, Staff>
  readonly towns: Towns
  /** The communities of the demonstration, by their addresses. */
  readonly communities: ReadonlyMap<string, string>
}

/** One for each, and the same at each start. */
const sendingOf = (number: number): string => `00000000-0000-4000-8000-00000000b${String(number).padStart(3, '0')}`
const LIBRARY = 'une-bibliotheque-pour-baie-haute'
const CHOIR = 'choeur-de-baie-haute'
const SHORES = 'entre-deux-rives'

/** What communities aim at and are to one another, who can be asked, and who calls on whom. */
export async function playBelonging(stage: Stage, cast: Belonging): Promise<void> {
  await playPurposes(stage, cast)
  await playTies(stage, cast)
  await playContacts(stage, cast)
  await playCalls(stage, cast)
}

const CLOSED = {
  goal: 'Réunir les livres de dix familles',
  reachedWhen: 'Dix familles ont déposé au moins un carton.',
  ...{ unit: 'familles', target: 10, baseline: 0, measuredBy: 'Le cahier des dépôts', method: 'Un trait par famille, sans nom.' },
  steps: ['Écrire aux familles', 'Ouvrir la salle deux samedis'],
  risks: 'Des livres abîmés par l’humidité.',
}
const GATHERED = [
  { daysAgo: 50, amount: 5, step: 1, text: 'Cinq familles, le premier samedi.', source: 'Le cahier des dépôts' },
  { daysAgo: 43, amount: 2, step: 2, text: 'Deux de plus, le second. Il pleuvait.', source: 'Le cahier des dépôts' },
]
const CLOSING = {
  outcome: 'partly',
  reason: 'Sept familles sont venues, pas dix.',
  learned: 'Deux samedis ne suffisent pas, et personne ne porte un carton en tramway. Il aurait fallu une voiture dès le premier jour.',
  afterwards: 'another',
}
const OPEN = {
  goal: 'Trois cents livres pour enfants dans la bibliothèque de Baie-Haute',
  reachedWhen: 'Ils sont sur les rayons, et la bibliothécaire invitée à compter dit le nombre.',
  ...{
    unit: 'livres',
    target: 300,
    baseline: 40,
    measuredBy: 'La bibliothèque du village',
    method: 'Le cahier d’entrée, une fois par mois.',
  },
  steps: ['Recueillir à Nantes', 'Trier et emballer', 'Envoyer par bateau', 'Ranger avec les enfants'],
  risks: 'Le fret a doublé l’an dernier. Si le bateau de printemps est complet, nous envoyons en juin.',
}
const DONE = [
  { daysAgo: 24, amount: 60, step: 1, text: 'Deux cartons de l’école du samedi, un des grands-parents.', source: 'Le cahier d’entrée' },
  { daysAgo: 11, amount: 46, step: 1, text: 'Une librairie donne ses invendus. Dix étaient en double.', source: 'Le bon de la librairie' },
  { daysAgo: 4, amount: null, step: 2, text: 'Triés par âge. Les manuels de plus de dix ans ne partent pas.', source: 'Compté à trois' },
]
const NEEDS = ['Une voiture le deuxième samedi du mois', 'Quelqu’un qui lit l’arabe, pour trier vingt albums']

async function playPurposes(stage: Stage, { speakers, communities }: Belonging): Promise<void> {
  const [actor, community] = [speakers.get('josette')?.actor, communities.get(LIBRARY)]
  if (actor === undefined || community === undefined) return
  const by = (daysAgo: number) => ({ actor, at: timeAgo(stage, daysAgo, 10) })
  const first = { community, sending: sendingOf(1), language: 'fr', ...CLOSED, deadline: dayIn(stage, -35) }
  const { id: over } = await stage.call<{ id: string }>('purposes.begin', first, by(58))
  for (const [index, { daysAgo, ...entry }] of GATHERED.entries())
    await stage.call(
      'purposes.write-entry',
      { ...entryAt(community, over, 5 + index), happenedOn: dayIn(stage, -daysAgo), ...entry },
      by(daysAgo - 1),
    )
  await stage.call('purposes.close', { community, purpose: over, ...CLOSING }, by(34))
  const second = { community, sending: sendingOf(2), language: 'fr', ...OPEN, deadline: dayIn(stage, 120) }
  const { id: purpose } = await stage.call<{ id: string }>('purposes.begin', second, by(30))
  for (const [index, { daysAgo, ...entry }] of DONE.entries()) {
    const written = { ...entryAt(community, purpose, 10 + index), happenedOn: dayIn(stage, -daysAgo), ...entry }
    await stage.call('purposes.write-entry', written, by(daysAgo - 1))
  }
  for (const [index, text] of NEEDS.entries()) {
    const need = { community, purpose, sending: sendingOf(20 + index), text, language: 'fr', until: dayIn(stage, 60) }
    await stage.call('purposes.add-need', need, by(8))
  }
}

const TIES = [
  {
    ...{ from: CHOIR, to: SHORES, sort: 'peer', by: 'yannis' },
    said: 'On chante chez eux, ils racontent chez nous. Deux soirées communes par an.',
    answer: 'Avec plaisir. La prochaine est en mars, et chacun apporte un plat.',
  },
  {
    ...{ from: SHORES, to: LIBRARY, sort: 'peer', by: 'steward' },
    said: 'Beaucoup d’entre nous ont appris à lire là-bas. Nous recueillons les livres chez nous aussi.',
    answer: 'Merci. Vos cartons partent avec les nôtres.',
  },
] as const

async function playTies(stage: Stage, { speakers, staff, communities }: Belonging): Promise<void> {
  const at = timeAgo(stage, 18)
  // Who looks after each of them.
  const leads: Readonly<Record<string, Actor | undefined>> = {
    [CHOIR]: speakers.get('yannis')?.actor,
    [SHORES]: staff.get(HOME_TOWN)?.steward,
    [LIBRARY]: speakers.get('josette')?.actor,
  }
  for (const [index, { from, to, sort, said, answer }] of TIES.entries()) {
    const [community, other, first, second] = [communities.get(from), communities.get(to), leads[from], leads[to]]
    if (community === undefined || other === undefined || first === undefined || second === undefined) continue
    const asked = { community, sending: sendingOf(30 + index), other: to, sort, text: said, language: 'fr' }
    const { id: tie } = await stage.call<{ id: string }>('ties.propose', asked, { actor: first, at })
    await stage.call('ties.answer', { community: other, tie, accepts: true, text: answer, language: 'fr' }, { actor: second, at })
  }
}

const entryAt = (community: string, purpose: string, number: number) => ({ community, purpose, sending: sendingOf(number), language: 'fr' })

type DemoContact = {
  readonly of: { readonly sort: 'body' | 'community' | 'place' | 'hub'; readonly key: string }
  /** Who names them, and who agrees. */
  readonly by: (cast: Belonging) => readonly [Actor | undefined, Actor | undefined]
  readonly about: string
  readonly languages: readonly string[]
  readonly hours?: string
  readonly days: number
}

const CONTACTS: readonly DemoContact[] = [
  {
    of: { sort: 'hub', key: '' },
    by: ({ staff }) => [theHub, staff.get(HOUSE)?.steward],
    about: 'Tout ce qui n’a pas d’autre page dans cette démonstration',
    ...{ languages: ['fr', 'en', 'ar'], days: 5 },
  },
  {
    of: { sort: 'body', key: HOME_TOWN },
    by: ({ staff }) => [staff.get(HOME_TOWN)?.steward, staff.get(HOME_TOWN)?.moderator],
    about: 'L’école du samedi, la salle, et vers qui se tourner quand on vient d’arriver',
    ...{ languages: ['fr', 'ar'], hours: 'Samedi, 10 h à 12 h', days: 3 },
  },
  {
    of: { sort: 'body', key: UNIT },
    by: ({ staff }) => [staff.get(UNIT)?.steward, staff.get(UNIT)?.convener],
    about: 'Les dialogues du Secrétariat et leurs réponses',
    ...{ languages: ['fr', 'en'], days: 5 },
  },
  {
    of: { sort: 'community', key: CHOIR },
    by: ({ speakers }) => [speakers.get('yannis')?.actor, speakers.get('yannis')?.actor],
    about: 'Venir une première fois, sans savoir chanter',
    ...{ languages: ['fr'], days: 7 },
  },
  {
    of: { sort: 'place', key: '/abroad/fr/lyon' },
    by: ({ speakers }) => [theHub, speakers.get('yannis')?.actor],
    about: 'Ce qui manque sur la page de Lyon, et ce qui n’est plus vrai',
    ...{ languages: ['fr', 'ar'], days: 7 },
  },
  {
    of: { sort: 'place', key: '/abroad/ie/cork' },
    by: ({ speakers }) => [theHub, speakers.get('mireille')?.actor],
    about: 'What is missing on the page of Cork, and what is no longer true',
    ...{ languages: ['en', 'fr'], days: 7 },
  },
]

async function playContacts(stage: Stage, cast: Belonging): Promise<void> {
  const at = timeAgo(stage, 25)
  for (const [index, { of, by, about, languages, hours = '', days }] of CONTACTS.entries()) {
    const [first, second] = by(cast)
    const found = { body: cast.staff.get(of.key)?.bodyId, community: cast.communities.get(of.key), place: cast.towns.get(of.key) }
    const subject = of.sort === 'hub' ? '' : found[of.sort]
    if (first === undefined || second === undefined || subject === undefined) continue
    const language = languages[0] ?? 'fr'
    const named = { sort: of.sort, subject, sending: sendingOf(40 + index), about, language, languages, hours, days }
    const { link } = await stage.call<{ link: string }>('contacts.name', named, { actor: first, at })
    await stage.call('contacts.accept', { link }, { actor: second, at })
  }
}

const CALL = {
  topics: ['learning'],
  to: '/events',
  texts: [
    {
      language: 'fr',
      title: 'Cherchons vingt minutes de votre samedi',
      text: 'L’école du samedi cherche des gens qui écoutent un enfant lire, vingt minutes, en français ou en arabe. Pas besoin d’être d’ici.',
    },
    {
      language: 'en',
      title: 'Looking for twenty minutes of your Saturday',
      text: 'The Saturday school looks for people who listen to a child reading, for twenty minutes, in French or Arabic.',
    },
    {
      language: 'ar',
      title: 'نبحث عن عشرين دقيقة من يوم السبت',
      text: 'تبحث مدرسة السبت عمّن يصغي إلى طفل وهو يقرأ عشرين دقيقة، بالفرنسية أو بالعربية.',
    },
  ],
}

/** A call goes out where ten follow at least: here they do. */
async function playCalls(stage: Stage, { speakers, staff }: Belonging): Promise<void> {
  const at = (daysAgo: number) => timeAgo(stage, daysAgo, 9)
  const bodies = [HOUSE, UNIT, HOME_TOWN, WOMEN, CITY, FIRM].flatMap((slug) => staff.get(slug) ?? [])
  const all = [
    ...bodies.flatMap(({ steward, convener, moderator }) => [steward, convener, moderator]),
    ...[...speakers.values()].map((one) => one.actor),
  ]
  const accounts = new Map(all.map((actor) => [actor.account, actor]))
  for (const actor of accounts.values())
    for (const id of CALL.topics) await stage.call('following.follow', { sort: 'topic', id }, { actor, at: at(40) })
  const home = staff.get(HOME_TOWN)
  if (home === undefined) return
  const sender = { sort: 'body', sender: home.bodyId }
  const { topics, to, texts } = CALL
  const sent = { ...sender, sending: sendingOf(60), topics, to, texts, endsOn: dayIn(stage, 10) }
  await stage.call('pulse.send-call', sent, { actor: home.steward, at: at(3) })
  await stage.call('pulse.ask', { ...sender, sending: sendingOf(61) }, { actor: home.steward, at: at(2) })
}

const wordsOf = (one: object): readonly string[] =>
  Object.entries(one).flatMap(([key, value]) =>
    typeof value === 'string' && !['outcome', 'afterwards', 'from', 'to', 'sort', 'by'].includes(key) ? [value] : [],
  )

/** What of it is French. */
export const belongingTexts = (): readonly string[] => [
  ...[CLOSED, CLOSING, OPEN, ...GATHERED, ...DONE, ...TIES].flatMap(wordsOf),
  ...[...CLOSED.steps, ...OPEN.steps, ...NEEDS],
  ...CONTACTS.filter(({ languages }) => languages[0] === 'fr').flatMap(wordsOf),
  ...CALL.texts.filter(({ language }) => language === 'fr').flatMap(({ title, text }) => [title, text]),
]
