import type { Actor } from '../../../core/actor.ts'
import { keyOf, type SourceId } from '../../../core/citable.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings } from '../../gatherings/index.ts'
import { organisations } from '../../organisations/index.ts'
import type { Commitment } from '../policy.ts'
import { dayOf, isPublic, pathOf, quartersOf, statusOf, type Status, wordingFor } from '../rules.ts'
import type { Day } from '../tables.ts'
import { selectCommitments } from './facts.ts'
import { changesOf, checksOf, evidenceOf, indicatorsOf, measurementsOf, milestonesOf, supportersOf, wordingsOf } from './parts.ts'
import { questionsOf, unansweredAmong } from './questions.ts'
import { owedBy, sentReports } from './reports.ts'

export type BodyName = {
  readonly id: string
  readonly name: string
  readonly language: string
  readonly path: string
  readonly slug: string
  readonly kind: string
  readonly government: boolean
}

export type EditionName = { readonly id: string; readonly name: string; readonly language: string; readonly path: string }

/** A commitment as the board shows it. */
export type Card = {
  readonly id: string
  readonly path: string
  readonly status: Status
  /** A report on it is missing: its body says nothing. */
  readonly silent: boolean
  /** How many asked for evidence, had no answer, and the day for it has passed. */
  readonly unanswered: number
  readonly title: string
  readonly text: string
  readonly language: string
  readonly lead: BodyName
  readonly supporters: readonly BodyName[]
  readonly edition: EditionName | null
  readonly source: SourceId | null
  readonly startsOn: Day
  readonly dueOn: Day
  /** The date that was given first, where it was moved since. */
  readonly firstDueOn: Day
  readonly endedOn: Day | null
  readonly checkedOn: Day | null
  readonly owner: string
  readonly sdgs: readonly number[]
  readonly indicators: number
  readonly evidence: number
  /** Milestones that lie after its own date, which cannot be. */
  readonly milestonesAfter: number
  /** The last day of which there is a measurement or evidence, or its start. */
  readonly tracedOn: Day
  readonly mergedInto: string | null
}

export type Which = {
  readonly ids?: readonly string[]
  readonly lead?: string
  readonly edition?: string
  readonly source?: SourceId
  /** Also what nobody agreed to yet: for whoever was asked. */
  readonly all?: boolean
}
type Asking = { readonly actor: Pick<Actor, 'locale'>; readonly now: Date }

/** What everybody may read: late ones first, then by the date. */
export async function commitmentCards(db: Reader, which: Which, asking: Asking): Promise<readonly Card[]> {
  let select = selectCommitments(db)
  if (which.ids !== undefined) {
    if (which.ids.length === 0) return []
    select = select.where('id', 'in', [...which.ids])
  }
  if (which.lead !== undefined) select = select.where('lead_body', '=', which.lead)
  if (which.edition !== undefined) select = select.where('edition_id', '=', which.edition)
  if (which.source !== undefined) select = select.where('source_sort', '=', which.source.sort).where('source_id', '=', which.source.id)
  const rows: readonly Commitment[] = await select.execute()
  const cards = await drawn(db, which.all === true ? rows : rows.filter(isPublic), asking)
  return cards.toSorted(byUrgency)
}

const rank = ({ status }: Card): number => (status === 'late' ? 0 : status === 'running' ? 1 : 2)
const byUrgency = (a: Card, b: Card): number =>
  rank(a) - rank(b) || a.dueOn.localeCompare(b.dueOn) || a.title.localeCompare(b.title) || a.id.localeCompare(b.id)

const UNKNOWN = { name: '', language: 'und', path: '/bodies', slug: '', kind: 'partner', government: false }

export async function bodyNames(db: Reader, ids: readonly string[], locale: string): Promise<(id: string) => BodyName> {
  const cards = await organisations.bodyCards(db, ids, locale)
  return (id) => {
    const card = cards.get(id)
    if (card === undefined) return { id, ...UNKNOWN }
    const { name, language, slug, kind } = card
    return { id, name, language, slug, kind, path: `/bodies/${slug}`, government: organisations.speaksForState(kind) }
  }
}

async function editionNames(db: Reader, ids: readonly (string | null)[], locale: string): Promise<ReadonlyMap<string, EditionName>> {
  const named = new Map<string, EditionName>()
  for (const id of new Set(ids)) {
    const card = id === null ? null : await gatherings.editionById(db, id, locale)
    if (card !== null) named.set(card.id, { id: card.id, name: card.name, language: card.language, path: card.path })
  }
  return named
}

const grouped = <Row extends { readonly commitment: string }>(rows: readonly Row[]) => {
  const by = Map.groupBy(rows, ({ commitment }) => commitment)
  return (id: string): readonly Row[] => by.get(id) ?? []
}

/** Everything below them, by commitment; a dozen readings for as many as there are. */
async function below(db: Reader, ids: readonly string[]) {
  return {
    texts: grouped(await wordingsOf(db, ids)),
    supports: grouped((await supportersOf(db, ids)).filter(({ state }) => state === 'accepted')),
    indicators: grouped(await indicatorsOf(db, ids)),
    milestones: grouped(await milestonesOf(db, ids)),
    measures: grouped(await measurementsOf(db, ids)),
    evidence: grouped(await evidenceOf(db, ids)),
    checks: grouped(await checksOf(db, ids)),
    questions: grouped(await questionsOf(db, ids)),
    moves: grouped((await changesOf(db, ids)).filter(({ oldDue }) => oldDue !== null)),
  }
}

async function drawn(db: Reader, rows: readonly Commitment[], { actor: { locale }, now }: Asking): Promise<readonly Card[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const part = await below(db, ids)
  const leads = rows.map(({ leadBody }) => leadBody)
  const sent = await sentReports(db, leads)
  const nameOf = await bodyNames(db, [...leads, ...ids.flatMap((id) => part.supports(id).map(({ body }) => body))], locale)
  const editions = await editionNames(
    db,
    rows.map(({ editionId }) => editionId),
    locale,
  )
  const today = dayOf(now)
  return rows.flatMap((row): Card[] => {
    const { id, startsOn, dueOn, endedOn, owner, sdgs, mergedInto, leadBody, sourceSort, sourceId } = row
    const wording = wordingFor(part.texts(id), row, locale)
    if (wording === undefined) return []
    const traces = [...part.measures(id).map(({ measuredOn }) => measuredOn), ...part.evidence(id).map(({ datedOn }) => datedOn)]
    return [
      {
        ...{ id, path: pathOf(id), startsOn, dueOn, endedOn, owner, sdgs, mergedInto, status: statusOf(row, today) },
        unanswered: unansweredAmong(part.questions(id), row, today),
        silent: row.state === 'running' && isSilent(row, sent.get(leadBody) ?? [], today),
        ...{ title: wording.title, text: wording.text, language: wording.language, lead: nameOf(leadBody) },
        supporters: part.supports(id).map(({ body }) => nameOf(body)),
        edition: editions.get(row.editionId ?? '') ?? null,
        source: sourceSort === null || sourceId === null ? null : { sort: sourceSort, id: sourceId },
        firstDueOn: part.moves(id)[0]?.oldDue ?? dueOn,
        checkedOn: part.checks(id).at(-1)?.checkedOn ?? null,
        ...{ indicators: part.indicators(id).length, evidence: part.evidence(id).length },
        milestonesAfter: part.milestones(id).filter((one) => one.doneOn === null && one.dueOn > dueOn).length,
        tracedOn: traces.reduce((last, day) => (day > last ? day : last), startsOn),
      },
    ]
  })
}

/** How each that everybody reads stands, and nothing else of it: for the first page, which is read most. */
export async function standings(db: Reader, now: Date): Promise<readonly Pick<Card, 'status' | 'silent' | 'unanswered'>[]> {
  const rows = (await selectCommitments(db).where('accepted_on', 'is not', null).execute()).filter(isPublic)
  if (rows.length === 0) return []
  const sent = await sentReports(
    db,
    rows.map(({ leadBody }) => leadBody),
  )
  const questions = grouped(
    await questionsOf(
      db,
      rows.map(({ id }) => id),
    ),
  )
  const today = dayOf(now)
  return rows.map((row) => ({
    status: statusOf(row, today),
    silent: row.state === 'running' && isSilent(row, sent.get(row.leadBody) ?? [], today),
    unanswered: unansweredAmong(questions(row.id), row, today),
  }))
}

/** One of the quarters in which it ran has no report though its day has passed. */
const isSilent = (row: Commitment, sent: Parameters<typeof owedBy>[1], today: Day): boolean =>
  quartersOf(row, today).length > 0 && owedBy([row], sent, today).some(({ state }) => state === 'missing')

export const sourceKey = ({ source }: Pick<Card, 'source'>): string => (source === null ? '' : keyOf(source))
