import type { Actor } from '../../core/actor.ts'
import { CITY, FIRM, HOME_TOWN, HOUSE, UNIT, WOMEN } from './bodies.ts'
import { DAY_MS, type Speaker, type Staff, type Stage } from './stage.ts'

type Words = { readonly title: string; readonly text: string }
type Lesson = Readonly<Record<'title' | 'did' | 'cost' | 'worked' | 'failed' | 'whom', string>>

type DemoCommitment = {
  readonly by: string
  readonly fr: Words
  readonly en: Words
  readonly owner: string
  /** Days ago at which it was to be done; below nothing: days to come. */
  readonly dueDaysAgo: number
  readonly sdgs: readonly number[]
  /** Which of the recommendations of the demonstration it came of, by its place. */
  readonly source?: number
  readonly supporters?: readonly string[]
  readonly indicator?: { readonly name: string; readonly unit: string; readonly target: number; readonly value: number }
  readonly evidence?: string
  readonly checks?: readonly { readonly by: string; readonly text: string }[]
  readonly moved?: { readonly toDaysAgo: number; readonly text: string }
  readonly end?: { readonly outcome: 'kept' | 'partly'; readonly text: string }
  /** By whom evidence was asked for (the key of a person), and what was said; without an answer its silence is public by now. */
  readonly asked?: { readonly by: string; readonly text: string; readonly answer?: string }
  readonly practice?: {
    readonly lesson: Lesson
    readonly country: string | null
    readonly adopted?: { readonly by: string; readonly text: string }
  }
}

/** Promises of last year's edition: kept, kept in part, late with a reason, silent (its body sends no report), running, asked for evidence without an answer, and two that look alike. */
export const commitments: readonly DemoCommitment[] = [
  {
    ...{ by: UNIT, owner: 'Bureau des associations', dueDaysAgo: 170, sdgs: [16, 17], source: 1 },
    fr: {
      title: 'Publier l’annuaire des associations et ses règles',
      text: 'Le Secrétariat ouvre un annuaire où chaque association entre, se corrige et sort elle-même.',
    },
    en: {
      title: 'Publish the directory of associations and its rules',
      text: 'The Secretariat opens a directory which each association joins, corrects and leaves by itself.',
    },
    indicator: { name: 'Associations inscrites', unit: 'associations', target: 30, value: 34 },
    evidence: 'L’annuaire est en ligne depuis l’été, avec ses règles et l’adresse où le quitter.',
    checks: [
      { by: WOMEN, text: 'Nous nous y sommes inscrites, corrigées puis retirées le même jour.' },
      { by: HOUSE, text: 'Six de nos neuf associations y figurent ; aucune liste de membres n’y est.' },
    ],
    end: { outcome: 'kept', text: 'L’annuaire est ouvert dans les deux langues prévues. Deux autres langues restent à financer.' },
    practice: {
      country: null,
      lesson: {
        title: 'Un annuaire que chacun peut quitter',
        did: 'Chaque association écrit sa fiche elle-même. Un lien personnel la corrige ou l’efface sans passer par nous.',
        cost: 'Douze journées de travail et un hébergement déjà payé. Le plus long fut d’écrire les règles.',
        worked: 'La sortie libre a rassuré : trois associations qui avaient refusé sont venues ensuite.',
        failed: 'Notre premier formulaire demandait le nom d’un responsable. Personne ne l’a rempli ; nous l’avons ôté.',
        whom: 'Pour un service public dont on se méfie. Moins utile là où une fédération tient déjà une liste à jour.',
      },
      adopted: {
        by: HOUSE,
        text: 'Notre liste des neuf associations fonctionne désormais de même : chacune tient sa fiche.',
      },
    },
  },
  {
    ...{ by: UNIT, owner: 'Direction des consulats', dueDaysAgo: 140, sdgs: [10, 16] },
    fr: {
      title: 'Un guichet itinérant dans huit villes',
      text: 'Deux fois par an, un guichet va vers celles et ceux qui vivent à plus de trois heures d’un consulat.',
    },
    en: {
      title: 'A travelling counter in eight towns',
      text: 'Twice a year a counter travels to those who live more than three hours away from a consulate.',
    },
    supporters: [HOUSE],
    indicator: { name: 'Villes visitées', unit: 'villes', target: 8, value: 5 },
    moved: {
      toDaysAgo: 15,
      text: 'Deux véhicules sont arrivés avec quatre mois de retard. Les trois dernières villes sont prévues ensuite.',
    },
  },
  {
    ...{ by: HOUSE, owner: 'Bureau de la Maison', dueDaysAgo: -60, sdgs: [10, 11], source: 0 },
    fr: {
      title: 'Une boîte aux lettres dans les sept maisons',
      text: 'Les trois maisons qui n’en ont pas ouvrent une boîte où l’on écrit aux siens sans compte ni téléphone.',
    },
    en: {
      title: 'A letter box in all seven houses',
      text: 'The three houses that have none open a box in which one writes to one’s people without an account and without a telephone.',
    },
  },
  {
    ...{ by: HOME_TOWN, owner: 'École du samedi', dueDaysAgo: -120, sdgs: [4] },
    fr: {
      title: 'Cinq cents livres pour la bibliothèque de Baie-Haute',
      text: 'L’association réunit, trie et envoie cinq cents livres d’enfants dans les deux langues du village.',
    },
    en: {
      title: 'Five hundred books for the library of Baie-Haute',
      text: 'The association gathers, sorts and sends five hundred children’s books in the two languages of the village.',
    },
    supporters: [WOMEN],
    indicator: { name: 'Livres arrivés', unit: 'livres', target: 500, value: 310 },
    evidence: 'La bibliothécaire a signé la réception de trois caisses.',
    asked: {
      by: 'salma',
      text: 'Combien de ces livres sont dans la langue de la côte nord ?',
      answer: 'Quatre-vingt-deux sur trois cent dix. Nous en cherchons d’autres ; il s’en imprime peu.',
    },
  },
  {
    ...{ by: WOMEN, owner: 'Cercle des retours', dueDaysAgo: -200, sdgs: [5, 8] },
    fr: {
      title: 'Accompagner cent femmes qui rentrent aux îles',
      text: 'Une marraine dans chaque pays, une autre à l’arrivée, et un an de conseils pour le travail et les démarches.',
    },
    en: {
      title: 'Stand by a hundred women who return to the islands',
      text: 'A companion in each country, another on arrival, and a year of advice on work and paperwork.',
    },
    indicator: { name: 'Femmes accompagnées', unit: 'femmes', target: 100, value: 41 },
    evidence: 'Quarante et une femmes ont une marraine ; onze sont rentrées.',
  },
  {
    ...{ by: UNIT, owner: 'Bureau du retour', dueDaysAgo: -200, sdgs: [5, 8] },
    fr: {
      title: 'Accompagner les femmes qui rentrent aux îles',
      text: 'Le Secrétariat paie le voyage des conseillères et ouvre un guichet unique pour les diplômes.',
    },
    en: {
      title: 'Stand by women who return to the islands',
      text: 'The Secretariat pays the journeys of advisers and opens one counter for all diplomas.',
    },
    indicator: { name: 'Dossiers traités en un mois', unit: 'dossiers', target: 60, value: 12 },
  },
  {
    ...{ by: FIRM, owner: 'Atelier des apprentis', dueDaysAgo: -90, sdgs: [4, 8] },
    fr: {
      title: 'Vingt places d’apprentissage à Port-Liane',
      text: 'Les Ateliers forment vingt jeunes à la réparation de pompes et de panneaux solaires, avec un contrat de deux ans.',
    },
    en: {
      title: 'Twenty apprenticeships in Port-Liane',
      text: 'The Workshops train twenty young people to repair pumps and solar panels, with a contract of two years.',
    },
    indicator: { name: 'Contrats signés', unit: 'contrats', target: 20, value: 9 },
    evidence: 'Neuf contrats sont signés et déposés à la chambre des métiers.',
    asked: { by: 'mireille', text: 'Combien de jeunes femmes parmi les neuf ? Le texte promettait d’y veiller.' },
  },
  {
    ...{ by: CITY, owner: 'Service de l’accueil', dueDaysAgo: 150, sdgs: [11, 16] },
    fr: {
      title: 'Une maison d’accueil près du port',
      text: 'La Ville ouvre une maison où celles et ceux qui reviennent trouvent en un jour papiers, conseils et un lit.',
    },
    en: {
      title: 'A house of welcome by the harbour',
      text: 'The City opens a house in which those who return find papers, advice and a bed within a day.',
    },
    evidence: 'La maison a ouvert en mai et a reçu soixante-quatre personnes en quatre mois.',
    checks: [{ by: HOME_TOWN, text: 'Deux des nôtres y ont dormi ; les papiers ont pris trois jours.' }],
    end: { outcome: 'partly', text: 'La maison est ouverte et les lits sont là. Les papiers prennent encore trois jours au lieu d’un.' },
    practice: {
      country: 'XT',
      lesson: {
        title: 'Accueillir celles et ceux qui reviennent',
        did: 'Une maison de douze lits, un conseiller de la Ville et un autre des associations, au même comptoir.',
        cost: 'Deux postes, un loyer et six semaines de travaux. Les lits viennent d’un hôtel qui fermait.',
        worked: 'Deux conseillers côte à côte : on n’envoie plus personne d’un bureau à l’autre.',
        failed: 'Un jour pour les papiers était trop peu : l’état civil ferme à midi, et nous ne l’avions pas demandé.',
        whom: 'Pour une ville où l’on arrive par un seul port. Ailleurs, deux comptoirs plus petits iraient mieux.',
      },
    },
  },
]

const REPORTED = 'Le travail de ce trimestre a suivi le plan ; les valeurs et les preuves figurent avec l’engagement.'
/** These send their reports. The House does not, and that is public. */
const REPORTING = [UNIT, HOME_TOWN, WOMEN, FIRM, CITY]

type Troupe = {
  readonly staff: ReadonlyMap<string, Staff>
  readonly speakers: ReadonlyMap<string, Speaker>
  readonly recommendations: readonly string[]
  readonly edition: string
  readonly heldDaysAgo: number
}
type Scene = { readonly daysAgo: number; readonly play: (at: Date) => Promise<unknown> }
type Made = { readonly id: string; readonly one: DemoCommitment }

/** Day by day, counted back from today; they were made two months and a half after the edition. */
const DAYS = { madeAfter: 75, shown: 175, ended: 170, moved: 150, asked: 60, answered: 45, written: 120, adopted: 100 }

/** Each deed at its hour, in the order in which they would have been done. */
export async function playCommitments(stage: Stage, troupe: Troupe): Promise<void> {
  const { staff, recommendations, edition, heldDaysAgo } = troupe
  const madeDaysAgo = heldDaysAgo - DAYS.madeAfter
  const scenes: Scene[] = []
  const all: Made[] = []
  for (const one of commitments) {
    const lead = staff.get(one.by)
    if (lead === undefined) continue
    const { owner, sdgs, source, dueDaysAgo } = one
    const cited = source === undefined ? undefined : recommendations[source]
    const plan = {
      ...{ lead: lead.bodyId, ...one.fr, language: 'fr', owner, sdgs, edition },
      ...{ startsOn: dayAgo(stage, madeDaysAgo), dueOn: dayAgo(stage, dueDaysAgo) },
      source: cited === undefined ? null : { sort: 'recommendation', id: cited },
    }
    const { id } = await stage.call<{ id: string }>('commitments.make', plan, { actor: lead.convener, at: timeAgo(stage, madeDaysAgo) })
    all.push({ id, one })
    const around = { ...troupe, stage, convener: lead.convener, madeDaysAgo }
    scenes.push(...madeScenes({ id, one }, around), ...shownScenes({ id, one }, around), ...laterScenes({ id, one }, around))
  }
  for (const body of REPORTING) {
    const own = all.filter(({ one }) => one.by === body)
    scenes.push(...reportsOf(stage, staff.get(body), own, madeDaysAgo))
  }
  for (const { daysAgo, play } of scenes.toSorted((a, b) => b.daysAgo - a.daysAgo)) await play(timeAgo(stage, daysAgo))
}

const timeAgo = (stage: Stage, days: number): Date => new Date(stage.today.getTime() - days * DAY_MS + 9 * 3_600_000)
const dayAgo = (stage: Stage, days: number): string => timeAgo(stage, days).toISOString().slice(0, 10)

type Around = Troupe & { readonly stage: Stage; readonly convener: Actor; readonly madeDaysAgo: number }

const deedOf =
  ({ stage, convener }: Around, commitment: string) =>
  (daysAgo: number, name: string, input: object, actor = convener): Scene => ({
    daysAgo,
    play: (at) => stage.call(`commitments.${name}`, { commitment, ...input }, { actor, at }),
  })

/** Its translation, who stands by it, and by what it is measured. */
function madeScenes({ id, one: { en, supporters = [], indicator } }: Made, around: Around): readonly Scene[] {
  const { staff, madeDaysAgo } = around
  const deed = deedOf(around, id)
  return [
    deed(madeDaysAgo - 1, 'translate', { language: 'en', ...en }),
    ...supporters.flatMap((slug) => {
      const body = staff.get(slug)
      if (body === undefined) return []
      const answer = { body: body.bodyId, accept: true }
      return [deed(madeDaysAgo - 2, 'ask-support', { body: body.bodyId }), deed(madeDaysAgo - 5, 'answer-support', answer, body.convener)]
    }),
    ...(indicator === undefined
      ? []
      : [
          deed(madeDaysAgo - 3, 'add-indicator', {
            name: indicator.name,
            unit: indicator.unit,
            target: indicator.target,
            baseline: 0,
            ...FRENCH,
          }),
        ]),
  ]
}

const FRENCH = { language: 'fr' }

/** What can be seen of it, who looked, a date that was moved, and how it ended. */
function shownScenes({ id, one }: Made, around: Around): readonly Scene[] {
  const { stage, staff } = around
  const { indicator, evidence, checks = [], moved, end } = one
  const deed = deedOf(around, id)
  const datedOn = dayAgo(stage, DAYS.shown)
  return [
    ...(indicator === undefined
      ? []
      : [deed(DAYS.shown, 'record-measurement', { indicator: 1, value: indicator.value, measuredOn: datedOn })]),
    ...(evidence === undefined ? [] : [deed(DAYS.shown - 1, 'add-evidence', { text: evidence, ...FRENCH, datedOn })]),
    ...checks.flatMap(({ by, text }, index) => {
      const body = staff.get(by)
      if (body === undefined) return []
      const found = { evidence: 1, body: body.bodyId, confirms: true, text, ...FRENCH }
      return [deed(DAYS.shown - 2 - index, 'verify-evidence', found, body.convener)]
    }),
    ...(moved === undefined ? [] : [deed(DAYS.moved, 'move-date', { dueOn: dayAgo(stage, moved.toDaysAgo), text: moved.text, ...FRENCH })]),
    ...(end === undefined ? [] : [deed(DAYS.ended, 'end', { ...end, ...FRENCH })]),
  ]
}

/** Who asked for evidence, and what others can learn from it. */
function laterScenes({ id, one: { asked, practice } }: Made, around: Around): readonly Scene[] {
  const { stage, staff, speakers } = around
  const deed = deedOf(around, id)
  const asker = speakers.get(asked?.by ?? '')
  const adopter = staff.get(practice?.adopted?.by ?? '')
  return [
    ...(asked === undefined || asker === undefined ? [] : [deed(DAYS.asked, 'ask-evidence', { text: asked.text, ...FRENCH }, asker.actor)]),
    ...(asked?.answer === undefined ? [] : [deed(DAYS.answered, 'answer-question', { question: 1, text: asked.answer, ...FRENCH })]),
    ...(practice === undefined ? [] : [deed(DAYS.written, 'write-practice', { ...practice.lesson, ...FRENCH, country: practice.country })]),
    ...(practice?.adopted === undefined || adopter === undefined
      ? []
      : [
          deed(
            DAYS.adopted,
            'adopt-practice',
            { body: adopter.bodyId, adoptedOn: dayAgo(stage, DAYS.adopted), text: practice.adopted.text, ...FRENCH },
            adopter.convener,
          ),
        ]),
  ]
}

/** One for each quarter of the calendar that is over, some days before the end of the month that follows; of each commitment that still ran in it. */
function reportsOf(stage: Stage, body: Staff | undefined, own: readonly Made[], sinceDaysAgo: number): readonly Scene[] {
  if (body === undefined) return []
  const { bodyId, convener } = body
  return quartersSince(stage, sinceDaysAgo).flatMap(({ quarter, due }): Scene[] => {
    const daysAgo = Math.round((stage.today.getTime() - due.getTime()) / DAY_MS) + 6
    const lines = own
      .filter(({ one }) => one.end === undefined || quarterOf(timeAgo(stage, DAYS.ended)) >= quarter)
      .map(({ id }) => ({ commitment: id, done: REPORTED }))
    if (daysAgo < 0 || lines.length === 0) return []
    const input = { body: bodyId, quarter, ...FRENCH, lines }
    return [{ daysAgo, play: (at) => stage.call('commitments.send-report', input, { actor: convener, at }) }]
  })
}

const quarterOf = (at: Date): string => `${at.getUTCFullYear()}-Q${Math.floor(at.getUTCMonth() / 3) + 1}`

function quartersSince(stage: Stage, daysAgo: number): readonly { readonly quarter: string; readonly due: Date }[] {
  const quarters = []
  const from = timeAgo(stage, daysAgo)
  for (let month = Math.floor(from.getUTCMonth() / 3) * 3; ; month += 3) {
    const next = new Date(Date.UTC(from.getUTCFullYear(), month + 3, 1))
    if (next > stage.today) return quarters
    const due = new Date(Date.UTC(from.getUTCFullYear(), month + 4, 0))
    quarters.push({ quarter: quarterOf(new Date(Date.UTC(from.getUTCFullYear(), month, 1))), due })
  }
}

/** For the test of the texts of the demonstration. */
export const commitmentTexts = (language: string): readonly string[] =>
  language === 'en'
    ? commitments.flatMap(({ en }) => [en.title, en.text])
    : language === 'fr'
      ? [REPORTED, ...commitments.flatMap(frenchOf)]
      : []

function frenchOf({ fr, owner, indicator, evidence = '', checks = [], moved, end, asked, practice }: DemoCommitment): readonly string[] {
  return [
    ...[fr.title, fr.text, owner, evidence, moved?.text ?? '', end?.text ?? '', asked?.text ?? '', asked?.answer ?? ''],
    ...[indicator?.name ?? '', practice?.adopted?.text ?? '', ...Object.values(practice?.lesson ?? {}), ...checks.map(({ text }) => text)],
  ]
}
