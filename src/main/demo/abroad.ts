import { z } from 'zod'
import { theHub } from '../../core/actor.ts'
import type { Runner } from '../../core/perform.ts'
import { operationNamed } from '../rooms.ts'
import { byTheHub, type Speaker, type Stage, timeAgo, dayIn } from './stage.ts'

type Words = { readonly title: string; readonly text: string }
type DemoItem = {
  readonly kind: string
  readonly telephone?: string
  readonly link?: string
  readonly forWhom?: readonly string[]
  /** The first is the original. */
  readonly words: readonly (Words & { readonly language: 'fr' | 'en' | 'ar' })[]
  /** Checked so many days ago, good for so many days from then. */
  readonly checked: number
  readonly holds: number
  /** Its link failed twice. */
  readonly dead?: true
}

/** All of it is invented: the numbers lie in ranges that belong to nobody, and the names of the web end in .example. */
const IN_CORK: readonly DemoItem[] = [
  {
    ...{ kind: 'emergency', telephone: '112', checked: 12, holds: 300 },
    words: [
      {
        language: 'en',
        title: 'Fire, ambulance, police',
        text: 'Call 112. It is free from any telephone, also without a card. Say first where you are.',
      },
      {
        language: 'fr',
        title: 'Pompiers, secours, police',
        text: 'Appelez le 112. C’est gratuit depuis tout téléphone, même sans carte. Dites d’abord où vous êtes.',
      },
      { language: 'ar', title: 'الإطفاء والإسعاف والشرطة', text: 'الرقم 112 مجاني من أي هاتف ولو من دون شريحة. يُذكر المكان أولًا.' },
    ],
  },
  {
    ...{ kind: 'help', telephone: '+353 20 910 0001', link: 'https://river-lee-welcome.example/papers', checked: 20, holds: 200 },
    words: [
      {
        language: 'en',
        title: 'Help with papers, Tuesday evenings',
        text: 'Volunteers read letters with you and fill in forms. Tuesdays from 6 to 8, no appointment. Bring the letter, whatever state it is in.',
      },
      {
        language: 'fr',
        title: 'Aide pour les papiers, le mardi soir',
        text: 'Des bénévoles lisent le courrier avec vous et remplissent les formulaires. Le mardi de 18 à 20 h, sans rendez-vous. Apportez la lettre.',
      },
    ],
  },
  {
    ...{ kind: 'school', link: 'https://lee-saturday-school.example', forWhom: ['PH'], checked: 30, holds: 120 },
    words: [
      {
        language: 'en',
        title: 'Saturday school for children',
        text: 'Language, songs and homework for children from six to twelve. Free; parents take turns at the door.',
      },
      {
        language: 'fr',
        title: 'École du samedi pour les enfants',
        text: 'Langue, chansons et devoirs pour les enfants de six à douze ans. Gratuit ; les parents se relaient à la porte.',
      },
    ],
  },
  {
    ...{ kind: 'health', telephone: '+353 20 910 0002', checked: 160, holds: 130 },
    words: [
      {
        language: 'en',
        title: 'A doctor who takes new patients',
        text: 'The practice by the bridge takes new patients on the first Monday of a month. Ask for an interpreter when you call.',
      },
      {
        language: 'fr',
        title: 'Un cabinet qui accepte de nouveaux patients',
        text: 'Le cabinet près du pont accepte de nouveaux patients le premier lundi du mois. Demandez un interprète en appelant.',
      },
    ],
  },
  {
    ...{ kind: 'language', link: 'https://evening-english.example/cork', checked: 40, holds: 180, dead: true },
    words: [
      {
        language: 'en',
        title: 'English in the evening',
        text: 'Three levels, from September to May, ten euros a month. Children may come along.',
      },
      {
        language: 'fr',
        title: 'Cours d’anglais du soir',
        text: 'Trois niveaux, de septembre à mai, dix euros par mois. Les enfants peuvent venir.',
      },
    ],
  },
]

const IN_IRELAND: readonly DemoItem[] = [
  {
    ...{ kind: 'right', link: 'https://your-vote.example/ie', checked: 25, holds: 340 },
    words: [
      {
        language: 'en',
        title: 'Everybody who lives here votes for the council',
        text: 'In this invented entry, whoever lives in the county may vote for the council, whatever passport they hold. One registers once.',
      },
      {
        language: 'fr',
        title: 'Qui vit ici vote pour le conseil',
        text: 'Dans cette fiche inventée, toute personne qui vit dans le comté vote pour le conseil, quel que soit son passeport. On s’inscrit une fois.',
      },
      {
        language: 'ar',
        title: 'من يقيم هنا يصوّت للمجلس المحلي',
        text: 'في هذه المعلومة المبتكرة يحق لكل مقيم في المقاطعة أن يصوّت للمجلس المحلي أيًّا كان جواز سفره. والتسجيل مرة واحدة.',
      },
    ],
  },
  {
    ...{ kind: 'money', checked: 50, holds: 200 },
    words: [
      {
        language: 'en',
        title: 'Sending money home: ask for the whole price',
        text: 'Compare what arrives, not the fee. Ask on which day it arrives, and keep the slip until it has.',
      },
      {
        language: 'fr',
        title: 'Envoyer de l’argent : demandez le prix entier',
        text: 'Comparez ce qui arrive, pas les frais. Demandez quel jour, et gardez le reçu jusque-là.',
      },
      {
        language: 'ar',
        title: 'تحويل المال إلى الأهل: السعر كاملًا',
        text: 'العبرة بالمبلغ الذي يصل لا بالرسوم. يُسأل عن يوم الوصول، ويُحفظ الإيصال إلى ذلك اليوم.',
      },
    ],
  },
]

const IN_LYON: readonly DemoItem[] = [
  {
    ...{ kind: 'emergency', telephone: '112', checked: 15, holds: 300 },
    words: [
      {
        language: 'fr',
        title: 'Pompiers, secours, police',
        text: 'Appelez le 112, gratuit depuis tout téléphone. Dites d’abord où vous êtes.',
      },
      { language: 'en', title: 'Fire, ambulance, police', text: 'Call 112, free from any telephone. Say first where you are.' },
      { language: 'ar', title: 'الإطفاء والإسعاف والشرطة', text: 'الرقم 112 مجاني من أي هاتف. يُذكر المكان أولًا.' },
    ],
  },
  {
    ...{ kind: 'help', telephone: '+33 1 99 00 12 34', link: 'https://entre-deux-fleuves.example', checked: 18, holds: 150 },
    words: [
      {
        language: 'fr',
        title: 'Permanence d’écriture',
        text: 'Un écrivain public écrit avec vous, le jeudi matin à la bibliothèque. Sans rendez-vous.',
      },
      {
        language: 'en',
        title: 'Help with writing letters',
        text: 'A public writer writes with you, Thursday mornings at the library. No appointment.',
      },
    ],
  },
  {
    ...{ kind: 'school', link: 'https://college-des-pentes.example/inscription', checked: 35, holds: 90 },
    words: [
      {
        language: 'fr',
        title: 'Inscrire un enfant arrivé en cours d’année',
        text: 'La mairie inscrit toute l’année. Un justificatif de domicile suffit ; une attestation de la personne qui vous loge aussi.',
      },
      {
        language: 'en',
        title: 'A child who arrives during the year',
        text: 'The town hall enrols all year round. A proof of where you live is enough; so is a statement of whoever you live with.',
      },
    ],
  },
]

const IN_FRANCE: readonly DemoItem[] = [
  {
    ...{ kind: 'document', link: 'https://mes-papiers.example/fr', checked: 10, holds: 180 },
    words: [
      {
        language: 'fr',
        title: 'Renouveler un titre de séjour',
        text: 'Dans cette fiche inventée, la demande se fait deux mois avant la fin. Gardez le récépissé sur vous.',
      },
      {
        language: 'en',
        title: 'Renewing a residence permit',
        text: 'In this invented entry one asks two months before its end. Keep the receipt with you.',
      },
      { language: 'ar', title: 'تجديد بطاقة الإقامة', text: 'في هذه المعلومة المبتكرة يُقدَّم الطلب قبل شهرين من النهاية. يُحمل الإيصال دائمًا.' },
    ],
  },
  {
    ...{ kind: 'right', checked: 45, holds: 250 },
    words: [
      {
        language: 'fr',
        title: 'Travailler : un contrat écrit',
        text: 'Demandez un contrat écrit et gardez chaque bulletin de paie. L’inspection du travail répond à chacun.',
      },
      {
        language: 'en',
        title: 'Work: a contract in writing',
        text: 'Ask for a contract in writing and keep each pay slip. The labour inspection answers everybody.',
      },
    ],
  },
]

const PAGES = [
  { country: 'ie', town: 'cork', keeper: 'mireille', items: IN_CORK },
  { country: 'ie', town: null, keeper: 'mireille', items: IN_IRELAND },
  { country: 'fr', town: 'lyon', keeper: 'yannis', items: IN_LYON },
  { country: 'fr', town: null, keeper: 'yannis', items: IN_FRANCE },
] as const

/** By their addresses. */
export type Towns = ReadonlyMap<string, string>

/** Two of the cities that every new hub knows; read before the stage opens, since on it one can only do. */
export async function findTowns(runner: Runner): Promise<Towns> {
  const towns = new Map<string, string>()
  for (const { town } of PAGES) {
    const found = town === null ? [] : places.parse(await operationNamed('places.find').invoke(runner, { text: town }, theHub))
    for (const { id, path } of found) towns.set(path, id)
  }
  return towns
}

const places = z.array(z.object({ id: z.string(), path: z.string() }))

/** Pages of two countries and two cities, each looked after by somebody, with an item past its end and one whose link does not answer. */
export async function playAbroad(stage: Stage, towns: Towns, speakers: ReadonlyMap<string, Speaker>): Promise<void> {
  for (const { country, town, keeper, items } of PAGES) {
    const path = `/abroad/${country}/${town ?? ''}`
    const place = town === null ? country.toUpperCase() : towns.get(path)
    const actor = speakers.get(keeper)?.actor
    if (place === undefined || actor === undefined || actor.person === null) continue
    await stage.call('abroad.ask-stewardship', { place, words: '' }, { actor, at: timeAgo(stage, 190) })
    await stage.call('abroad.appoint-steward', { place, person: actor.person }, byTheHub(timeAgo(stage, 189)))
    for (const [index, item] of items.entries()) await playItem(stage, item, { place, actor, sending: sendingOf(path, index) })
  }
}

type At = { readonly place: string; readonly actor: Speaker['actor']; readonly sending: string }

/** The same at each start. */
const sendingOf = (path: string, index: number): string => `00000000-0000-4000-8000-${`${path.length}${index}`.padStart(12, '0')}`

async function playItem(
  stage: Stage,
  { kind, telephone = '', link, forWhom = [], words, checked, holds, dead }: DemoItem,
  at: At,
): Promise<void> {
  const { place, actor, sending } = at
  const [original, ...translations] = words
  if (original === undefined) return
  const by = (ago: number) => ({ actor, at: timeAgo(stage, ago) })
  const links = link === undefined ? [] : [link]
  const { id: item } = await stage.call<{ id: string }>(
    'abroad.propose-item',
    { sending, place, kind, ...original, telephone, links, forWhom },
    by(checked + 2),
  )
  const until = dayIn(stage, holds - checked)
  await stage.call('abroad.publish-item', { item, until }, by(checked))
  for (const text of translations) await stage.call('abroad.write-translation', { item, ...text }, by(checked))
  if (dead === undefined || link === undefined) return
  for (const ago of [6, 2])
    await stage.call('abroad.record-link-check', { place, item, url: link, answered: false, movedTo: null }, byTheHub(by(ago).at))
}
