import { z } from 'zod'
import { theHub } from '../../core/actor.ts'
import type { Runner } from '../../core/perform.ts'
import { operationNamed } from '../rooms.ts'
import type { Towns } from './abroad.ts'
import { HOME_TOWN, UNIT, WOMEN } from './bodies.ts'
import { DAY_MS, type Staff, type Stage, timeAgo, dayIn } from './stage.ts'

type Words = { readonly language: string; readonly title: string; readonly text: string; readonly more?: object }
type DemoEvent = {
  readonly body: string
  readonly words: readonly [Words, ...Words[]]
  readonly plan: object
  /** The address of the page on which it stands; left out: online. */
  readonly town?: string
  /** From today. */
  readonly inDays: number
  readonly time: string
  readonly minutes: number
  readonly zone: string
  readonly more?: object
}

/** No new hub knows it, and most of the people of the demonstration live there. */
const NANTES = {
  ...{ country: 'FR', zone: 'Europe/Paris', at: { lat: 47.22, lon: -1.55 } },
  names: [
    { language: 'fr', name: 'Nantes' },
    { language: 'en', name: 'Nantes' },
    { language: 'ar', name: 'نانت' },
  ],
}
const [NANTES_PATH, LYON_PATH] = ['/abroad/fr/nantes', '/abroad/fr/lyon']
const IN_NANTES = { zone: 'Europe/Paris', time: '18:30', minutes: 150, town: NANTES_PATH }
const HALL = { venue: '12 rue des Palmiers (inventée), Nantes', cost: 'Gratuit ; un plat à partager si vous pouvez.' }

/** Invented, like the people who hold them. The first is called off, the second is over, with what was decided. */
const EVENTS: readonly DemoEvent[] = [
  {
    body: HOME_TOWN,
    words: [
      {
        language: 'fr',
        title: 'Sortie en bateau sur l’Erdre',
        text: 'Une après-midi sur l’eau avec les enfants de l’école du samedi.',
        more: { venue: 'Embarcadère (inventé), Nantes', cost: 'Quatre euros ; rien pour les enfants.' },
      },
      { language: 'en', title: 'Boat trip on the Erdre', text: 'An afternoon on the water with the children of the Saturday school.' },
    ],
    plan: { kind: 'sport', way: 'in-person', capacity: 24, languages: ['fr'], stepFree: 'no' },
    ...{ inDays: 9, ...IN_NANTES, time: '14:00' },
  },
  {
    body: HOME_TOWN,
    words: [
      {
        language: 'fr',
        title: 'Réunion de rentrée de l’école du samedi',
        text: 'Ce que nous avons appris cette année, et ce que nous changeons.',
        more: { ...HALL, access: 'Deux marches à l’entrée ; une rampe sur demande. Toilettes au rez-de-chaussée.' },
      },
      {
        language: 'en',
        title: 'Meeting of the Saturday school',
        text: 'What we learned this year, and what we change.',
        more: { access: 'Two steps at the door; a ramp if you ask. Toilets on the ground floor.' },
      },
    ],
    plan: { kind: 'meeting', way: 'in-person', languages: ['fr'], stepFree: 'yes', childcare: 'yes', quietRoom: 'no' },
    ...{ inDays: -12, ...IN_NANTES },
  },
  {
    body: HOME_TOWN,
    words: [
      {
        language: 'fr',
        title: 'Soupe et chansons de Baie-Haute',
        text: 'On cuisine ensemble, puis on chante. Qui ne chante pas écoute.',
        more: { ...HALL, whom: 'Pour toutes et tous', directions: 'Tramway 2, arrêt Palmiers, puis cinq minutes à pied.' },
      },
      {
        language: 'en',
        title: 'Soup and songs of Baie-Haute',
        text: 'We cook together, then we sing. Whoever does not sing listens.',
        more: {
          whom: 'For everybody',
          cost: 'Free; a dish to share if you can.',
          directions: 'Tram 2 to Palmiers, then five minutes on foot.',
        },
      },
    ],
    plan: {
      kind: 'meal',
      way: 'in-person',
      capacity: 40,
      languages: ['fr'],
      stepFree: 'yes',
      quietRoom: 'yes',
      childcare: 'yes',
      topics: ['culture'],
    },
    ...{ inDays: 4, ...IN_NANTES, more: { repeat: { every: 'week', interval: 2 } } },
  },
  {
    body: WOMEN,
    words: [
      {
        language: 'fr',
        title: 'Diplômes : trois parcours, trois pays',
        text: 'Une sage-femme, une comptable et une ingénieure racontent comment leurs années de travail ont fini par compter.',
        more: { whom: 'Membres du réseau ou non' },
      },
      {
        language: 'en',
        title: 'Diplomas: three ways, three countries',
        text: 'A midwife, an accountant and an engineer tell how their years of work came to count.',
        more: { whom: 'Members of the network or not' },
      },
    ],
    plan: { kind: 'talk', way: 'online', languages: ['fr', 'en'], link: 'https://meet.example/filao', contact: 'bonjour@filao.example' },
    ...{ inDays: 15, time: '19:00', minutes: 90, zone: 'America/Martinique' },
  },
  {
    body: UNIT,
    words: [
      {
        language: 'en',
        title: 'Help desk for papers, Lyon',
        text: 'Bring what you have. We look at it together, and tell you what is missing and what it costs.',
        more: { venue: '3 quai des Filaos (invented), Lyon', cost: 'Free' },
      },
      {
        language: 'fr',
        title: 'Permanence pour les papiers, Lyon',
        text: 'Apportez ce que vous avez. Nous regardons ensemble ce qui manque et ce que cela coûte.',
        more: { venue: '3 quai des Filaos (inventé), Lyon', cost: 'Gratuit' },
      },
      {
        language: 'ar',
        title: 'مكتب مساعدة في شؤون الوثائق، ليون',
        text: 'أحضروا ما لديكم. ننظر فيه معًا ونوضح ما ينقص وما يكلف.',
        more: { cost: 'مجانًا' },
      },
    ],
    plan: { kind: 'help-desk', way: 'in-person', languages: ['fr', 'en', 'ar'], stepFree: 'yes', quietRoom: 'yes', closesHours: 24 },
    ...{
      inDays: 21,
      time: '10:00',
      minutes: 300,
      zone: 'Europe/Paris',
      town: LYON_PATH,
      more: { repeat: { every: 'month-weekday', interval: 1, count: 6 } },
    },
  },
  {
    body: HOME_TOWN,
    words: [
      {
        language: 'fr',
        title: 'Fête de la fin des moissons',
        text: 'La date suit la lune : le conseil des anciens de Baie-Haute la donne chaque année.',
        more: HALL,
      },
      {
        language: 'en',
        title: 'Feast of the end of the harvest',
        text: 'Its day goes by the moon: the council of elders of Baie-Haute gives it each year.',
      },
    ],
    plan: { kind: 'feast', way: 'hybrid', languages: ['fr'], link: 'https://meet.example/moissons', linkFor: 'all', stepFree: 'yes' },
    ...{ inDays: 48, ...IN_NANTES, more: { byHand: true, source: 'Conseil des anciens de Baie-Haute (inventé)' } },
  },
]

const WRITTEN_DAYS_AGO = 30

const found = z.array(z.object({ id: z.string(), path: z.string() }))

/** The town in which most is held, beside those that are there; read before the stage opens, since on it one can only do. */
export async function bringNantes(runner: Runner, towns: Towns): Promise<Towns> {
  const written = new Date(runner.outside.now().getTime() - WRITTEN_DAYS_AGO * DAY_MS)
  const before = { ...runner, outside: { ...runner.outside, now: () => written } }
  await operationNamed('places.import-places').invoke(before, { rows: [NANTES] }, theHub)
  const places = found.parse(await operationNamed('places.find').invoke(runner, { text: 'Nantes' }, theHub))
  return new Map([...towns, ...places.map(({ id, path }) => [path, id] as const)])
}

/** Six of them: one that repeats, one called off, one online, one that is over, with minutes and decisions, one by the moon. */
export async function playEvents(stage: Stage, { staff, towns }: Cast): Promise<void> {
  const ids: string[] = []
  for (const event of EVENTS) ids.push(await play(stage, event, { staff, towns }))
  const [boat = '', school = ''] = ids
  const home = staff.get(HOME_TOWN)
  if (home === undefined) return
  const now = { actor: home.convener, at: new Date(stage.today) }
  await stage.call('events.call-off', { event: boat, reason: 'Le loueur a fermé. Nous cherchons une autre date.', language: 'fr' }, now)
  const slot = dayIn(stage, -12)
  const at = { event: school, slot, language: 'fr' }
  const text =
    '## Présences\n\nDix-sept familles.\n\n## Ce qui a été dit\n\n- Les livres arrivent trop tard.\n- Deux parents peuvent tenir la cuisine.'
  await stage.call('events.write-minutes', { ...at, text, publish: true }, now)
  const decisions = [
    { text: 'Commander les livres avant l’été.', who: 'Le bureau', dueOn: dayIn(stage, 20) },
    { text: 'Trouver une deuxième salle pour les grands.', who: 'Firmin Dausoleil', dueOn: dayIn(stage, -2) },
  ]
  for (const decision of decisions) await stage.call('events.add-decision', { ...at, ...decision }, now)
}

type Cast = { readonly staff: ReadonlyMap<string, Staff>; readonly towns: Towns }

async function play(stage: Stage, { body, words, plan, town, inDays, more, ...times }: DemoEvent, { staff, towns }: Cast): Promise<string> {
  const own = staff.get(body)
  if (own === undefined) return ''
  const by = { actor: own.convener, at: timeAgo(stage, WRITTEN_DAYS_AGO) }
  const textOf = ({ language, title, text, more: rest }: Words) => ({ language, title, text, ...rest })
  const [original, ...translations] = words
  const input = {
    ...{ host: { sort: 'body', id: own.bodyId }, sending: sendingOf(inDays), text: textOf(original), visibility: 'everybody', ...plan },
    place: towns.get(town ?? ''),
    ...{ zone: times.zone, when: { day: dayIn(stage, inDays), time: times.time, minutes: times.minutes }, ...more },
  }
  const { id } = await stage.call<{ id: string }>('events.create', input, by)
  for (const one of translations) await stage.call('events.translate', { event: id, ...textOf(one) }, by)
  await stage.call('events.publish', { event: id }, by)
  return id
}

/** One for each, and the same at each start. */
const sendingOf = (inDays: number): string => `00000000-0000-4000-8000-${String(inDays + 500).padStart(12, '0')}`
