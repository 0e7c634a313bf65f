/** The whole check of a dialogue's hidden ballots from its public files: the same for the command line, for a browser and for anybody else. */
import { jcs, type Json } from '#base'
import { readPublicKey } from '#blind-signatures'
import { batchName, electionName, entryDigest, slotsName, talliesName } from './batch.ts'
import { bytesOfB64, hexDigest } from './bytes.ts'
import { webChecks, type Checks } from './checks.ts'
import { openCounting, type Counting } from './count.ts'
import { fewOfAKind, found, type BallotFinding } from './findings.ts'
import {
  isBatch,
  isElection,
  isSlots,
  isTallies,
  type Batch,
  type Election,
  type ElectionIssuer,
  type Electorate,
  type Tally,
} from './forms.ts'
import { sortedCommitments, treeOf } from './roll.ts'
import type { Guard } from './shape.ts'
import { keyDigest } from './texts.ts'

/** By their names, or one after another as they are asked for: the files of a large dialogue do not fit into memory together. */
export type BallotFiles = Readonly<Record<string, Uint8Array>> | ((name: string) => Promise<Uint8Array | undefined>)

/** A batch by what its file holds, with the counts until then; null: its file was not read, and the rest is what the election says. */
export type CheckedBatch = Election['batches'][number] & { readonly registered: number | null; readonly voted: number | null }
/** What the files say, to be compared with what was said elsewhere. */
export type CheckedBallots = { readonly election: Election; readonly batches: readonly CheckedBatch[] }
export type BallotVerdict = {
  readonly findings: readonly BallotFinding[]
  readonly tallies: readonly Tally[]
  /** Null: no election could be read. */
  readonly checked: CheckedBallots | null
}

export type BallotChecker = { readonly checks?: Checks; readonly progress?: (batches: number, of: number) => void }

/** Keys, batches, credentials, votes, counts, roll, tallies: every finding in that order. Does not throw for what the files hold. */
export async function verifyBallots(files: BallotFiles, { checks = webChecks, progress }: BallotChecker = {}): Promise<BallotVerdict> {
  const read = typeof files === 'function' ? files : async (name: string) => files[name]
  const election = readFile(await read(electionName), electionName, isElection)
  if ('code' in election) return { findings: [election], tallies: [], checked: null }
  const electorates = electoratesOf(election)
  const counting = openCounting(electorates, checks)
  const keys = await keyFindings(election)
  const seen: CheckedBatch[] = []
  const batches = await batchFindings(election, { read, counting, seen, progress: progress ?? (() => {}) })
  const findings = [
    ...keys,
    ...batches,
    ...countFindings(election, counting),
    ...(await rollFindings(election, read)),
    ...(await tallyFindings(counting.tallies(), read)),
  ]
  const all = election.batches.map((told, at) => seen[at] ?? { ...told, registered: null, voted: null })
  return { findings: fewOfAKind(findings), tallies: counting.tallies(), checked: { election, batches: all } }
}

type Read = (name: string) => Promise<Uint8Array | undefined>

/** A file in its one form: what is not canonical could be read in two ways. */
function readFile<T extends object>(bytes: Uint8Array | undefined, file: string, guard: Guard<T>): T | BallotFinding {
  if (bytes === undefined) return found('files.missing', { file })
  const text = new TextDecoder().decode(bytes)
  try {
    const value: Json = JSON.parse(text)
    const again = new TextEncoder().encode(jcs(value))
    const same = again.length === bytes.length && again.every((byte, at) => byte === bytes[at])
    return same && guard(value) ? value : found('files.malformed', { file })
  } catch {
    return found('files.malformed', { file })
  }
}

function electoratesOf({ hub, dialogue, electorates }: Election): ReadonlyMap<string, Electorate> {
  return new Map(
    electorates.map(({ class: of, issuers }) => [
      of,
      { form: 'passerelle-electorate/1', hub, dialogue, class: of, issuers: issuers.map(({ name, key }) => ({ name, key })) },
    ]),
  )
}

async function keyFindings({ electorates }: Election): Promise<readonly BallotFinding[]> {
  const twice = electorates.filter(({ class: of }, at) => electorates.findIndex((one) => one.class === of) !== at)
  const all = electorates.flatMap(({ class: of, issuers }) => issuers.map((issuer) => ({ of, issuer })))
  const keys = await Promise.all(
    all.map(async ({ of, issuer: { name, key } }) => {
      const read = await readPublicKey(bytesOfB64(key) ?? new Uint8Array())
      const data = { class: of, name, key: keyDigest(key) }
      return typeof read === 'string' ? found('key.refused', { ...data, fault: read }) : found('key.holds', data)
    }),
  )
  return [...twice.map(({ class: of }) => found('class.twice', { class: of })), ...keys]
}

type Reading = {
  readonly read: Read
  readonly counting: Counting
  readonly seen: CheckedBatch[]
  readonly progress: (batches: number, of: number) => void
}

async function batchFindings(election: Election, { read, counting, seen, progress }: Reading): Promise<readonly BallotFinding[]> {
  const findings: BallotFinding[] = []
  let previous: string | null = null
  for (const [at, told] of election.batches.entries()) {
    const bytes = await read(batchName(told.number))
    const batch = readFile(bytes, batchName(told.number), isBatch)
    if ('code' in batch) return [...findings, batch]
    const digest = hexDigest(bytes ?? new Uint8Array())
    findings.push(...batchFaults(batch, { election, told, place: at + 1, previous, digest }))
    findings.push(...(await counting.batch(batch)))
    const { registered, voted } = counting.totals()
    const [registrations, votes] = [batch.registrations.length, batch.votes.length]
    seen.push({ number: batch.number, digest, registrations, votes, registered, voted })
    previous = digest
    progress(at + 1, election.batches.length)
  }
  const { registrations, votes } = counting.totals()
  if (!findings.some(({ code }) => code.startsWith('batch.'))) findings.unshift(found('batches.hold', { batches: election.batches.length }))
  if (!findings.some(({ code }) => code.startsWith('registration.'))) findings.push(found('registrations.hold', { count: registrations }))
  if (!findings.some(({ code }) => code.startsWith('vote.'))) findings.push(found('votes.hold', { count: votes }))
  return findings
}

type Told = {
  readonly election: Election
  readonly told: Election['batches'][number]
  readonly place: number
  readonly previous: string | null
  readonly digest: string
}

function batchFaults(batch: Batch, { election, told, place, previous, digest }: Told): readonly BallotFinding[] {
  const data = { batch: told.number }
  const sorted = [batch.registrations, batch.votes].every((entries) => {
    const digests = entries.map(entryDigest)
    return digests.every((one, at) => at === 0 || (digests[at - 1] ?? '') < one)
  })
  const faults = [
    (batch.hub !== election.hub || batch.dialogue !== election.dialogue) && found('batch.other-place', data),
    digest !== told.digest && found('batch.digest-differs', { ...data, told: told.digest, computed: digest }),
    (batch.number !== told.number || told.number !== place || batch.previous !== previous) && found('batch.chain-broken', data),
    !sorted && found('batch.unsorted', data),
    (batch.registrations.length !== told.registrations || batch.votes.length !== told.votes) && found('batch.counts-differ', data),
  ]
  return faults.filter((fault) => fault !== false)
}

/** Voted ≤ registered ≤ issued ≤ roll, and what the election says of itself. */
function countFindings(election: Election, counting: Counting): readonly BallotFinding[] {
  const { registered, voted } = counting.totals()
  const differ = Object.entries({ registered, voted }).flatMap(([what, counted]) => {
    const told = what === 'voted' ? election.voted : election.registered
    return told === counted ? [] : [found('counts.differ', { what, told, counted })]
  })
  const each = election.electorates.flatMap(({ class: of, issuers }) =>
    issuers.map((issuer) => countFinding(issuer, { class: of, registered: counting.registeredIn(of) })),
  )
  const all = each.every(({ outcome }) => outcome !== 'fails')
  const hold = all && voted <= registered && differ.length === 0 ? [found('counts.hold', { voted, registered })] : []
  return [...differ, ...hold, ...each, ...leastFindings(election, registered)]
}

function countFinding(issuer: ElectionIssuer, { class: of, registered }: { class: string; registered: number }): BallotFinding {
  const { name, roll, issued } = issuer
  const data = { class: of, name, registered, issued: issued ?? '-', roll }
  if (registered > (issued ?? roll) || (issued ?? 0) > roll) return found('counts.broken', data)
  return issued === null ? found('issued.open', data) : found('counts.hold', data)
}

/** Below the least number nothing may have been opened: in a small crowd everybody is known. Each electorate is a crowd of its own, which its key names. */
function leastFindings({ electorates, least }: Election, registered: number): readonly BallotFinding[] {
  if (registered === 0) return []
  return electorates.map(({ class: of, issuers }) => {
    const issued = Math.min(...issuers.map((issuer) => issuer.issued ?? issuer.roll))
    return found(issued >= least ? 'least.met' : 'least.missed', { class: of, issued, least })
  })
}

async function rollFindings({ electorates }: Election, read: Read): Promise<readonly BallotFinding[]> {
  const findings: BallotFinding[] = []
  for (const issuer of electorates.flatMap(({ issuers }) => issuers)) {
    const { name, commitment, issued, roll } = issuer
    if (commitment === null) continue
    const [used, unused] = [commitment.issued.size, commitment.empty.size]
    if (used !== issued || used + unused !== roll) findings.push(found('commitment.sizes', { name, issued: used, empty: unused }))
    const file = slotsName(keyDigest(issuer.key))
    const bytes = await read(file)
    if (bytes === undefined) {
      findings.push(found('commitment.unlisted', { name }))
      continue
    }
    const slots = readFile(bytes, file, isSlots)
    findings.push('code' in slots ? slots : slotsFinding(name, slots, commitment))
  }
  return findings
}

function slotsFinding(
  name: string,
  slots: { readonly issued: readonly string[]; readonly empty: readonly string[] },
  commitment: NonNullable<ElectionIssuer['commitment']>,
): BallotFinding {
  const same = (['issued', 'empty'] as const).every((state) => {
    const tree = treeOf(slots[state])
    const sorted = sortedCommitments(slots[state]).every((one, at) => one === slots[state][at])
    return sorted && tree.size === commitment[state].size && tree.root === commitment[state].root
  })
  const all = [...slots.issued, ...slots.empty]
  return found(same && new Set(all).size === all.length ? 'commitment.same' : 'commitment.differs', { name })
}

async function tallyFindings(counted: readonly Tally[], read: Read): Promise<readonly BallotFinding[]> {
  const bytes = await read(talliesName)
  if (bytes === undefined) return [found('tallies.none')]
  const told = readFile(bytes, talliesName, isTallies)
  if ('code' in told) return [told]
  const statements = new Set([...told.statements, ...counted].map(({ statement }) => statement))
  const differ = [...statements].filter((statement) => {
    const [here, there] = [counted, told.statements].map((all) => all.filter((one) => one.statement === statement))
    return jcs(nonzero(here ?? [])) !== jcs(nonzero(there ?? []))
  })
  return differ.length === 0
    ? [found('tallies.same', { statements: statements.size })]
    : differ.map((statement) => found('tallies.differ', { statement }))
}

/** A statement that nobody answered may be told with zeros, or not at all. */
const nonzero = (tallies: readonly Tally[]): readonly Tally[] =>
  tallies.filter(({ agree, disagree, pass, important }) => agree + disagree + pass + important > 0)
