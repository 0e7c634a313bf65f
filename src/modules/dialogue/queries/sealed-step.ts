import { gzipSync } from 'node:zlib'
import { canonicalJson, sealedCertificateOf, type Canonical, type StatementInput } from '#deliberation'
import { dayOf } from '../../../core/event.ts'
import type { Reader } from '../../../platform/db.ts'
import { sealedHead } from './sealed-result.ts'

type SealedStep = {
  readonly version: number
  readonly computedAt: Date
  readonly step: {
    readonly certificate: string
    readonly document: Uint8Array
    readonly statements: readonly StatementInput[]
    readonly votes: null
  }
}

/** The published sums of a dialogue whose votes are sealed, as they are signed: no votes, and no states that would not be published. Null: none. */
export async function sealedStep(db: Reader, dialogueId: string): Promise<SealedStep | null> {
  const head = await sealedHead(db, dialogueId)
  if (head === null) return null
  const document = gzipSync(canonicalJson(head.document as unknown as Canonical))
  const certificate = sealedCertificateOf(head.document)
  // The minute of a step would tell when somebody voted.
  return { version: head.version, computedAt: dayOf(head.computedAt), step: { certificate, document, statements: [], votes: null } }
}
