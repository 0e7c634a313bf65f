import { hull, membersOf, placeOf, type Analysis, type Counts, type Group, type StatementResult } from '#deliberation'
import type { Actor } from '../../../core/actor.ts'
import type { Reader } from '../../../platform/db.ts'
import { FEWEST_SHOWN, isSealed } from '../rules.ts'
import type { Dialogue } from './dialogue-facts.ts'
import { insightOf, type Insight } from './insight.ts'
import { latestResult, type Result } from './latest-result.ts'
import { withSpeakers } from './speakers.ts'
import { readStatements, type SpokenRow } from './statement-list.ts'

type Place = [number, number]
export type ShownGroup = { readonly id: string; readonly size: number; readonly hull: Place[]; readonly centre: Place }
export type GroupCounts = Counts & { readonly id: string }

export type ShownStatement = SpokenRow & {
  readonly counts: Counts
  /** Groups large enough to be shown with numbers. */
  readonly groups: readonly GroupCounts[]
  readonly result: StatementResult
}

export type OwnWords = {
  readonly group: string
  readonly small: boolean
  readonly statements: readonly (ShownStatement & { readonly side: 'agree' | 'disagree' })[]
}

export type ResultPage = {
  readonly version: number
  readonly computedAt: Date
  readonly certificate: string
  readonly analysis: Pick<Analysis, 'engine' | 'parameters' | 'participants' | 'included' | 'votes' | 'statements' | 'noGroups'>
  readonly groups: readonly ShownGroup[]
  /** Groups of fewer than ten: in words, never on the map. */
  readonly smallGroups: readonly string[]
  readonly people: readonly { readonly at: Place; readonly group: string | null; readonly between: boolean }[]
  /** How many are in the groups shown; `people` may be a part of them, for the weight of the page. */
  readonly placed: number
  readonly you: Place | null
  readonly yourGroup: string | null
  readonly common: readonly (ShownStatement & { readonly side: 'agree' | 'disagree' })[]
  /** Where there are no groups: on which side most people are, the agreed ones first. */
  readonly majority: readonly (ShownStatement & { readonly side: 'agree' | 'disagree' })[]
  readonly needVotes: number
  readonly divisive: readonly ShownStatement[]
  readonly ownWords: readonly OwnWords[]
  readonly all: readonly ShownStatement[]
  readonly insight: Insight<ShownStatement>
}

const MOST_DOTS = 400
const LISTED = 7

export type Reading =
  | { readonly page: ResultPage }
  | { readonly page: null; readonly why: 'not-yet' | 'too-few' | 'sealed'; readonly participants: number }

/** All that the result page shows. Own dialogues with fewer than ten participants show nothing: every number would point at people. */
export async function readResultPage(
  db: Reader,
  dialogue: Dialogue,
  { participant, actor }: { readonly participant: number | null; readonly actor: Actor },
): Promise<Reading> {
  // Of these only the sealed result is shown, whoever asks: see `readSealedPage`.
  if (isSealed(dialogue)) return { page: null, why: 'sealed', participants: 0 }
  const result = await latestResult(db, dialogue.id)
  if (result === null) return { page: null, why: 'not-yet', participants: 0 }
  const { participants } = result.analysis
  if (dialogue.origin === 'here' && participants < FEWEST_SHOWN) return { page: null, why: 'too-few', participants }
  const statements = await readStatements(db, dialogue.id, { status: 'published' })
  return { page: resultPage(result, await withSpeakers(db, dialogue, statements, actor), participant) }
}

export function resultPage(result: Result, statements: readonly SpokenRow[], participant: number | null): ResultPage {
  const { analysis, version, computedAt, certificate } = result
  const { large, all, live } = shownOf(analysis, statements)
  const common = commonGround(live)
  const own = participant === null ? null : placeOf(analysis, participant)
  return {
    version,
    computedAt,
    certificate,
    analysis,
    groups: large.map((group) => drawGroup(analysis, group)),
    smallGroups: analysis.groups.filter((group) => group.size < FEWEST_SHOWN).map((group) => group.id),
    people: dotsOf(analysis, large),
    placed: large.reduce((sum, group) => sum + group.size, 0),
    yourGroup: own?.group ?? null,
    you: own?.position ?? null,
    common,
    majority: analysis.groups.length === 0 ? majorities(analysis, live) : [],
    needVotes: live.filter((one) => one.result.consensus.needs.length > 0).length,
    divisive: live
      .filter((one) => (one.result.divisiveness?.z ?? 0) > 1.96)
      .toSorted((a, b) => (b.result.divisiveness?.z ?? 0) - (a.result.divisiveness?.z ?? 0) || a.number - b.number)
      .slice(0, LISTED),
    ownWords: analysis.groups.map((group) => ownWords(analysis, group, live)),
    all,
    insight: insightOf(analysis, large, { live, common }),
  }
}

/** Groups of ten people and more, and the statements with what the engine says of each; `live`: without those about the dialogue itself. */
export function shownOf(analysis: Analysis, statements: readonly SpokenRow[]) {
  const large = analysis.groups.filter((group) => group.size >= FEWEST_SHOWN)
  const results = new Map(analysis.results.map((one) => [one.id, one]))
  const all = statements.flatMap((row): ShownStatement[] => {
    const one = results.get(row.number)
    if (one === undefined) return []
    const groups = large.map(({ id }) => ({ id, ...(one.byGroup[id] ?? { agrees: 0, disagrees: 0, passes: 0 }) }))
    return [{ ...row, counts: { agrees: one.agrees, disagrees: one.disagrees, passes: one.passes }, groups, result: one }]
  })
  return { large, all, live: all.filter((one) => !one.meta) }
}

/** Listed by the engine (every group voted enough and took that side), the strongest first; all of them, since pages count them. */
function commonGround(live: readonly ShownStatement[]): ResultPage['common'] {
  return live
    .flatMap((one) => (one.result.consensus.listed === null ? [] : [{ ...one, side: one.result.consensus.listed }]))
    .toSorted((a, b) => score(b) - score(a) || a.number - b.number)
}

function majorities({ majority }: Analysis, live: readonly ShownStatement[]): ResultPage['majority'] {
  const byNumber = new Map(live.map((one) => [one.number, one]))
  return (['agree', 'disagree'] as const).flatMap((side) =>
    majority[side].flatMap(({ statement }) => {
      const shown = byNumber.get(statement)
      return shown === undefined ? [] : [{ ...shown, side }]
    }),
  )
}

const score = ({ side, result }: { side: 'agree' | 'disagree'; result: StatementResult }): number => result.consensus[side] ?? 0

function ownWords(analysis: Analysis, group: Group, live: readonly ShownStatement[]): OwnWords {
  const byNumber = new Map(live.map((one) => [one.number, one]))
  const statements = (analysis.representative[group.id] ?? []).flatMap(({ statement, side }) => {
    const shown = byNumber.get(statement)
    return shown === undefined ? [] : [{ ...shown, side }]
  })
  return { group: group.id, small: group.size < FEWEST_SHOWN, statements }
}

function placesOf(analysis: Analysis, participants: readonly number[]): Place[] {
  return participants.flatMap((number): Place[] => {
    const place = placeOf(analysis, number)
    return place === null ? [] : [place.position]
  })
}

const membersIn = (analysis: Analysis, group: Group): number[] => membersOf(analysis, analysis.groups.indexOf(group))

function drawGroup(analysis: Analysis, group: Group): ShownGroup {
  const places = placesOf(analysis, membersIn(analysis, group))
  const mean = (axis: 0 | 1) => places.reduce((sum, at) => sum + at[axis], 0) / Math.max(1, places.length)
  return { id: group.id, size: group.size, hull: hull(places).map(([x, y]): Place => [x, y]), centre: [mean(0), mean(1)] }
}

/** At most four hundred, an equal part of each group, always the same ones. */
function dotsOf(analysis: Analysis, groups: readonly Group[]): ResultPage['people'] {
  const total = groups.reduce((sum, group) => sum + group.size, 0)
  const step = Math.max(1, total / MOST_DOTS)
  return groups.flatMap((group) => {
    const kept = membersIn(analysis, group).filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step))
    return kept.flatMap((number) => {
      const place = placeOf(analysis, number)
      return place === null ? [] : [{ at: place.position, group: group.id, between: place.between }]
    })
  })
}
