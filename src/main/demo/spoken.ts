import { nobody, type Actor } from '../../core/actor.ts'
import type { PlayedSummit } from './summit.ts'
import { DAY_MS, type Speaker, type Stage } from './stage.ts'

type Said = {
  readonly text: string
  readonly language: 'fr' | 'en' | 'ar'
  readonly role: 'panellist' | 'participant' | 'host' | 'chair' | 'floor'
  readonly question?: number
  readonly summary?: true
  /** A label, nothing but the role, or the key of somebody of the demonstration who is named; absent: they have not chosen yet. */
  readonly as?: { readonly label: string } | 'none' | { readonly named: string }
  readonly withdrawn?: true
}

/** What was said a year ago, in the session about staying in touch. Everybody in it is invented. */
const SAID: readonly Said[] = [
  {
    text: 'Pendant vingt ans, nous avons reçu des lettres sans adresse de retour. Nous avons appris à répondre par la radio : « Marie de Lorient, ta sœur va bien. »',
    language: 'fr',
    role: 'host',
    question: 1,
    as: 'none',
  },
  {
    text: 'What ties me to the islands is a recipe that I can only cook with my aunt on the telephone.',
    language: 'en',
    role: 'participant',
    question: 1,
    as: { named: 'mireille' },
  },
  {
    text: 'يربطني بالجزر صوت جدّتي في الرسائل المسجّلة. أحتفظ بها كلها، حتى التي تسأل فيها فقط إن كنت قد أكلت.',
    language: 'ar',
    role: 'participant',
    question: 1,
    as: { label: 'حفيدة' },
  },
  {
    text: 'Un annuaire tenu par les associations, pas par l’État : c’est là que j’ai retrouvé ma classe.',
    language: 'fr',
    role: 'panellist',
    question: 1,
    as: 'none',
  },
  {
    text: 'The Saturday school: our children write one letter a term to a child in Baie-Haute, by hand.',
    language: 'en',
    role: 'floor',
    question: 1,
    as: { label: 'A teacher' },
  },
  {
    text: 'Le prix des appels. Pendant la crise, dix minutes coûtaient une journée de travail.',
    language: 'fr',
    role: 'participant',
    question: 2,
    as: 'none',
  },
  {
    text: 'انقطعت صلتي بعد وفاة والدي. كان هو من يعرف الأرقام كلها، ولم يكتبها أحد.',
    language: 'ar',
    role: 'floor',
    question: 2,
    as: 'none',
  },
  {
    text: 'A group chat broke us apart: forty cousins, one quarrel about land, and nobody writes any more.',
    language: 'en',
    role: 'participant',
    question: 2,
    as: { label: 'Cousin number nine' },
  },
  { text: 'La peur. On ne sait pas qui lit. Alors on parle de la pluie.', language: 'fr', role: 'participant', question: 2 },
  {
    text: 'The chair sums up: people lose touch when one person holds all the addresses, when calls cost too much, and when they do not know who listens.',
    language: 'en',
    role: 'chair',
    question: 2,
    summary: true,
    as: 'none',
  },
  { text: 'Je demande que le Secrétariat publie ce qu’il garde de nous.', language: 'fr', role: 'floor' },
  { text: 'Ceci a été retiré.', language: 'fr', role: 'participant', question: 2, withdrawn: true },
]

type Sent = {
  readonly title?: string
  readonly text: string
  readonly language: 'fr' | 'en' | 'ar'
  readonly question?: number
  readonly label?: string
  readonly answer?: object
}

const SENT: readonly Sent[] = [
  {
    title: 'Une boîte aux lettres',
    text: 'Que chaque consulat ait une boîte aux lettres où l’on peut écrire sans dire son nom.',
    language: 'fr',
    question: 1,
    answer: { outcome: 'taken-up', reason: 'La session a commencé par là. Quatre consulats en ont une depuis.', language: 'fr' },
  },
  {
    text: 'Read some of the old letters aloud, if their writers agree.',
    language: 'en',
    question: 1,
    label: 'An archivist',
    answer: { outcome: 'taken-up', reason: 'Three were read in the host’s part, with consent.', language: 'en' },
  },
  {
    text: 'Des appels gratuits le jour de la fête nationale.',
    language: 'fr',
    question: 2,
    answer: {
      outcome: 'passed-on',
      passedTo: 'Ministère des Communications',
      reason: 'Cela dépend des opérateurs ; le ministère a reçu l’idée le jour même.',
      language: 'fr',
    },
  },
  {
    text: 'أن تُترجم الجلسة إلى العربية.',
    language: 'ar',
    answer: { outcome: 'not-taken', reason: 'لم نجد مترجمًا هذه المرة. سنعلن الأمر قبل ستة أشهر في الدورة المقبلة.', language: 'ar' },
  },
  { text: 'A directory that we can switch off ourselves.', language: 'en', question: 2 },
]

const CALLS = {
  past: {
    fr: 'Que devrait-il se passer dans cette session ? Écrivez-le, même en une phrase.',
    en: 'What should happen in this session? Write it down, even in one sentence.',
  },
  coming: {
    fr: 'De quoi un outil doit-il répondre pour que vous vous y fiiez ? Vos idées décident de ce que la session aborde en premier.',
    en: 'What must a tool answer for so that you trust it? Your ideas decide what the session takes up first.',
  },
}

/** In the form of an id, the same at each start. */
const sending = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

type Cast = { readonly convener: Actor; readonly speakers: ReadonlyMap<string, Speaker> }

/** What was said in the session that was held, the ideas that came before it, and a call for the session to come. */
export async function playSpoken(stage: Stage, { past, coming }: PlayedSummit, cast: Cast): Promise<void> {
  const held = stage.today.getTime() - 365 * DAY_MS
  for (const [index, said] of SAID.entries())
    await say(stage, { session: past.session, said, index, at: new Date(held + 8 * 3_600_000) }, cast)
  await call(stage, { session: past.session, words: CALLS.past, days: [-405, -370, -345], sent: SENT }, cast)
  const first = { text: 'Dire ce que l’on garde, et combien de temps, en une phrase.', language: 'fr', question: 1 } as const
  await call(stage, { session: coming.tools, words: CALLS.coming, days: [-10, 20, 28], sent: [first] }, cast)
}

type Moment = { readonly session: string; readonly said: Said; readonly index: number; readonly at: Date }
type Captured = { readonly link: string }

async function say(stage: Stage, { session, said, index, at }: Moment, { convener, speakers }: Cast): Promise<void> {
  const { text, language, role, question = null, summary, as } = said
  const written = { session, sending: sending(index), text, language, role, question, form: summary === true ? 'summary' : 'verbatim' }
  const { link } = await stage.call<Captured>('interventions.capture', written, { actor: convener, at })
  const later = new Date(at.getTime() + 3_600_000)
  const by = { actor: nobody(language), at: later }
  if (said.withdrawn === true) await stage.call('interventions.withdraw', { of: { link } }, by)
  if (as === 'none') await stage.call('interventions.choose-attribution', { of: { link }, choice: 'none' }, by)
  else if (as !== undefined && 'label' in as)
    await stage.call('interventions.choose-attribution', { of: { link }, choice: 'label', label: as.label }, by)
  else if (as !== undefined) {
    const speaker = speakers.get(as.named)
    if (speaker === undefined) throw new Error(`nobody of the demonstration is called ${as.named}`)
    await stage.call('interventions.choose-attribution', { of: { link }, choice: 'identity' }, { actor: speaker.actor, at: later })
  }
}

type Called = {
  readonly session: string
  readonly words: Readonly<Record<'fr' | 'en', string>>
  /** From when, until when, and by when answered, in days from today. */
  readonly days: readonly [number, number, number]
  readonly sent: readonly Sent[]
}

async function call(stage: Stage, { session, words, days, sent }: Called, { convener }: Cast): Promise<void> {
  const inDays = (number: number) => new Date(stage.today.getTime() + number * DAY_MS)
  const [opensAt, closesAt, answerBy] = [inDays(days[0]).toISOString(), inDays(days[1]).toISOString(), inDays(days[2]).toISOString()]
  const [opened, written, answered] = [inDays(days[0] - 1), inDays(days[0] + 3), inDays(days[0] + 6)]
  for (const language of ['fr', 'en'] as const)
    await stage.call(
      'ideas.open-call',
      { session, opensAt, closesAt, answerBy, access: 'anyone', moderation: 'before', text: words[language], language },
      { actor: convener, at: opened },
    )
  for (const [index, { answer, ...idea }] of sent.entries()) {
    const input = { session, sending: sending(index), ...idea }
    const { id } = await stage.call<{ id: string }>('ideas.write', input, { actor: nobody(idea.language), at: written })
    await stage.call('ideas.publish', { session, idea: id }, { actor: convener, at: written })
    if (answer !== undefined) await stage.call('ideas.answer', { session, idea: id, ...answer }, { actor: convener, at: answered })
  }
}
