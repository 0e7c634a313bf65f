/** The certificate: anybody who has the open data can recompute it to the last byte. */
import type { Analysis, Placements } from './analysis.ts'
import { canonicalJson, type Canonical } from './canonical.ts'
import type { Options } from './conversation.ts'
import { parametersNamed } from './parameters.ts'
import { sha256 } from './sha256.ts'

/** The form of the document below. */
const certificateForm = 'passerelle-certificate/1'

/** A certificate as a file holds it: plain data whose canonical JSON has the certificate as its SHA-256. */
export type CertificateDocument = {
  readonly form: string
  readonly engine: string
  readonly parameters: Canonical
  /** SHA-256 of what the caller gave instead of letting it be computed; null where nothing was. */
  readonly given: { readonly components: string | null; readonly groups: string | null }
  readonly path: string
  readonly input: { readonly root: string; readonly participants: number; readonly votes: number; readonly statements: Canonical }
  readonly output: { readonly [field: string]: Canonical }
}

/** The document of an analysis. `options` are those it was made with. */
export function certificateDocument(analysis: Omit<Analysis, 'certificate'>, options: Options = {}): CertificateDocument {
  const { engine, parameters, path, placements, inputRoot, participants, votes, statements, ...output } = analysis
  const groups = options.groups === undefined ? null : [...options.groups].sort(([a], [b]) => a - b)
  return {
    form: certificateForm,
    engine,
    parameters: parametersNamed(parameters),
    given: {
      components: options.components === undefined ? null : digestOf(options.components.map((component) => [...component])),
      groups: groups === null ? null : digestOf(groups),
    },
    path,
    input: { root: inputRoot, participants, votes, statements },
    output: { ...withoutCertificate(output), placements: placementsDigest(placements) },
  }
}

/** SHA-256 over the canonical JSON of the document. */
export function certificateOf(document: CertificateDocument): string {
  return digestOf(document as unknown as Canonical)
}

/** A whole analysis has one; it cannot be part of what it is made from. */
function withoutCertificate(output: object): { readonly [field: string]: Canonical } {
  const { certificate: _, ...rest } = output as { readonly [field: string]: Canonical }
  return rest
}

function digestOf(value: Canonical): string {
  const digest = sha256()
  digest.update(canonicalJson(value))
  return digest.hex()
}

const rowBytes = 8 + 8 + 8 + 1 + 1 + 1 + 2
const rowsAtOnce = 4096

/**
 * SHA-256 over the rows in ascending order of participants, each 29 bytes, big-endian: id as a 64-bit integer, x and y as IEEE 754 doubles,
 * included (1 byte), label (1 byte, two's complement), agreement (1 byte), margin (2 bytes).
 */
export function placementsDigest({ participants, coordinates, included, labels, agreement, margin }: Placements): string {
  const digest = sha256()
  const bytes = new Uint8Array(rowBytes * rowsAtOnce)
  const view = new DataView(bytes.buffer)
  for (let first = 0; first < participants.length; first += rowsAtOnce) {
    const end = Math.min(participants.length, first + rowsAtOnce)
    for (let row = first; row < end; row += 1) {
      const at = rowBytes * (row - first)
      const id = participants[row] as number
      view.setUint32(at, Math.floor(id / 0x100000000))
      view.setUint32(at + 4, id % 0x100000000)
      view.setFloat64(at + 8, coordinates[2 * row] as number)
      view.setFloat64(at + 16, coordinates[2 * row + 1] as number)
      bytes[at + 24] = included[row] as number
      bytes[at + 25] = labels[row] as number
      bytes[at + 26] = agreement[row] as number
      view.setUint16(at + 27, margin[row] as number)
    }
    digest.bytes(bytes.subarray(0, rowBytes * (end - first)))
  }
  return digest.hex()
}
