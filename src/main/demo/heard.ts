import { HOME_TOWN } from './bodies.ts'
import { byTheHub, type Speaker, type Staff, type Stage, timeAgo, dayIn } from './stage.ts'

/** Written down by somebody who is trusted with it, and published later: nothing says who spoke. All of it is invented. */
const HEARD = [
  {
    ...{ language: 'ar', title: 'رسالة المدرسة', described: 'أم لطفلين', country: 'FR' },
    text: 'جاءت رسالة من المدرسة ولم أفهمها. خجلت أن أسأل، ففات الموعد. في السنة التالية قرأناها معًا يوم السبت في عشر دقائق. لو كان أحد قد قال لي إن السؤال مسموح لسألت.',
    translation: {
      ...{ language: 'fr', by: 'Awa Lestrelin' },
      text: 'Une lettre de l’école est arrivée et je ne l’ai pas comprise. J’ai eu honte de demander, et le délai est passé. L’année suivante, nous l’avons lue ensemble un samedi, en dix minutes. Si quelqu’un m’avait dit qu’on a le droit de demander, j’aurais demandé.',
    },
  },
  {
    ...{ language: 'fr', title: 'Le contrat que je n’ai pas lu', described: 'Un homme qui travaille de nuit', country: 'FR' },
    text: 'J’ai signé parce que tout le monde attendait derrière moi. Trois mois plus tard, j’ai su que les heures de nuit devaient être payées autrement. Personne ne m’avait menti ; personne ne m’avait laissé le temps.',
    translation: {
      ...{ language: 'en', by: 'Awa Lestrelin' },
      text: 'I signed because everybody was waiting behind me. Three months later I learnt that night hours should have been paid otherwise. Nobody had lied to me; nobody had given me time.',
    },
  },
] as const

const CHECKED = ['names', 'places', 'dates', 'jobs', 'events']

/** Two who write down for others, what they heard, and who may speak for the home town. */
export async function playHeard(stage: Stage, cast: Cast): Promise<void> {
  const home = cast.staff.get(HOME_TOWN)
  const reader = cast.speakers.get('theo')?.actor
  if (home === undefined || reader === undefined) return
  const at = (daysAgo: number) => timeAgo(stage, daysAgo, 10)
  const writer = home.moderator
  for (const [actor, listed] of [
    [writer, true],
    [reader, false],
  ] as const) {
    const naming = { languages: ['fr', 'ar'], reach: 'Le samedi à l’école, ou par le numéro de l’association', mostOpen: 10 }
    const named = { ...naming, namer: { sort: 'body', id: home.bodyId }, person: actor.person, termEnds: dayIn(stage, 300) }
    await stage.call('voices.name-intermediary', named, { actor: home.steward, at: at(70) })
    const serving = {
      serve: true,
      training: 'Deux jours, avec une association d’écrivains publics (inventée)',
      trainedOn: dayIn(stage, -90),
      listed,
    }
    await stage.call('voices.answer-naming', serving, { actor, at: at(69) })
  }
  for (const words of HEARD) {
    const by = { actor: writer, at: at(45) }
    const { voice } = await stage.call<{ voice: string }>('voices.make-code', { slip: words.language }, by)
    await stage.call('voices.write', { voice, ...words }, by)
    const consent = { agreed: 'Mes mots sont publiés après deux semaines, sans mon nom.', quoted: true, delay: 14, checked: CHECKED }
    await stage.call('voices.submit', { voice, ...consent, reader: reader.person }, by)
    await stage.call('voices.answer-reading', { voice, clear: true }, { actor: reader, at: at(43) })
  }
  await stage.call('voices.publish-due', {}, byTheHub(at(20)))
  await playMandate(stage, cast, at)
}

type Cast = { readonly speakers: ReadonlyMap<string, Speaker>; readonly staff: ReadonlyMap<string, Staff> }

const MANDATE = {
  subject: 'La salle municipale du samedi matin',
  maySay: 'Demander la salle de 9 h à 13 h, d’octobre à juin, et proposer que l’association la range et la ferme.',
  mayNot: 'Promettre de l’argent. Parler des enfants ou des familles par leur nom.',
  takingBack: 'Par un vote des membres, annoncé une semaine avant.',
  minutes: 'Assemblée de printemps, point 4.',
}
const REPORT = 'La mairie prête la salle jusqu’à Noël et regarde ensuite. Elle demande une assurance : nous l’avons.'
const QUESTION = 'La salle est-elle chauffée l’hiver ?'
const ANSWER = 'Oui, depuis novembre. C’est écrit dans la convention.'

async function playMandate(stage: Stage, { staff, speakers }: Cast, at: (daysAgo: number) => Date): Promise<void> {
  const [home, holder, member] = [staff.get(HOME_TOWN), speakers.get('josette')?.actor, speakers.get('yannis')?.actor]
  if (home === undefined || holder === undefined || member === undefined) return
  const given = { giver: { sort: 'body', id: home.bodyId }, holder: holder.person, ...MANDATE, decidedHow: 'stewards', language: 'fr' }
  const days = { startsOn: dayIn(stage, -50), endsOn: dayIn(stage, 200), feedbackOn: dayIn(stage, 30) }
  const { id: mandate } = await stage.call<{ id: string }>(
    'voices.give-mandate',
    { ...given, ...days },
    { actor: home.steward, at: at(50) },
  )
  await stage.call('voices.accept-mandate', { mandate }, { actor: holder, at: at(49) })
  const words = (sending: string, text: string) => ({ mandate, sending, text, language: 'fr' })
  await stage.call('voices.report-mandate', words('00000000-0000-4000-8000-00000000d001', REPORT), { actor: holder, at: at(20) })
  const asked = words('00000000-0000-4000-8000-00000000d002', QUESTION)
  const { id: question } = await stage.call<{ id: string }>('voices.ask-mandate', asked, { actor: member, at: at(12) })
  await stage.call('voices.answer-mandate', { mandate, question, answer: ANSWER }, { actor: holder, at: at(9) })
}

/** What of it is French. */
export const heardTexts = (): readonly string[] => [
  ...HEARD.flatMap(({ language, title, text, described, translation }) => [
    ...(language === 'fr' ? [title, text, described] : []),
    ...(translation.language === 'fr' ? [translation.text] : []),
  ]),
  ...[...Object.values(MANDATE), REPORT, QUESTION, ANSWER],
]
