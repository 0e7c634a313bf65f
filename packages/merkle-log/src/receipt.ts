/** A receipt: the proof that an entry is in a log, with the checkpoint that says of which (c2sp.org/tlog-proof). Checked without asking anybody. */
import { base64Of, bytesOfBase64 } from '#base'
import { checkCheckpoint, type Checked } from './checked.ts'
import { found } from './findings.ts'
import type { VerifyEd25519 } from './keys.ts'
import type { Policy } from './policy.ts'
import { HASH_BYTES, leafHash, pureSha256, verifyInclusion, type Hash, type Sha256 } from './tree.ts'

const FIRST_LINE = 'c2sp.org/tlog-proof@v1'

export type Receipt = {
  readonly index: number
  /** From the leaf's neighbour up. */
  readonly proof: readonly Hash[]
  /** The signed checkpoint, as the log gave it out. */
  readonly checkpoint: string
  /** Where we write receipts: the entry itself, so that the file needs no other beside it. */
  readonly extra: Uint8Array | null
}

export function writeReceipt({ index, proof, checkpoint, extra }: Receipt): string {
  const more = extra === null ? [] : [`extra ${base64Of(extra)}`]
  return `${[FIRST_LINE, ...more, `index ${index}`, ...proof.map(base64Of)].join('\n')}\n\n${checkpoint}`
}

/** Null where it is no receipt. The checkpoint is not read. */
export function readReceipt(text: string): Receipt | null {
  const cut = text.indexOf('\n\n')
  if (cut < 0) return null
  const [first, ...lines] = text.slice(0, cut).split('\n')
  const encoded = lines[0]?.startsWith('extra ') === true ? (lines.shift() ?? '').slice('extra '.length) : null
  const extra = encoded === null ? null : bytesOfBase64(encoded)
  const [, digits] = /^index (0|[1-9]\d{0,15})$/.exec(lines.shift() ?? '') ?? []
  const proof = lines.flatMap((line) => bytesOfBase64(line) ?? [])
  const isProof = proof.length === lines.length && proof.every((hash) => hash.length === HASH_BYTES)
  if (first !== FIRST_LINE || digits === undefined || !isProof || (encoded !== null && extra === null)) return null
  return { index: Number(digits), proof, checkpoint: text.slice(cut + 2), extra }
}

export type CheckedReceipt = Checked & { readonly receipt: Receipt | null; readonly entry: Uint8Array | null }
type Checking = { readonly policy: Policy; readonly verify: VerifyEd25519; readonly sha256?: Sha256 }

/** The checkpoint, then the proof. `entry`: null takes what the receipt holds as its extra. */
export async function checkReceipt(
  text: string,
  given: Uint8Array | null,
  { policy, verify, sha256 = pureSha256 }: Checking,
): Promise<CheckedReceipt> {
  const receipt = readReceipt(text)
  if (receipt === null) return { checkpoint: null, witnessed: [], receipt, entry: null, findings: [found('receipt.malformed')] }
  const entry = given ?? receipt.extra
  const checked = await checkCheckpoint(receipt.checkpoint, policy, verify)
  if (checked.checkpoint === null) return { ...checked, receipt, entry }
  const { size, root } = checked.checkpoint
  const { index, proof } = receipt
  const data = { index: String(index), size: String(size) }
  if (entry === null) return { ...checked, receipt, entry, findings: [...checked.findings, found('receipt.no-entry', data)] }
  const holds = verifyInclusion({ index, size, root, leaf: leafHash(entry, sha256), proof }, sha256)
  return { ...checked, receipt, entry, findings: [...checked.findings, found(holds ? 'receipt.holds' : 'receipt.broken', data)] }
}
