import { z } from 'zod'
import type { Actor } from '../../../core/actor.ts'
import type { Agreement, Sources } from '../../../core/citable.ts'
import { query } from '../../../core/command.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings } from '../../gatherings/index.ts'
import { organisations } from '../../organisations/index.ts'
import { isChanged, isStanding, shownCount, statusOf, votesShown, type Piece } from '../rules.ts'
import { answersOf } from './answers.ts'
import { addresseeOf } from './cards.ts'
import { contributionsTo, type Contribution } from './contribution-facts.ts'
import { demandRecommendation, type At } from './facts.ts'
import { piecesOf, translationsOf } from './pieces.ts'
import { signaturesOf, type Signature } from './signatures.ts'
import { sourcesOf } from './undone.ts'
import { wordingsOf } from './wordings.ts'
import { ref } from './shapes.ts'

export type Signed = Contribution & { readonly by: Signature }

/** All that the page of a recommendation shows, for one reader. */
export async function readWhole(db: Reader, sources: Sources, at: At, actor: Actor, wanted: string = actor.locale) {
  const { recommendation, session, today } = at
  const contributions = await contributionsTo(db, recommendation)
  const signatures = await signaturesOf(db, contributions, actor)
  // Words that were taken back or hidden are read by nobody here.
  const readable = contributions.flatMap((one): Signed[] => {
    const by = signatures.get(one.id)
    return by === undefined || one.state === 'withdrawn' || one.hiddenFor !== null ? [] : [{ ...one, by }]
  })
  const answers = await answersOf(db, [recommendation])
  const questions = recommendation.question === null ? [] : await gatherings.questionsOf(db, session.id, actor.locale)
  const { addresseeBody } = recommendation
  return {
    ...at,
    wordings: await wordingsOf(db, recommendation),
    steps: await stepsOf(db, recommendation),
    sources: await sourcesOf(db, sources, recommendation, actor.locale),
    question: questions.find(({ number }) => number === recommendation.question) ?? null,
    addressee: addresseeOf(recommendation, await organisations.bodyCards(db, addresseeBody === null ? [] : [addresseeBody], actor.locale)),
    contributions: readable,
    counts: countsOf(contributions),
    answers,
    youth: await youthReadingOf(db, recommendation),
    status: statusOf({ ...recommendation, answer: answers.at(-1)?.answer ?? null }, today),
    ballots: await ballotsOf(db, recommendation),
    translations: await translationsOf(db, recommendation),
    /** The language in which its parts are read where somebody translated them. */
    wanted,
  }
}
export type Whole = Awaited<ReturnType<typeof readWhole>>

type Of = { readonly sessionId: string; readonly id: string }

/** What everybody reads of a recommendation and was not written in that language. */
export async function translatableOf(db: Reader, of: Of, language: string): Promise<readonly Piece[]> {
  const contributions = (await contributionsTo(db, of)).filter(({ state, hiddenFor }) => state !== 'withdrawn' && hiddenFor === null)
  const pieces = piecesOf({
    ...{ wordings: await wordingsOf(db, of), steps: await stepsOf(db, of), answers: await answersOf(db, [of]), contributions },
    youth: await youthReadingOf(db, of),
  })
  return pieces.filter((piece) => piece.language !== language)
}

export const stepsOf = async (db: Reader, { sessionId, id }: Of) =>
  db
    .selectFrom('recommendation_step')
    .select(['position', 'state', 'at', 'office', 'reason', 'language', 'was'])
    .where('session_id', '=', sessionId)
    .where('recommendation_id', '=', id)
    .orderBy('position')
    .execute()

export async function youthReadingOf(db: Reader, { sessionId, id }: Of) {
  const row = await db
    .selectFrom('youth_reading')
    .select(['text', 'language', 'version', 'written_at as writtenAt'])
    .where('session_id', '=', sessionId)
    .where('recommendation_id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

async function ballotsOf(db: Reader, { sessionId, id }: Of): Promise<number> {
  const { count } = await db
    .selectFrom('recommendation_ballot')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('session_id', '=', sessionId)
    .where('recommendation_id', '=', id)
    .executeTakeFirstOrThrow()
  return count
}

/** People by tens at least, bodies exactly: these speak in public. What moderation hid of a reason leaves its stance. */
export function countsOf(contributions: readonly Contribution[]) {
  const of = (sort: Contribution['sort']) => {
    const all = contributions.filter((one) => one.sort === sort && one.state !== 'withdrawn')
    const bodies = all.filter(({ body }) => body !== null).length
    return { people: shownCount(all.length - bodies), bodies }
  }
  return { support: of('support'), objection: of('objection') }
}

export const agreementShape = z
  .object({
    ...{ path: z.string(), certificate: z.string(), at: z.date().describe('The day of the result') },
    groups: z.array(z.object({ group: z.string(), agree: z.number().describe('Share of those of the group who answered, 0 to 1') })),
  })
  .describe('How far the opinion groups of a dialogue agree with it; groups of fewer than ten people are left out')

export const agreementData = (agreement: Agreement | undefined) =>
  agreement === undefined ? null : { ...agreement, groups: agreement.groups.map(({ letter, agree }) => ({ group: letter, agree })) }

const count = z.object({ people: z.number().int().nullable().describe('Null: fewer than ten'), bodies: z.number().int() })
const tongue = z.string()
const byline = z.object({ name: z.string().nullable(), body: z.string().nullable(), office: z.string().nullable() })

const wholeShape = z.object({
  id: z.string(),
  session: z.string(),
  number: z.number().int(),
  status: z.string(),
  addressee: z.string(),
  addresseeBody: z.string().nullable(),
  question: z.number().int().nullable(),
  actBy: z.string().nullable(),
  answerBy: z.string(),
  sdgs: z.array(z.number().int()),
  gcm: z.array(z.number().int()),
  rule: z.string().nullable(),
  quorum: z.number().int().nullable(),
  votes: z.object({ for: z.number(), against: z.number(), abstain: z.number() }).nullable(),
  wordings: z.array(
    z.object({
      version: z.number().int(),
      title: z.string(),
      text: z.string(),
      call: z.string(),
      language: tongue,
      writtenAt: z.date(),
    }),
  ),
  steps: z.array(
    z.object({
      ...{ position: z.number().int(), state: z.string(), at: z.date(), office: z.string(), reason: z.string().nullable() },
      language: tongue.nullable(),
      was: z.record(z.string(), z.string()).nullable().describe('Of a change of what was proposed: what stood there before, by field'),
    }),
  ),
  sources: z.array(
    z.object({
      ...{ sort: z.string(), id: z.string(), path: z.string().nullable(), standing: z.string() },
      at: z.date().nullable().describe('The day of the source'),
      agreement: agreementShape.nullable(),
    }),
  ),
  stands: z.boolean().describe('False: what it stands on was changed or withdrawn, and the rapporteur has not looked yet'),
  support: count,
  objection: count,
  contributions: z.array(
    z.object({
      ...{ id: z.string(), sort: z.string(), text: z.string(), language: tongue, by: byline, state: z.string(), writtenOn: z.string() },
      proposed: z.object({ title: z.string(), text: z.string(), call: z.string() }).nullable(),
      reply: z.object({ text: z.string(), language: tongue, at: z.date() }).nullable(),
    }),
  ),
  youthReading: z.object({ text: z.string(), language: tongue }).nullable(),
  answers: z.array(
    z.object({
      ...{ answer: z.string(), reason: z.string(), language: tongue, at: z.date(), office: z.string(), late: z.boolean() },
      parts: z.array(z.object({ part: z.string(), answer: z.string(), reason: z.string() })),
    }),
  ),
  translations: z.array(
    z.object({
      ...{
        piece: z.string(),
        language: tongue,
        words: z.array(z.string()),
        translator: z.string(),
        translatorName: z.string(),
        office: z.string(),
      },
      behind: z.boolean().describe('The original was changed since'),
    }),
  ),
})

export const readRecommendation = (sources: Sources) =>
  query({
    name: 'recommendations.read',
    summary: 'A recommendation with its wordings, sources, what people say about it, how it was decided and what was answered',
    route: 'GET /recommendations/{recommendation}',
    input: z.object(ref),
    output: wholeShape,
    async read(db, { input, actor, now }) {
      const at = await demandRecommendation(db, input.recommendation, { actor, now })
      return asData(await readWhole(db, sources, at, actor))
    },
  })

function asData(whole: Whole) {
  const { recommendation, contributions, youth, sources } = whole
  const { id, sessionId, number, addresseeBody, question, actBy, answerBy, sdgs, gcm, rule, quorum } = recommendation
  return {
    ...{ id, session: sessionId, number, status: whole.status, addressee: whole.addressee.name, addresseeBody, question, actBy, answerBy },
    ...{ sdgs: [...sdgs], gcm: [...gcm], rule, quorum, votes: votesShown(recommendation) },
    wordings: whole.wordings.map(({ version, title, text, call, language, writtenAt }) => ({
      version,
      title,
      text,
      call,
      language,
      writtenAt,
    })),
    steps: whole.steps,
    sources: sources.map(({ sort, id: source, source: now, standing }) => ({
      ...{ sort, id: source, path: now?.path ?? null, standing, at: now?.at ?? null, agreement: agreementData(now?.agreement) },
    })),
    stands: !sources.some(isChanged) && sources.some(isStanding),
    ...whole.counts,
    contributions: contributions.map(({ by, ...one }) => ({
      ...{ id: one.id, sort: one.sort, text: one.text, language: one.language, state: one.state, writtenOn: one.writtenOn },
      ...{ proposed: one.proposed, reply: one.reply, by: { name: by.name, body: by.body?.name ?? null, office: by.office } },
    })),
    youthReading: youth === null ? null : { text: youth.text, language: youth.language },
    answers: whole.answers.map(({ answer, reason, language, at, office, late, parts }) => ({
      ...{ answer, reason, language, at, office, late, parts: [...parts] },
    })),
    translations: translationsData(whole),
  }
}

/** Those of what is read now: of words that were taken back none is handed out. */
function translationsData(whole: Whole) {
  const versions = new Map(piecesOf(whole).map(({ piece, version }) => [piece, version]))
  return whole.translations.flatMap(({ piece, language, words, translator, name, office, follows }) => {
    const version = versions.get(piece)
    if (version === undefined) return []
    return [{ ...{ piece, language, words: [...words], translator, translatorName: name, office }, behind: follows !== version }]
  })
}
