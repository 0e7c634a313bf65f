import { z } from 'zod'
import type { Actor } from '../../../core/actor.ts'
import type { Sources } from '../../../core/citable.ts'
import { query } from '../../../core/command.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings } from '../../gatherings/index.ts'
import { organisations } from '../../organisations/index.ts'
import { isChanged, isStanding, shownCount, statusOf, votesShown } from '../rules.ts'
import { answersOf } from './answers.ts'
import { addresseeOf } from './cards.ts'
import { contributionsTo, type Contribution } from './contribution-facts.ts'
import { demandRecommendation, type At } from './facts.ts'
import { signaturesOf, type Signature } from './signatures.ts'
import { sourcesOf } from './undone.ts'
import { wordingsOf } from './wordings.ts'
import { ref } from './shapes.ts'

export type Signed = Contribution & { readonly by: Signature }

/** All that the page of a recommendation shows, for one reader. */
export async function readWhole(db: Reader, sources: Sources, at: At, actor: Actor) {
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
  }
}
export type Whole = Awaited<ReturnType<typeof readWhole>>

type Of = { readonly sessionId: string; readonly id: string }

const stepsOf = async (db: Reader, { sessionId, id }: Of) =>
  db
    .selectFrom('recommendation_step')
    .select(['state', 'at', 'office', 'reason', 'language'])
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

const count = z.object({ people: z.number().int().nullable().describe('Null: fewer than ten'), bodies: z.number().int() })
const tongue = z.string()
const byline = z.object({ name: z.string().nullable(), body: z.string().nullable(), office: z.string().nullable() })

export const readRecommendation = (sources: Sources) =>
  query({
    name: 'recommendations.read',
    summary: 'A recommendation with its wordings, sources, what people say about it, how it was decided and what was answered',
    route: 'GET /recommendations/{recommendation}',
    input: z.object(ref),
    output: z.object({
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
        z.object({ state: z.string(), at: z.date(), office: z.string(), reason: z.string().nullable(), language: tongue.nullable() }),
      ),
      sources: z.array(z.object({ sort: z.string(), id: z.string(), path: z.string().nullable(), standing: z.string() })),
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
    }),
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
    sources: sources.map(({ sort, id: source, source: now, standing }) => ({ sort, id: source, path: now?.path ?? null, standing })),
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
  }
}
