import type { Actor } from '../../core/actor.ts'
import type { SourceId } from '../../core/citable.ts'
import { HOME_TOWN, HOUSE, UNIT } from './bodies.ts'
import { byTheHub, DAY_MS, type Speaker, type Staff, type Stage } from './stage.ts'

type Given = { readonly answer: 'accepted' | 'partly' | 'refused'; readonly text: string; readonly parts?: readonly object[] }

type DemoRecommendation = {
  readonly title: string
  readonly text: string
  readonly call: string
  readonly language: 'fr' | 'en' | 'ar'
  readonly question: number
  /** Which of the sources it stands on, by their place. */
  readonly stands: readonly number[]
  /** Title, text and call in one more language. */
  readonly also?: { readonly language: 'fr' | 'en'; readonly words: readonly [string, string, string] }
  /** The address of a body, or a name outside the hub. */
  readonly to: { readonly body: string } | { readonly name: string; readonly how: string }
  readonly sdgs: readonly number[]
  readonly gcm: readonly number[]
  /** Nothing: its silence is public since then. */
  readonly answer?: Given
  readonly youth?: string
  /** What a body holds against it, what the rapporteur answered, and what stays of it. */
  readonly objection?: { readonly by: string; readonly text: string; readonly reply: string; readonly position: string }
}

export const recommendations: readonly DemoRecommendation[] = [
  {
    title: 'Garder une boîte aux lettres dans chaque maison',
    text: 'Chaque maison d’association garde une boîte aux lettres où l’on peut écrire aux siens sans compte ni téléphone.',
    call: 'Ouvrir une boîte dans les maisons qui n’en ont pas.',
    language: 'fr',
    also: {
      language: 'en',
      words: [
        'Keep a letter box in every house',
        'Every house of associations keeps a letter box where one can write to one’s own without an account or a telephone.',
        'Open a box in the houses that have none.',
      ],
    },
    ...{ question: 1, stands: [0, 1], to: { body: HOUSE }, sdgs: [10, 11], gcm: [19] },
    answer: { answer: 'accepted', text: 'Quatre maisons sur sept en ont une. Les trois autres suivent avant la fin de l’année.' },
  },
  {
    title: 'Un annuaire des associations que chacune peut quitter',
    text: 'Le Secrétariat tient un annuaire des associations. Chacune y entre, en sort et corrige sa fiche elle-même ; aucune liste de membres n’y figure.',
    call: 'Publier l’annuaire et ses règles.',
    language: 'fr',
    ...{ question: 1, stands: [1, 2], to: { body: UNIT }, sdgs: [16, 17], gcm: [19] },
    answer: {
      answer: 'partly',
      text: 'Nous tenons l’annuaire. La traduction en quatre langues dépasse le budget de cette année.',
      parts: [
        { part: 'L’annuaire et ses règles', answer: 'accepted', reason: 'Ils sont publiés avec ce lieu.' },
        { part: 'Les quatre langues', answer: 'refused', reason: 'Deux langues sont financées ; nous le redemanderons.' },
      ],
    },
    youth: 'Pour nous, un annuaire n’a de sens que s’il dit aussi où l’on peut venir à quinze ans, seul et sans carte.',
    objection: {
      by: HOME_TOWN,
      text: 'Un annuaire tenu par un service de l’État fera fuir celles et ceux qui ont quitté les îles pour de bonnes raisons.',
      reply: 'La sortie est libre et immédiate, et aucun nom de personne n’y figure. Nous l’avons écrit dans le texte.',
      position:
        'Nous maintenons que l’annuaire devrait être tenu par les associations elles-mêmes, et que l’État devrait seulement le financer.',
    },
  },
  {
    title: 'A family tariff for parcels',
    text: 'Parcels between families of Tamarel cost what they cost within the islands, up to five kilos and four times a year.',
    call: 'Introduce the tariff with the next price list.',
    language: 'en',
    ...{ question: 2, stands: [2, 3], sdgs: [10], gcm: [20] },
    to: { name: 'Post of the Islands', how: 'By a registered letter to its board, with the whole list of sources.' },
    answer: {
      answer: 'refused',
      text: 'The board answered that the law binds the price to the distance. It would welcome a change of the law.',
    },
  },
  {
    title: 'سجل للرسائل التي لم تصل',
    text: 'تُحفظ الرسائل التي لم تصل إلى أصحابها سنتين في مكان واحد، ويُعلن كيف تُسترد.',
    call: 'إنشاء السجل وإعلان عنوانه.',
    language: 'ar',
    also: {
      language: 'fr',
      words: [
        'Un registre des lettres qui ne sont pas arrivées',
        'Les lettres qui n’ont pas atteint leurs destinataires sont gardées deux ans au même endroit, et il est dit comment les reprendre.',
        'Créer le registre et en publier l’adresse.',
      ],
    },
    ...{ question: 2, stands: [3], to: { body: UNIT }, sdgs: [16], gcm: [3] },
  },
]

const SAID = [
  [1, 'fr', 'Ma mère m’écrit encore. La lettre met dix jours, et elle sent la maison.'],
  [1, 'fr', 'On se retrouve par l’association ; sans elle je ne saurais pas qui est à Nantes.'],
  [2, 'en', 'What broke the tie was the price of parcels. Twice a year we could afford one, then none.'],
  [2, 'ar', 'ضاعت رسائلنا سنتين كاملتين، ولم يقل لنا أحد أين هي.'],
] as const

/** Day by day, counted from that on which the session was held. */
const DAYS = {
  said: 1,
  drafted: 5,
  proposed: 7,
  amendedUntil: 14,
  objected: 9,
  replied: 12,
  read: 13,
  decided: 17,
  put: 19,
  translated: 21,
  answered: 60,
  answerBy: 75,
}

type Troupe = {
  readonly staff: ReadonlyMap<string, Staff>
  readonly speakers: ReadonlyMap<string, Speaker>
  readonly session: string
  readonly heldDaysAgo: number
}

type Scene = Troupe & { readonly stage: Stage; readonly sources: readonly SourceId[]; readonly rapporteur: Actor; readonly chair: Actor }

/** What last year’s session recommended, and what became of each. What comes back: their ids, in this order. */
export async function playRecommendations(stage: Stage, troupe: Troupe): Promise<readonly string[]> {
  const [unit, youth] = [troupe.staff.get(UNIT), troupe.speakers.get('salma')]
  if (unit === undefined || youth === undefined) return []
  const { moderator: rapporteur, steward: chair, convener } = unit
  const { session } = troupe
  const first = dayAfter(stage, troupe, 0)
  for (const [role, actor] of [
    ['rapporteur', rapporteur],
    ['chair', chair],
    ['youth-rapporteur', youth.actor],
  ] as const)
    await stage.call('gatherings.give-role', { session, person: actor.person, role }, byTheHub(first))
  const sources = await noteDown(stage, troupe, convener)
  const ids: string[] = []
  for (const one of recommendations) ids.push(await playOne({ ...troupe, stage, sources, rapporteur, chair }, one, youth.actor))
  return ids
}

const dayAfter = (stage: Stage, { heldDaysAgo }: Pick<Troupe, 'heldDaysAgo'>, days: number): Date =>
  new Date(stage.today.getTime() + (days - heldDaysAgo) * DAY_MS + 10 * 3_600_000)

/** What was said, as a note-taker wrote it down. */
async function noteDown(stage: Stage, troupe: Troupe, actor: Actor): Promise<readonly SourceId[]> {
  const at = dayAfter(stage, troupe, DAYS.said)
  const sources: SourceId[] = []
  for (const [index, [question, language, text]] of SAID.entries()) {
    const sending = `00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`
    const input = { session: troupe.session, sending, text, language, question, role: 'floor', form: 'verbatim' }
    const { id } = await stage.call<{ id: string }>('interventions.capture', input, { actor, at })
    sources.push({ sort: 'intervention', id })
  }
  return sources
}

async function playOne(scene: Scene, one: DemoRecommendation, youth: Actor): Promise<string> {
  const { stage, session, sources, rapporteur, chair } = scene
  const on = (days: number) => dayAfter(stage, scene, days)
  const dayOf = (days: number) => on(days).toISOString().slice(0, 10)
  const { title, text, call, language, question, sdgs, gcm } = one
  const addressee = 'body' in one.to ? { addresseeBody: scene.staff.get(one.to.body)?.bodyId } : { addresseeName: one.to.name }
  const plan = { title, text, call, language, question, sdgs, gcm, ...addressee, answerBy: dayOf(DAYS.answerBy) }
  const stands = one.stands.flatMap((place) => sources[place] ?? [])
  const by = (actor: Actor, days: number) => ({ actor, at: on(days) })
  const drafted = { session, ...plan, sources: stands }
  const { id: recommendation } = await stage.call<{ id: string }>('recommendations.draft', drafted, by(rapporteur, DAYS.drafted))
  const proposal = { recommendation, amendmentsUntil: dayOf(DAYS.amendedUntil), rule: 'consent' }
  await stage.call('recommendations.propose', proposal, by(rapporteur, DAYS.proposed))
  if (one.objection !== undefined) await object(scene, recommendation, { ...one.objection, language })
  if (one.youth !== undefined)
    await stage.call('recommendations.write-youth-reading', { recommendation, text: one.youth, language }, by(youth, DAYS.read))
  const decision = { recommendation, adopted: true, ...CONSENT[language], language }
  await stage.call('recommendations.decide', decision, by(chair, DAYS.decided))
  const how = 'how' in one.to ? one.to.how : ''
  await stage.call('recommendations.put', { recommendation, how, language }, by(rapporteur, DAYS.put))
  const convener = scene.staff.get('body' in one.to ? one.to.body : UNIT)?.convener
  if (one.answer !== undefined && convener !== undefined)
    await stage.call('recommendations.answer', { recommendation, ...one.answer, language }, by(convener, DAYS.answered))
  if (one.also !== undefined) {
    const pieces = [{ piece: 'wording', follows: 1, words: one.also.words }]
    const translation = { recommendation, language: one.also.language, translator: 'person', pieces }
    await stage.call('recommendations.translate', translation, by(rapporteur, DAYS.translated))
  }
  return recommendation
}

const CONSENT = {
  fr: { text: 'La salle a été consultée ; personne ne s’y est opposé au point de la retenir.' },
  en: { text: 'The room was asked; nobody stood against it so far as to hold it back.' },
  ar: { text: 'سُئلت القاعة ولم يعترض أحد اعتراضًا يمنعها.' },
}

type Objection = NonNullable<DemoRecommendation['objection']> & { readonly language: string }

async function object({ stage, staff, rapporteur, ...scene }: Scene, recommendation: string, objection: Objection): Promise<void> {
  const body = staff.get(objection.by)
  if (body === undefined) return
  const { text, reply, position, language } = objection
  const spoken = { recommendation, language, body: body.bodyId }
  const on = (actor: Actor, days: number) => ({ actor, at: dayAfter(stage, scene, days) })
  const { id: contribution } = await stage.call<{ id: string }>(
    'recommendations.take-stance',
    { ...spoken, stance: 'objection', text },
    on(body.convener, DAYS.objected),
  )
  await stage.call('recommendations.reply-objection', { recommendation, contribution, text: reply, language }, on(rapporteur, DAYS.replied))
  await stage.call('recommendations.write-minority', { ...spoken, text: position }, on(body.convener, DAYS.read))
}

/** For the test of the texts of the demonstration. */
export const recommendationTexts = (language: string): readonly string[] => [
  ...SAID.flatMap(([, of, text]) => (of === language ? [text] : [])),
  ...recommendations.flatMap(({ also }) => (also?.language === language ? also.words : [])),
  ...recommendations
    .filter((one) => one.language === language)
    .flatMap(({ title, text, call, youth = '', answer, objection }) => [
      ...[title, text, call, youth, answer?.text ?? ''],
      ...(objection === undefined ? [] : [objection.text, objection.reply, objection.position]),
    ]),
]
