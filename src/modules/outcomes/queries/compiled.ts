import { keyOf, type Source, type Sources } from '../../../core/citable.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings, type SessionCard } from '../../gatherings/index.ts'
import { isolated, isTold, sortsInWords, TOLD, WITH_RECOMMENDATION, type Voice, type VoiceIn } from '../rules.ts'
import type { Cited, Sentence } from '../tables.ts'
import type { Place } from './documents.ts'
import type { Section } from './parts.ts'
import { frameOf } from './programme.ts'

/** A part as the hub makes it, before it has a number. */
export type Fresh = Pick<Section, 'level' | 'heading' | 'headingLanguage' | 'sentences'> & { readonly origin: string }

/** What the deeds and pages of this room are made from: what others let be cited, and the hub's sentences in any language. */
export type Means = { readonly sources: Sources; readonly voice: VoiceIn }
type Making = Means & { readonly uuid: () => string }

/**
 * A report as the hub compiles it: it arranges and quotes, and its only words of its own are sentences of the programme and names of parts. The sessions of
 * an edition that were held or are announced, in their order; of each the frame, then by guiding question what was said.
 */
export async function compiled(
  db: Reader,
  { edition, session }: Pick<Place, 'edition' | 'session'>,
  language: string,
  making: Making,
): Promise<readonly Fresh[]> {
  const say = making.voice(language)
  const all = await gatherings.sessionsOfEdition(db, edition.id, say.locale)
  const held = all.filter(({ id, phase }) => (session === null ? phase !== 'draft' && phase !== 'called-off' : id === session.id))
  const parts: Fresh[] = []
  for (const one of held) parts.push(...(await ofSession(db, one, { ...making, say, inner: session === null })))
  return parts
}

type Told = Making & { readonly say: Voice; /** The session is one of several. */ readonly inner: boolean }

async function ofSession(db: Reader, session: SessionCard, told: Told): Promise<readonly Fresh[]> {
  const { say, inner, sources } = told
  const programme: Cited = { sort: 'programme', id: session.id, version: session.changes }
  const own = (key: string, text: string, from: Cited = programme): Sentence => ({
    ...{ id: told.uuid(), text, language: say.locale, by: 'hub', quote: false, key, sources: [from] },
  })
  const frame: Fresh = {
    ...{ origin: `${session.id}/frame`, level: 1, sentences: (await frameOf(db, session, say)).map(({ key, text }) => own(key, text)) },
    ...(inner
      ? { heading: session.title, headingLanguage: session.language }
      : { heading: say('outcome.part.frame'), headingLanguage: say.locale }),
  }
  const standing = (await sources.ofSession(db, session.id, say.locale)).filter(({ state, text }) => state === 'standing' && text !== '')
  const byQuestion = Map.groupBy(standing, ({ question }) => question)
  const questions = await gatherings.questionsOf(db, session.id, say.locale)
  const under = inner ? 2 : 1
  const filed = questions.flatMap(({ number, text, language }): readonly Fresh[] => {
    const origin = `${session.id}/q${number}`
    const parts = partsUnder(byQuestion.get(number) ?? [], { origin, level: under + 1 }, told)
    const unanswered = parts.length === 0 ? [own(`unanswered:${origin}`, say('outcome.unanswered'))] : []
    return [{ origin, level: levelOf(under), heading: `${number}. ${text}`, headingLanguage: language, sentences: unanswered }, ...parts]
  })
  const known = new Set<number | null>(questions.map(({ number }) => number))
  const loose = standing.filter(({ question }) => !known.has(question))
  const rest = partsUnder(loose, { origin: `${session.id}/rest`, level: under + 1 }, told)
  const unfiled: Fresh = {
    ...{
      origin: `${session.id}/rest`,
      level: levelOf(under),
      heading: say('outcome.part.rest'),
      headingLanguage: say.locale,
      sentences: [],
    },
  }
  return [frame, ...filed, ...(rest.length === 0 ? [] : [unfiled, ...rest])]
}

const levelOf = (level: number): 1 | 2 | 3 => (level <= 1 ? 1 : level === 2 ? 2 : 3)

/** What was said under one question, by sorts. */
function partsUnder(all: readonly Source[], { origin, level }: { origin: string; level: number }, told: Told): readonly Fresh[] {
  const { say } = told
  const sorts = [...TOLD, ...new Set(all.map(({ sort }) => sort).filter((sort) => isTold(sort) && !TOLD.some((one) => one === sort)))]
  return sorts.flatMap((sort) => {
    const own = all.filter((source) => source.sort === sort)
    if (own.length === 0) return []
    const sentences = own.flatMap((source) => sentencesOf(source, all, told))
    return [
      { origin: `${origin}/${sort}`, level: levelOf(level), heading: sortsInWords(say, sort), headingLanguage: say.locale, sentences },
    ]
  })
}

/** The words as they stand, with how far opinion groups agree; of a recommendation also what was said beside it. */
function sentencesOf(source: Source, all: readonly Source[], told: Told): readonly Sentence[] {
  const { say, uuid } = told
  const own = (prefix: string, of: Source, text: string): Sentence => ({
    ...{ id: uuid(), text, language: say.locale, by: 'hub', quote: false, key: `${prefix}:${keyOf(of)}`, sources: [citedOf(of)] },
  })
  const agreement = source.agreement === undefined ? [] : [own('agreement', source, agreementInWords(say, source.agreement))]
  const beside = all.filter(
    ({ sort, from }) => WITH_RECOMMENDATION.some((one) => one === sort) && from.some((id) => keyOf(id) === keyOf(source)),
  )
  return [
    quoteOf(source, uuid),
    ...agreement,
    ...WITH_RECOMMENDATION.flatMap((sort) =>
      beside
        .filter((one) => one.sort === sort)
        .flatMap((one) => [
          own('label', one, say('outcome.label', { sort: sort === 'youth-reading' ? 'youth' : sort })),
          quoteOf(one, uuid),
        ]),
    ),
  ]
}

const citedOf = ({ sort, id, version }: Source): Cited => ({ sort, id, version })

const quoteOf = (source: Source, uuid: () => string): Sentence => ({
  ...{ id: uuid(), text: source.text, language: source.language, by: 'hub', quote: true, key: keyOf(source), sources: [citedOf(source)] },
})

function agreementInWords(say: Voice, { certificate, groups }: NonNullable<Source['agreement']>): string {
  const shares = groups.map(({ letter, agree }) => say('outcome.agreement.group', { letter, share: say.share(agree) }))
  return say('outcome.agreement', { groups: say.list(shares), certificate: isolated(certificate.slice(0, 12), say.dir) })
}
