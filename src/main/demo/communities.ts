import { randomUUID } from 'node:crypto'
import { HOME_TOWN } from './bodies.ts'
import { type Speaker, type Staff, type Stage, timeAgo } from './stage.ts'

type Words = { readonly language: string; readonly name: string; readonly summary: string }
type Said = {
  readonly by: string
  readonly daysAgo: number
  readonly kind?: 'text' | 'question' | 'introduction'
  readonly language: string
  readonly title?: string
  readonly text: string
  readonly replies?: readonly Omit<Said, 'replies' | 'kind' | 'title'>[]
}
type DemoCommunity = {
  readonly slug: string
  readonly sort: string
  readonly access: 'open' | 'request'
  readonly founder: string
  readonly body?: string
  readonly texts: readonly [Words, ...Words[]]
  readonly languages: readonly string[]
  readonly facets: readonly { readonly sort: string; readonly value: string }[]
  readonly questions?: readonly { readonly language: string; readonly text: string }[]
  readonly members: readonly string[]
  readonly said: readonly Said[]
}

const FOUNDED_DAYS_AGO = 60

/** Invented, like the people who belong to them. A hidden one there is not: nobody would see it. */
const COMMUNITIES: readonly DemoCommunity[] = [
  {
    ...{ slug: 'choeur-de-baie-haute', sort: 'culture', access: 'open', founder: 'yannis' },
    texts: [
      {
        language: 'fr',
        name: 'Chœur de Baie-Haute',
        summary: 'Nous chantons les chansons de la côte nord, à Nantes et en ligne. Venez même si vous chantez faux.',
      },
      {
        language: 'en',
        name: 'Choir of Baie-Haute',
        summary: 'We sing the songs of the north coast, in Nantes and online. Come even if you sing out of tune.',
      },
      {
        language: 'ar',
        name: 'جوقة باي هوت',
        summary: 'نغني أغاني الساحل الشمالي، في نانت وعبر الإنترنت. الباب مفتوح ولو كان الصوت نشازًا.',
      },
    ],
    languages: ['fr', 'en'],
    facets: [
      { sort: 'residence', value: 'FR' },
      { sort: 'topic', value: 'music' },
      { sort: 'language', value: 'fr' },
    ],
    members: ['theo', 'josette', 'mireille'],
    said: [
      {
        ...{ by: 'mireille', daysAgo: 21, kind: 'introduction', language: 'fr', title: 'Bonjour de Montréal' },
        text: 'Je suis infirmière, je vis loin de Nantes, et ma grand-mère chantait « La barque ». Est-ce que quelqu’un connaît le deuxième couplet ?',
        replies: [
          {
            ...{ by: 'yannis', daysAgo: 21, language: 'fr' },
            text: 'Bienvenue. Je l’ai noté avec ma tante : je vous l’écris dimanche, et on le chante ensemble en ligne.',
          },
          {
            ...{ by: 'josette', daysAgo: 20, language: 'fr' },
            text: 'Chez nous, le deuxième couplet parlait du phare. Il y en a donc deux.',
          },
        ],
      },
      {
        ...{ by: 'theo', daysAgo: 6, kind: 'question', language: 'fr', title: 'Une salle chauffée pour décembre ?' },
        text: 'La salle de la rue des Palmiers est prise les mercredis. Qui en connaît une autre, sans marches à l’entrée ?',
        replies: [
          {
            ...{ by: 'yannis', daysAgo: 5, language: 'fr' },
            text: 'La bibliothèque prête la sienne le mercredi, de plain-pied, jusqu’à vingt et une heures. J’ai réservé pour décembre.',
          },
        ],
      },
      {
        ...{ by: 'yannis', daysAgo: 2, language: 'fr', title: 'Programme du dimanche' },
        text: 'On reprend les trois chansons de la soupe du 30, puis « La barque » avec **ses deux couplets**. En ligne à 18 h, heure de Nantes.',
      },
    ],
  },
  {
    ...{ slug: 'soignants-d-ici-et-de-la-bas', sort: 'interest', access: 'request', founder: 'mireille' },
    texts: [
      {
        language: 'fr',
        name: 'Soignants d’ici et de là-bas',
        summary: 'Infirmières, aides-soignants, médecins, sages-femmes : diplômes, nuits longues, et comment aider sans s’épuiser.',
      },
      {
        language: 'en',
        name: 'Health workers here and there',
        summary: 'Nurses, care assistants, doctors, midwives: diplomas, long nights, and how to help without wearing out.',
      },
      {
        language: 'ar',
        name: 'عاملون في الصحة هنا وهناك',
        summary: 'تمريض ورعاية وطب وقبالة: الشهادات، والليالي الطويلة، وكيف نساعد دون أن نُنهك.',
      },
    ],
    languages: ['fr', 'en'],
    facets: [
      { sort: 'topic', value: 'health' },
      { sort: 'residence', value: 'CA' },
      { sort: 'residence', value: 'FR' },
    ],
    questions: [{ language: 'fr', text: 'Quel est votre métier, ou celui que vous apprenez ?' }],
    members: [],
    said: [
      {
        ...{ by: 'mireille', daysAgo: 12, language: 'fr', title: 'Ce dont on parle ici' },
        text: 'Pas de noms de patients, pas de noms d’établissements. Tout le reste peut se dire.',
      },
    ],
  },
  {
    ...{ slug: 'une-bibliotheque-pour-baie-haute', sort: 'purpose', access: 'open', founder: 'josette' },
    texts: [
      {
        language: 'fr',
        name: 'Une bibliothèque pour Baie-Haute',
        summary: 'Trois cents livres pour les enfants du village, recueillis à Nantes, triés avec soin et rangés avec eux.',
      },
      {
        language: 'en',
        name: 'A library for Baie-Haute',
        summary: 'Three hundred books for the children of the village, gathered in Nantes, sorted with care and shelved with them.',
      },
      {
        language: 'ar',
        name: 'مكتبة لباي هوت',
        summary: 'ثلاثمئة كتاب لأطفال القرية: تُجمع في نانت، وتُفرز بعناية، وتُرتَّب معهم على الرفوف.',
      },
    ],
    languages: ['fr', 'ar', 'en'],
    facets: [
      { sort: 'topic', value: 'learning' },
      { sort: 'residence', value: 'FR' },
    ],
    members: ['yannis', 'sea-breeze', 'theo'],
    said: [
      {
        ...{ by: 'josette', daysAgo: 11, language: 'fr', title: 'Deux cents livres, et dix en double' },
        text: 'La librairie de la place nous donne ses invendus. Les doubles vont à l’école du samedi.',
      },
    ],
  },
  {
    ...{ slug: 'entre-deux-rives', sort: 'ancestry', access: 'open', founder: 'josette', body: HOME_TOWN },
    texts: [
      {
        language: 'fr',
        name: 'Entre deux rives',
        summary: 'Nés ici de parents venus de là-bas, ou l’inverse, ou les deux. On compare les recettes, les prénoms et les malentendus.',
      },
      {
        language: 'en',
        name: 'Between two shores',
        summary: 'Born here of parents from there, or the other way round, or both. We compare recipes, first names and misunderstandings.',
      },
      {
        language: 'ar',
        name: 'بين ضفتين',
        summary: 'وُلدنا هنا لآباء من هناك، أو العكس، أو الاثنين معًا. نقارن الوصفات والأسماء وسوء الفهم.',
      },
    ],
    languages: ['fr', 'en'],
    facets: [
      { sort: 'generation', value: 'children' },
      { sort: 'residence', value: 'FR' },
    ],
    members: ['yannis', 'theo'],
    said: [
      {
        ...{ by: 'josette', daysAgo: 9, language: 'en', title: 'What do you answer to “where are you really from”?' },
        text: 'I collect answers: kind ones, short ones, and the one that you only thought of on the bus home.',
        replies: [{ ...{ by: 'theo', daysAgo: 8, language: 'fr' }, text: '« De la boulangerie. » Ça marche surtout le matin.' }],
      },
    ],
  },
]

/** People who meet between two dialogues; by their addresses. */
export async function playCommunities(
  stage: Stage,
  cast: { readonly speakers: ReadonlyMap<string, Speaker>; readonly staff: ReadonlyMap<string, Staff> },
): Promise<ReadonlyMap<string, string>> {
  const founded = new Map<string, string>()
  for (const { said, members, founder, body, slug, sort, access, texts, languages, facets, questions } of COMMUNITIES) {
    const behind = body === undefined ? undefined : cast.staff.get(body)
    const first = behind?.steward ?? cast.speakers.get(founder)?.actor
    if (first === undefined) continue
    const { id } = await stage.call<{ id: string }>(
      'communities.found',
      {
        slug,
        sort,
        access,
        readable: access === 'open' ? 'everybody' : 'members',
        texts,
        languages,
        facets,
        questions,
        body: behind?.bodyId,
      },
      { actor: first, at: timeAgo(stage, FOUNDED_DAYS_AGO) },
    )
    founded.set(slug, id)
    for (const [index, key] of [founder, ...members].entries()) {
      const actor = cast.speakers.get(key)?.actor
      if (actor !== undefined && actor !== first)
        await stage.call('communities.join', { community: id }, { actor, at: timeAgo(stage, FOUNDED_DAYS_AGO - 2 * index - 1) })
    }
    for (const { replies = [], ...post } of said) {
      const thread = await speak(stage, { id, ...post, hours: 9 }, cast.speakers)
      for (const [index, reply] of replies.entries()) await speak(stage, { id, thread, ...reply, hours: 11 + index }, cast.speakers)
    }
  }
  return founded
}

type Spoken = Omit<Said, 'replies'> & { readonly id: string; readonly thread?: string | undefined; readonly hours: number }

async function speak(
  stage: Stage,
  { id, thread, by, daysAgo, hours, ...words }: Spoken,
  speakers: ReadonlyMap<string, Speaker>,
): Promise<string | undefined> {
  const actor = speakers.get(by)?.actor
  if (actor === undefined) return undefined
  const written = await stage.call<{ id: string }>(
    'posts.write',
    { community: id, sending: randomUUID(), thread, media: [], ...words },
    { actor, at: timeAgo(stage, daysAgo, hours) },
  )
  return written.id
}
