/** What is published of a dialogue whose votes are sealed: sums alone, and none from which the answers of fewer than ten people can be read. */
import type { Analysis, Counts, Group, NoGroups, Side, StatementResult } from './analysis.ts'
import { canonicalJson, type Canonical } from './canonical.ts'
import type { CertificateDocument } from './certificate.ts'
import type { ParametersName, StatementState } from './conversation.ts'
import { parametersNamed } from './parameters.ts'
import { sha256 } from './sha256.ts'
import { shownColumns, type Column, type Row } from './suppression.ts'

/** The least number of people that a published count stands for. */
export const fewestPublished = 10

export const sealedForm = 'passerelle-sealed-certificate/1'

/** Null: not published, to protect people. */
export type SealedCounts = { readonly [column in keyof Counts]: number | null }

export type SealedStatement = SealedCounts & {
  readonly id: number
  readonly state: StatementState
  /** Where no count is published: the side of more than half of all participants; else null. */
  readonly most: Side | null
  /** By group id; null where nothing is published by group. */
  readonly byGroup: { readonly [group: string]: SealedCounts } | null
  /** Those who are in none of the groups published. */
  readonly others: SealedCounts | null
}

export type SealedResult = {
  readonly engine: string
  readonly parameters: ParametersName
  /** `open`: counts of everybody alone, rounded down to tens. `closed`: exact counts, by group too; published once. */
  readonly stage: 'open' | 'closed'
  /** Null: fewer than ten; then no count is published. */
  readonly participants: number | null
  readonly statements: { readonly live: number; readonly meta: number }
  readonly groups: readonly { readonly id: string; readonly size: number }[]
  /** How many people are in none of `groups`: none at all, or at least ten. */
  readonly others: number
  readonly noGroups: NoGroups | null
  readonly results: readonly SealedStatement[]
}

/** All that is read of an analysis, so that nothing else of it can be published. */
export type Sealable = Pick<Analysis, 'engine' | 'parameters' | 'participants' | 'statements' | 'noGroups'> & {
  readonly groups: readonly Pick<Group, 'id' | 'size'>[]
  readonly results: readonly Pick<StatementResult, 'id' | 'state' | 'byGroup' | keyof Counts>[]
}
type Result = Sealable['results'][number]

/**
 * What may be published of an analysis. From all of it together (sizes, sums over rows and columns, whole numbers, none below zero) each count that is
 * hidden can still be any of ten values or more that follow one another. Statements that are moderated out are left out, and so are positions, components,
 * scores and lists: whatever else is shown is to be worked out from this.
 */
export function sealed(analysis: Sealable, stage: SealedResult['stage']): SealedResult {
  const { engine, parameters, statements, results } = analysis
  const enough = analysis.participants >= fewestPublished
  const people = stage === 'open' || !enough ? { groups: [], others: 0 } : partition(analysis)
  const participants = !enough ? null : stage === 'open' ? tens(analysis.participants) : analysis.participants
  return {
    engine,
    parameters,
    stage,
    participants,
    statements: { live: statements.live, meta: statements.meta },
    ...people,
    noGroups: stage === 'open' || !enough ? null : analysis.noGroups,
    results: results
      .filter(({ state }) => state !== 'moderated-out')
      .map((result) => {
        if (!enough) return { ...named(result), ...nothing, most: null, byGroup: null, others: null }
        return stage === 'open' ? inTens(result) : exact(result, analysis, people)
      }),
  }
}

type People = Pick<SealedResult, 'groups' | 'others'>

/** Groups of ten or more, and all others as one row: where they would be one to nine people, the smallest group goes with them. */
function partition({ groups, participants }: Sealable): People {
  const large = groups.filter(({ size }) => size >= fewestPublished).toSorted((a, b) => b.size - a.size || (a.id < b.id ? -1 : 1))
  const left = (shown: Sealable['groups']) => shown.reduce((rest, { size }) => rest - size, participants)
  const shown = left(large) > 0 && left(large) < fewestPublished ? large.slice(0, -1) : large
  const others = left(shown)
  if (shown.length + (others > 0 ? 1 : 0) < 2) return { groups: [], others: 0 }
  return { groups: shown.map(({ id, size }) => ({ id, size })), others }
}

const nothing: SealedCounts = { agrees: null, disagrees: null, passes: null }

function named({ id, state }: Result): Pick<SealedStatement, 'id' | 'state'> {
  return { id, state }
}

function inTens(result: Result): SealedStatement {
  const shown = (count: number) => (count < fewestPublished ? null : tens(count))
  const { agrees, disagrees, passes } = result
  const counts = { agrees: shown(agrees), disagrees: shown(disagrees), passes: shown(passes) }
  return { ...named(result), ...counts, most: null, byGroup: null, others: null }
}

function exact(result: Result, { participants }: Sealable, { groups, others }: People): SealedStatement {
  const all: Row = { agrees: result.agrees, disagrees: result.disagrees, passes: result.passes, size: participants }
  const rows = groups.map(({ id, size }): Row => ({ ...(result.byGroup[id] as Counts), size }))
  const last = rows.reduce(without, all)
  const shown = shownColumns(groups.length === 0 ? [all] : others === 0 ? rows : [...rows, last], fewestPublished)
  const byRow = shown.rows.length > 0
  return {
    ...named(result),
    ...only(all, shown.all),
    most: shown.most,
    byGroup: byRow ? Object.fromEntries(groups.map(({ id }, at) => [id, only(rows[at] as Row, shown.rows)])) : null,
    others: byRow && others > 0 ? only(last, shown.rows) : null,
  }
}

function only(row: Row, columns: readonly Column[]): SealedCounts {
  const shown = (column: Column) => (columns.includes(column) ? row[column] : null)
  return { agrees: shown('agrees'), disagrees: shown('disagrees'), passes: shown('passes') }
}

function without(whole: Row, row: Row): Row {
  return {
    agrees: whole.agrees - row.agrees,
    disagrees: whole.disagrees - row.disagrees,
    passes: whole.passes - row.passes,
    size: whole.size - row.size,
  }
}

function tens(count: number): number {
  return count - (count % fewestPublished)
}

/**
 * Whether a result may take the place of the one published before. `changed`: how many people voted, or changed a vote, between the two. While the dialogue is
 * open it does so in steps of ten people; after its end it is published once, with at least ten people who came after the last step, and never changed.
 */
export function mayPublish(before: SealedResult | null, next: SealedResult, changed: number): boolean {
  if (next.participants === null || before?.stage === 'closed') return false
  return before === null || changed >= fewestPublished
}

/**
 * The document whose canonical JSON has the certificate as its SHA-256. It covers what is published, and commits to the votes without telling them: the digest
 * is that of the salt's bytes followed by the input's Merkle root. Whoever is later shown the votes and the salt can check that these were the votes.
 * `salt`: at least 16 random bytes; throws a RangeError for fewer, for then a guess at the votes could be tried against the digest.
 */
export function sealedDocument({ inputRoot }: Pick<Analysis, 'inputRoot'>, result: SealedResult, salt: Uint8Array): SealedDocument {
  if (salt.length < 16) throw new RangeError(`a salt of ${salt.length} bytes hides nothing; at least 16 are needed`)
  const digest = sha256()
  digest.bytes(salt)
  digest.update(inputRoot)
  const { engine, parameters, ...output } = result
  return {
    form: sealedForm,
    engine,
    parameters: parametersNamed(parameters),
    input: { commitment: digest.hex() },
    output: output as unknown as SealedDocument['output'],
  }
}

/** The result that a document covers. */
export function sealedIn({ engine, parameters, output }: SealedDocument): SealedResult {
  const { name } = parameters as { readonly name: string }
  return { engine, parameters: name, ...output } as unknown as SealedResult
}

/** The certificate: SHA-256 over the canonical JSON of the document, 64 hex digits. */
export function sealedCertificateOf(document: SealedDocument): string {
  const digest = sha256()
  digest.update(canonicalJson(document as unknown as Canonical))
  return digest.hex()
}

/** The certificate's document as a file holds it. */
export type SealedDocument = Pick<CertificateDocument, 'engine' | 'parameters'> & {
  readonly form: typeof sealedForm
  readonly input: { readonly commitment: string }
  readonly output: { readonly [field: string]: Canonical }
}
