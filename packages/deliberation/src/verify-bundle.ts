/** The whole check of a result from its files, the same for the command line and for a reader's browser. */
import { engine } from './analyse.ts'
import { countFinding, groupFinding, openSums, sealedFindings, type ToldStatement, type ToldSums } from './beside.ts'
import { canonicalJson, type Canonical } from './canonical.ts'
import type { Conversation, StatementInput } from './conversation.ts'
import { found, type Finding } from './findings.ts'
import { jsonOnce } from './json-once.ts'
import { sealedForm } from './sealed.ts'
import { sha256 } from './sha256.ts'
import { readSignatureFile, verifySignature, type KnownKeys, type SignedBy } from './signature.ts'
import { textFindings } from './texts.ts'
import { firstRowDifference, rowsOfEvents, type EventColumns } from './vote-rows.ts'
import { isFields, isSealed, workedOut } from './verify.ts'

export type BundleFiles = { readonly [name: string]: Uint8Array }

/** A conversation as its files tell it, or sentences that say what is wrong with them. */
export type FilesReading = { readonly ok: true; readonly conversation: ToldConversation } | Broken

type ToldConversation = {
  readonly statements: readonly ToldStatement[]
  readonly votes: EventColumns
  /** Participants and the ids of their groups, as participants-votes.csv tells them. */
  readonly publishedGroups: ReadonlyMap<number, string>
  readonly summary: ToldSums
}

/** The files of sums alone, as a hub gives them out where votes are sealed. */
export type SumsReading = { readonly ok: true; readonly statements: readonly ToldStatement[]; readonly summary: ToldSums } | Broken

type Broken = { readonly ok: false; readonly faults: readonly string[] }

export type Stage = 'reading' | 'computing' | 'signature'

export type Checker = {
  /** Reads comments.csv with the votes of votes.csv or, where that is not among the files, of participants-votes.csv. */
  readonly read: (files: BundleFiles) => FilesReading
  /** Reads comments.csv and summary.csv, in which counts may be missing. */
  readonly readSums: (files: BundleFiles) => SumsReading
  readonly signedBy: SignedBy
  /** Null: whoever checks knows no key from elsewhere. */
  readonly known: KnownKeys | null
  readonly stage: (stage: Stage) => void
}

const documentFile = 'certificate.json'
const signatureFile = 'signature.json'
const commentsFile = 'comments.csv'
const votesFile = 'votes.csv'
const peopleFile = 'participants-votes.csv'

/** Files, votes, certificate, what stands beside them, words, signature, history, key: every finding in that order. Does not throw for what the files hold. */
export async function verifyBundle(files: BundleFiles, checker: Checker): Promise<Finding[]> {
  checker.stage('reading')
  const missing = [documentFile, signatureFile].filter((file) => files[file] === undefined)
  if (missing.length > 0) return missing.map((file) => found('files.missing', { file }))
  const [{ value: document, twice }, signature] = [jsonOnce(files[documentFile]), jsonOnce(files[signatureFile])]
  const certificate = document === undefined ? null : digestOf(document)
  if (document === undefined || certificate === null) return [found('document.malformed', { path: documentFile })]
  if (twice || signature.twice) return [found('json.twice', { file: twice ? documentFile : signatureFile })]
  const { findings, statements } = told(files, document, checker)
  checker.stage('signature')
  const signed = readSignatureFile(signature.value)
  const texts = typeof signed === 'string' || statements === null ? [] : textFindings(signed.texts, statements)
  return [...findings, ...texts, ...(await verifySignature(signature.value, certificate, checker))]
}

/** What was found, and the statements that were read; null where they could not be, or are not there. */
type Told = { readonly findings: readonly Finding[]; readonly statements: readonly ToldStatement[] | null }

const broken = ({ faults }: Broken): readonly Finding[] => faults.map((fault) => found('files.broken', { fault }))

/** More people or statements than can be held, and fields nested without end, are a finding too. */
function told(files: BundleFiles, document: Canonical, checker: Checker): Told {
  try {
    return isSealed(document) ? sums(files, document, checker) : numbers(files, document, checker)
  } catch (error) {
    if (error instanceof RangeError) return { findings: [found('votes.refused', { reason: error.message })], statements: null }
    throw error
  }
}

function sums(files: BundleFiles, document: Canonical, checker: Checker): Told {
  const note = found('form.sealed', { form: sealedForm })
  if (files[commentsFile] === undefined) return { findings: [note], statements: null }
  const reading = checker.readSums(files)
  if (!reading.ok) return { findings: [note, ...broken(reading)], statements: null }
  const { statements, summary } = reading
  return { findings: [note, ...sealedFindings(document, statements, summary)], statements }
}

function numbers(files: BundleFiles, document: Canonical, checker: Checker): Told {
  const { [peopleFile]: byPeople, ...others } = files
  const { [votesFile]: byVotes, ...rest } = others
  const [first, second] =
    byVotes === undefined ? [files, null] : [others, byPeople === undefined ? null : { ...rest, [peopleFile]: byPeople }]
  const reading = checker.read(first)
  if (!reading.ok) return { findings: broken(reading), statements: null }
  const { statements, votes, summary } = reading.conversation
  const again = second === null ? null : checker.read(second)
  if (again !== null && !again.ok) return { findings: broken(again), statements }
  const conversation = conversationOf(reading.conversation)
  const findings = [found('files.read', { files: Object.keys(files).sort().join(', ') })]
  if (again === null) findings.push(found('votes.single', { file: byVotes === undefined ? peopleFile : votesFile }))
  else findings.push(agreementOf(conversation, again.conversation))
  checker.stage('computing')
  const { analysis, findings: compared } = workedOut({ document, conversation })
  const counts = byVotes === undefined ? [] : [countFinding(statements, votes)]
  // What another program found is not what this one finds.
  if (analysis === null || !isFields(document) || document['engine'] !== engine)
    return { findings: [...findings, ...compared, ...counts], statements }
  const byGroup = again?.conversation.publishedGroups ?? (byPeople === undefined ? null : reading.conversation.publishedGroups)
  const groups = byGroup === null ? [] : [groupFinding(byGroup, analysis)]
  return { findings: [...findings, ...compared, ...counts, ...groups, ...openSums(summary, statements, analysis)], statements }
}

type Rows = Conversation & { readonly votes: ReturnType<typeof rowsOfEvents> }

function conversationOf({ statements, votes }: ToldConversation): Rows {
  const inputs = statements.map(({ id, moderated, meta }): StatementInput => ({ id, state: stateOf(moderated, meta) }))
  return { statements: inputs, votes: rowsOfEvents(votes, idsOf(inputs)) }
}

const idsOf = (statements: readonly StatementInput[]): readonly number[] => statements.map(({ id }) => id).sort((a, b) => a - b)

function agreementOf({ statements, votes }: Rows, again: ToldConversation): Finding {
  const ids = idsOf(statements)
  const difference = firstRowDifference(votes, rowsOfEvents(again.votes, ids), ids)
  if (difference === null)
    return found('votes.agree', { votes: String(votes.values.length), participants: String(votes.participants.length) })
  return found('votes.differ', {
    participant: String(difference.participant),
    statement: String(difference.statement),
    votes: String(difference.one ?? '–'),
    people: String(difference.other ?? '–'),
  })
}

function stateOf(moderated: -1 | 0 | 1, meta: boolean): StatementInput['state'] {
  if (moderated === -1) return 'moderated-out'
  return meta ? 'meta' : 'live'
}

/** Null where the value has no canonical form: a number too large, or fields nested without end. */
function digestOf(value: Canonical): string | null {
  try {
    const digest = sha256()
    digest.update(canonicalJson(value))
    return digest.hex()
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
