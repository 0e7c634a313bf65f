import type { Recorded } from './recorded.ts'
import { type Speaker, type Stage, timeAgo, dayIn } from './stage.ts'

/** A choir that was founded elsewhere in the demonstration: what it shows and plays, asks, translates, and its rehearsals. */
export async function playChoir(stage: Stage, choir: string, cast: Cast): Promise<void> {
  await playPosts(stage, choir, cast)
  await playRehearsals(stage, choir, cast.speakers)
}

type Cast = { readonly speakers: ReadonlyMap<string, Speaker>; readonly recorded: Recorded }
/** One for each, and the same at each start. */
const sendingOf = (number: number): string => `00000000-0000-4000-8000-00000000c${String(number).padStart(3, '0')}`

const PICTURES = {
  title: 'La nouvelle salle, et le cahier de tante Rosaline',
  text: 'Voici la salle de la bibliothèque, de plain-pied, et la page du cahier où se trouvent **les deux couplets**. Ce sont des dessins : personne n’y figure.',
  hall: 'Dessin d’une salle vide : huit chaises en cercle sur un tapis rouge et jaune, un pupitre au milieu, des fanions au mur.',
  songs: 'Dessin d’une page de cahier : trois portées de notes à la main, avec des paroles illisibles, et une trace de tasse.',
}
const RECORDING = {
  title: '« La barque », pour apprendre l’air avant dimanche',
  text: 'Une seule voix, sans paroles, pour que chacun trouve sa hauteur. Les paroles sont à côté.',
  transcript:
    'Une voix seule fredonne l’air de « La barque » (air inventé), sans paroles. On chante dessus : « La barque est à la rive, le phare est allumé ; qui part au bout du monde revient par le rocher. »',
}
const POLL = {
  title: 'Quel soir en janvier ?',
  text: 'La bibliothèque nous laisse le choix. Répondez même si vous ne venez qu’une fois sur deux.',
  answers: ['Mardi, 18 h 30', 'Mercredi, 18 h 30', 'Dimanche en ligne, 18 h'],
}
const TRANSLATED = {
  title: 'من علّمكم أول أغنية؟',
  text: 'علّمتني جدتي أغنية «القارب» وهي تصلح الشباك. كانت تقول إن الصوت لا يحتاج إلى جواز سفر. فمن علّمكم أول أغنية؟',
  french: {
    title: 'Qui vous a appris votre première chanson ?',
    text: 'Ma grand-mère m’a appris « La barque » en réparant les filets. Elle disait que la voix n’a pas besoin de passeport. Et vous, qui vous a appris la première ?',
  },
  english: {
    title: 'Who taught you your first song?',
    text: 'My grandmother taught me “The boat” while she mended the nets. She said that a voice needs no passport. Who taught you the first one?',
  },
  reply: 'Mon père, en voiture, sur la route de Port-Liane. Il n’a jamais su la fin.',
}

async function playPosts(stage: Stage, community: string, { speakers, recorded }: Cast): Promise<void> {
  const by = (key: string, daysAgo: number, hours = 10) => {
    const actor = speakers.get(key)?.actor
    return actor === undefined ? null : { actor, at: timeAgo(stage, daysAgo, hours) }
  }
  const [yannis, yannisLater, theo, mireille, josette] = [
    by('yannis', 4),
    by('yannis', 3),
    by('theo', 2),
    by('mireille', 14),
    by('josette', 13),
  ]
  if (yannis === null || yannisLater === null || theo === null || mireille === null || josette === null) return
  const keep = async (cleaned: object, text: string, number: number, at: typeof yannis) =>
    (await stage.call<{ id: string }>('posts.upload-media', { community, sending: sendingOf(number), cleaned, text, language: 'fr' }, at))
      .id
  const write = async (number: number, words: object, at: typeof yannis) =>
    (await stage.call<{ id: string }>('posts.write', { community, sending: sendingOf(number), media: [], language: 'fr', ...words }, at)).id
  const pictures = [await keep(recorded.hall, PICTURES.hall, 1, yannis), await keep(recorded.songs, PICTURES.songs, 2, yannis)]
  await write(3, { title: PICTURES.title, text: PICTURES.text, media: pictures }, yannis)
  const sung = await keep(recorded.melody, RECORDING.transcript, 4, yannisLater)
  await write(5, { title: RECORDING.title, text: RECORDING.text, media: [sung] }, yannisLater)
  const poll = { answers: POLL.answers, endsAt: timeAgo(stage, -12).toISOString(), shown: 'at-end' }
  const asked = await write(6, { title: POLL.title, text: POLL.text, kind: 'poll', poll }, theo)
  for (const [at, answer] of [
    [yannisLater, 1],
    [theo, 0],
  ] as const)
    await stage.call('posts.cast-ballot', { community, post: asked, answer }, { ...at, at: theo.at })
  const post = await write(7, { title: TRANSLATED.title, text: TRANSLATED.text, language: 'ar', named: false }, mireille)
  const translation = { community, post, madeBy: 'person' }
  await stage.call('posts.translate', { ...translation, language: 'fr', ...TRANSLATED.french }, josette)
  await stage.call('posts.check-translation', { community, post, language: 'fr' }, yannis)
  await stage.call('posts.translate', { ...translation, language: 'en', ...TRANSLATED.english, madeBy: 'machine' }, josette)
  await write(8, { thread: post, text: TRANSLATED.reply }, josette)
}

const REHEARSAL = {
  fr: {
    title: 'Répétition du chœur',
    text: 'On s’échauffe, on apprend une chanson, on en chante trois. Pas d’audition, pas de partition à lire.',
    more: {
      venue: 'Bibliothèque de la rue des Palmiers (inventée), Nantes',
      access: 'De plain-pied. Toilettes accessibles. Des chaises à dossier.',
      cost: 'Gratuit',
    },
  },
  en: {
    title: 'Choir rehearsal',
    text: 'We warm up, learn one song and sing three. No audition, no notes to read.',
    more: { access: 'Step-free. Accessible toilets. Chairs with backs.', cost: 'Free' },
  },
  ar: {
    title: 'تمرين الجوقة',
    text: 'إحماء للصوت، ثم أغنية جديدة، ثم ثلاث نعرفها. لا اختبار ولا نوتة تُقرأ.',
    more: { access: 'المدخل دون درج.', cost: 'مجانًا' },
  },
}
const MET = [
  {
    daysAgo: 21,
    text: '## Présences\n\nNeuf voix, deux nouvelles.\n\n## Ce qui a été dit\n\n- « La barque » a deux couplets : on chante les deux.\n- Le froid dans la salle fatigue les voix.',
    decisions: [
      { text: 'Demander une salle chauffée pour décembre.', who: 'Théo Ravanel', dueInDays: -10, done: true },
      { text: 'Recopier le cahier de tante Rosaline.', who: 'Yannis Corvel', dueInDays: 16, done: false },
    ],
  },
  {
    daysAgo: 7,
    text: '## Présences\n\nDouze voix.\n\n## Ce qui a été dit\n\n- La bibliothèque nous prête sa salle.\n- Les chansons à trois voix attendront le printemps : nous n’avons qu’une basse.',
    decisions: [{ text: 'Chercher une deuxième voix basse.', who: 'Qui veut', dueInDays: 30, done: false }],
  },
]

/** Every second week since three weeks ago, and on: what was said and decided stands with each date that is over. */
async function playRehearsals(stage: Stage, community: string, speakers: ReadonlyMap<string, Speaker>): Promise<void> {
  const actor = speakers.get('yannis')?.actor
  if (actor === undefined) return
  const at = (days: number) => ({ actor, at: timeAgo(stage, days, 21) })
  const { fr, ...others } = REHEARSAL
  const plan = {
    kind: 'culture',
    visibility: 'everybody',
    way: 'in-person',
    languages: ['fr'],
    zone: 'Europe/Paris',
    stepFree: 'yes',
    topics: ['music'],
  }
  const repeat = { every: 'week', interval: 2 }
  const { id: event } = await stage.call<{ id: string }>(
    'events.create',
    {
      ...{ ...plan, host: { sort: 'community', id: community }, sending: sendingOf(20), repeat, place: 'FR' },
      ...{
        text: { language: 'fr', title: fr.title, text: fr.text, ...fr.more },
        when: { day: dayIn(stage, -21), time: '18:30', minutes: 90 },
      },
    },
    at(30),
  )
  for (const [language, { more, ...words }] of Object.entries(others))
    await stage.call('events.translate', { event, language, ...words, ...more }, at(30))
  await stage.call('events.publish', { event }, at(30))
  for (const { daysAgo, text, decisions } of MET) {
    const date = { event, slot: dayIn(stage, -daysAgo), language: 'fr' }
    await stage.call('events.write-minutes', { ...date, text, publish: true }, at(daysAgo - 1))
    for (const [index, { dueInDays, done, ...decision }] of decisions.entries()) {
      await stage.call('events.add-decision', { ...date, ...decision, dueOn: dayIn(stage, dueInDays) }, at(daysAgo - 1))
      if (done) await stage.call('events.settle-decision', { event, slot: date.slot, number: index + 1, done }, at(6))
    }
  }
}

export const choirTexts = (): readonly string[] => [
  ...[PICTURES, RECORDING].flatMap((words) => Object.values(words)),
  ...[POLL.title, POLL.text, ...POLL.answers, TRANSLATED.french.title, TRANSLATED.french.text, TRANSLATED.reply],
  ...[REHEARSAL.fr.title, REHEARSAL.fr.text, ...Object.values(REHEARSAL.fr.more)],
  ...MET.flatMap(({ text, decisions }) => [text, ...decisions.map((decision) => decision.text)]),
]
