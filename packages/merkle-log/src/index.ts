/** The door: logs that nobody can rewrite unseen. API.md lists all of it. */
export { audit, type Audited, type Auditing } from './audit.ts'
export { checkCheckpoint, type Checked, type Witnessed } from './checked.ts'
export {
  checkpointText,
  cosign,
  cosignedText,
  readCheckpoint,
  readCheckpointText,
  readCosignature,
  signCheckpoint,
  type Checkpoint,
} from './checkpoint.ts'
export { allHolds, findingCodes, type Finding, type FindingCode, type FindingData, type Outcome } from './findings.ts'
export { grow, type Grown } from './grow.ts'
export {
  COSIGNATURE,
  ED25519,
  isKeyName,
  keyIdOf,
  keyOf,
  readVkey,
  vkeyOf,
  type Key,
  type SignEd25519,
  type Signer,
  type VerifyEd25519,
} from './keys.ts'
export { logInMemory, type MemoryLog } from './memory.ts'
export { readNote, readSignatures, signatureLine, withSignatures, writeNote, type Note, type SignatureLine } from './note.ts'
export {
  hasQuorum,
  policyOf,
  readPolicy,
  writePolicy,
  type Policy,
  type PolicyFault,
  type PolicyFaultCode,
  type PolicyGroup,
  type PolicyLog,
  type PolicyWitness,
} from './policy.ts'
export { consistencyProof, inclusionProof, leafAt, rootAt } from './proofs.ts'
export { checkReceipt, readReceipt, writeReceipt, type CheckedReceipt, type Receipt } from './receipt.ts'
export {
  bundleOf,
  bundlePath,
  entriesIn,
  FileMissing,
  MOST_ENTRY_BYTES,
  readPath,
  TILE_WIDTH,
  tilePath,
  tilesOf,
  widthOf,
  type Bundle,
  type BundleName,
  type LogReader,
  type ReadBundle,
  type ReadTile,
  type Tile,
  type TileName,
} from './tiles.ts'
export {
  emptyRoot,
  HASH_BYTES,
  leafHash,
  leafHashes,
  nodeHash,
  pureSha256,
  rootOfHashes,
  verifyConsistency,
  verifyInclusion,
  type Consistency,
  type Hash,
  type Inclusion,
  type Sha256,
  type Tree,
} from './tree.ts'
export {
  considerCheckpoint,
  readAddCheckpoint,
  readWitnessAnswer,
  witnessAnswer,
  writeAddCheckpoint,
  type AddCheckpoint,
  type WitnessConsent,
  type WitnessRefusal,
} from './witness.ts'
