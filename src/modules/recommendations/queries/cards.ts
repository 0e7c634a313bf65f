import { dayIn } from '#base'
import type { Actor } from '../../../core/actor.ts'
import type { Sources } from '../../../core/citable.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings, type SessionCard } from '../../gatherings/index.ts'
import { organisations } from '../../organisations/index.ts'
import type { Recommendation } from '../policy.ts'
import { isAnnounced, isChanged, isPublic, isStanding, type Status, statusOf } from '../rules.ts'
import type { AnswerKind } from '../tables.ts'
import { recommendationOf, selectRecommendations } from './facts.ts'
import { sourcesOfMany } from './undone.ts'
import { newestWordings, type Wording } from './wordings.ts'

export type Addressee = {
  readonly name: string
  readonly language: string
  /** Of a body of this hub. */
  readonly path: string | null
}

/** A recommendation as a list shows it. */
export type Card = {
  readonly id: string
  readonly number: number
  readonly path: string
  readonly session: SessionCard
  readonly status: Status
  readonly version: number
  readonly title: string
  /** The title as the reader reads it: translated, where somebody did so and the wording did not change since. */
  readonly heading: { readonly text: string; readonly language: string }
  readonly text: string
  readonly call: string
  readonly language: string
  readonly question: number | null
  readonly addressee: Addressee
  readonly addresseeBody: string | null
  readonly actBy: string | null
  readonly answerBy: string
  readonly sdgs: readonly number[]
  readonly gcm: readonly number[]
  readonly answeredAt: Date | null
  readonly answeredLate: boolean
  readonly proposedAt: Date | null
  readonly sources: { readonly all: number; readonly standing: number; readonly changed: boolean }
}

type Asking = { readonly actor: Pick<Actor, 'locale'>; readonly now: Date; readonly sources: Sources }

export type Which = { readonly sessionId?: string; readonly body?: string; readonly ids?: readonly string[]; readonly drafts?: boolean }

/** What everybody may read, and drafts too for those who lead the session. Overdue ones first, then by the day of the answer. */
export async function recommendationCards(db: Reader, which: Which, asking: Asking): Promise<readonly Card[]> {
  let select = selectRecommendations(db)
  if (which.sessionId !== undefined) select = select.where('session_id', '=', which.sessionId)
  if (which.body !== undefined) select = select.where('addressee_body', '=', which.body)
  if (which.ids !== undefined) select = which.ids.length === 0 ? select.where('number', '<', 0) : select.where('id', 'in', [...which.ids])
  const all = (await select.execute()).map(recommendationOf)
  const cards = await drawn(db, which.drafts === true ? all : all.filter(isPublic), asking)
  return cards.filter(({ session }) => which.drafts === true || isAnnounced(session)).toSorted(byUrgency)
}

const rank = ({ status }: Card): number => (status === 'silent' ? 0 : status === 'put' ? 1 : 2)
const byUrgency = (a: Card, b: Card): number =>
  rank(a) - rank(b) ||
  (a.answerBy < b.answerBy ? -1 : a.answerBy > b.answerBy ? 1 : 0) ||
  a.session.path.localeCompare(b.session.path) ||
  a.number - b.number

async function drawn(db: Reader, all: readonly Recommendation[], { actor, now, sources }: Asking): Promise<readonly Card[]> {
  const { locale } = actor
  const sessions = await gatherings.sessionsByIds(
    db,
    all.map(({ sessionId }) => sessionId),
    locale,
  )
  const shown = all.filter(({ sessionId }) => sessions.has(sessionId))
  const wordings = await newestWordings(db, shown, locale)
  const answers = await answersTo(db, shown)
  const stood = await sourcesOfMany(db, sources, shown, locale)
  const bodies = await organisations.bodyCards(
    db,
    shown.flatMap(({ addresseeBody }) => addresseeBody ?? []),
    locale,
  )
  return shown.flatMap((one) => {
    const [session, wording] = [sessions.get(one.sessionId), wordings.get(one.id)]
    if (session === undefined || wording === undefined) return []
    const answer = answers.get(one.id)
    const own = stood.get(one.id) ?? []
    const { id, number, version, question, addresseeBody, actBy, answerBy, sdgs, gcm, proposedAt } = one
    const { title, text, call, language } = wording
    return {
      ...{ id, number, path: `/recommendations/${id}`, session, version, title, text, call, language, question, addresseeBody, actBy },
      ...{ answerBy, sdgs, gcm, proposedAt, heading: headingOf(wording, wording.translated?.[0], locale) },
      status: statusOf({ ...one, answer: answer?.answer ?? null }, dayIn(now, session.zone)),
      addressee: addresseeOf(one, bodies),
      ...{ answeredAt: answer?.at ?? null, answeredLate: answer?.late ?? false },
      sources: { all: own.length, standing: own.filter(isStanding).length, changed: own.some(isChanged) },
    }
  })
}

const headingOf = ({ title, language }: Wording, translated: string | undefined, locale: string): Card['heading'] =>
  translated === undefined || language === locale ? { text: title, language } : { text: translated, language: locale }

type Bodies = Awaited<ReturnType<typeof organisations.bodyCards>>

export function addresseeOf({ addresseeBody, addresseeName }: Recommendation, bodies: Bodies): Addressee {
  const body = addresseeBody === null ? undefined : bodies.get(addresseeBody)
  if (body === undefined) return { name: addresseeName ?? '', language: 'und', path: null }
  return { name: body.name, language: body.language, path: `/bodies/${body.slug}` }
}

type Given = { readonly answer: AnswerKind; readonly at: Date; readonly late: boolean }

/** The last answer to each; whether it was late is said of the first. */
async function answersTo(db: Reader, those: readonly Recommendation[]): Promise<ReadonlyMap<string, Given>> {
  if (those.length === 0) return new Map()
  const rows = await db
    .selectFrom('recommendation_answer')
    .select(['recommendation_id as id', 'answer', 'answered_at as at', 'late'])
    .where((where) =>
      where(
        where.refTuple('session_id', 'recommendation_id'),
        'in',
        those.map(({ sessionId, id }) => where.tuple(sessionId, id)),
      ),
    )
    .orderBy('version')
    .execute()
  return new Map(
    [...Map.groupBy(rows, ({ id }) => id)].flatMap(([id, own]) => {
      const [first, last] = [own[0], own.at(-1)]
      return first === undefined || last === undefined ? [] : [[id, { answer: last.answer, at: last.at, late: first.late }] as const]
    }),
  )
}
