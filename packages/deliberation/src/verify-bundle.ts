/** The whole check of a result from its files, the same for the command line and for a reader's browser. */
import { canonicalJson, type Canonical } from './canonical.ts'
import type { StatementInput } from './conversation.ts'
import { found, type Finding } from './findings.ts'
import { sha256 } from './sha256.ts'
import { verifySignature, type KnownKeys, type SignedBy } from './signature.ts'
import { firstRowDifference, rowsOfEvents, type EventColumns } from './vote-rows.ts'
import { isSealed, verifyConversation } from './verify.ts'

export type BundleFiles = { readonly [name: string]: Uint8Array }

/** A conversation as its files tell it, or sentences that say what is wrong with them. */
export type FilesReading =
  | {
      readonly ok: true
      readonly conversation: {
        readonly statements: readonly { readonly id: number; readonly moderated: -1 | 0 | 1; readonly meta: boolean }[]
        readonly votes: EventColumns
      }
    }
  | { readonly ok: false; readonly faults: readonly string[] }

export type Stage = 'reading' | 'computing' | 'signature'

export type Checker = {
  /** Reads comments.csv with the votes of votes.csv or, where that is not among the files, of participants-votes.csv. */
  readonly read: (files: BundleFiles) => FilesReading
  readonly signedBy: SignedBy
  /** Null: whoever checks knows no key from elsewhere. */
  readonly known: KnownKeys | null
  readonly stage: (stage: Stage) => void
}

const documentFile = 'certificate.json'
const signatureFile = 'signature.json'
const votesFile = 'votes.csv'
const peopleFile = 'participants-votes.csv'

/** Files, votes, certificate, signature, history, key: every finding in that order. Does not throw for what the files hold. */
export async function verifyBundle(files: BundleFiles, checker: Checker): Promise<Finding[]> {
  checker.stage('reading')
  const missing = [documentFile, signatureFile].filter((file) => files[file] === undefined)
  if (missing.length > 0) return missing.map((file) => found('files.missing', { file }))
  const document = jsonOf(files[documentFile])
  const certificate = document === undefined ? null : digestOf(document)
  if (document === undefined || certificate === null) return [found('document.malformed', { path: documentFile })]
  const findings = isSealed(document) ? [found('form.sealed', { form: formOf(document) })] : numbers(files, document, checker)
  checker.stage('signature')
  return [...findings, ...(await verifySignature(jsonOf(files[signatureFile]), certificate, checker))]
}

const formOf = (document: Canonical): string => String((document as { readonly form?: unknown }).form)

function numbers(files: BundleFiles, document: Canonical, checker: Checker): Finding[] {
  const { [peopleFile]: byPeople, ...others } = files
  const { [votesFile]: byVotes, ...rest } = others
  const [first, second] =
    byVotes === undefined ? [files, null] : [others, byPeople === undefined ? null : { ...rest, [peopleFile]: byPeople }]
  const reading = checker.read(first)
  if (!reading.ok) return reading.faults.map((fault) => found('files.broken', { fault }))
  const statements = reading.conversation.statements.map(({ id, moderated, meta }): StatementInput => ({
    id,
    state: stateOf(moderated, meta),
  }))
  const ids = statements.map(({ id }) => id).sort((a, b) => a - b)
  const rows = rowsOfEvents(reading.conversation.votes, ids)
  const findings = [found('files.read', { files: Object.keys(files).sort().join(', ') })]
  if (second === null) findings.push(found('votes.single', { file: byVotes === undefined ? peopleFile : votesFile }))
  else {
    const again = checker.read(second)
    if (!again.ok) return [...findings, ...again.faults.map((fault) => found('files.broken', { fault }))]
    const difference = firstRowDifference(rows, rowsOfEvents(again.conversation.votes, ids), ids)
    findings.push(
      difference === null
        ? found('votes.agree', { votes: String(rows.values.length), participants: String(rows.participants.length) })
        : found('votes.differ', {
            participant: String(difference.participant),
            statement: String(difference.statement),
            votes: String(difference.one ?? '–'),
            people: String(difference.other ?? '–'),
          }),
    )
  }
  checker.stage('computing')
  return [...findings, ...verifyConversation({ document, conversation: { statements, votes: rows } })]
}

function stateOf(moderated: -1 | 0 | 1, meta: boolean): StatementInput['state'] {
  if (moderated === -1) return 'moderated-out'
  return meta ? 'meta' : 'live'
}

/** Undefined where it is no JSON. */
function jsonOf(bytes: Uint8Array | undefined): Canonical | undefined {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as Canonical
  } catch {
    return undefined
  }
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
