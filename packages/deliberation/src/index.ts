/** Deliberation: from votes to positions, opinion groups, common ground, the next statement, and a certificate. */
export { analyse, analysisPlan, engine, subjectOf, type Subject } from './analyse.ts'
export { isBetween, membersOf, placeOf, rowOf, type PersonalPlace } from './analysis.ts'
export type {
  Analysis,
  ComponentPath,
  Consensus,
  Counts,
  Divisiveness,
  Evidence,
  Group,
  GroupShare,
  MajorityEntry,
  ModelSummary,
  NoGroups,
  Placements,
  RepresentativeEntry,
  Share,
  Side,
  StatementResult,
} from './analysis.ts'
export { archiveFilter, lastPart, type ArchiveEntry } from './archive.ts'
export { audit, type Audited, type AuditedStatement } from './auditor.ts'
export { canonicalJson, type Canonical } from './canonical.ts'
export { certificateDocument, certificateOf, type CertificateDocument } from './certificate.ts'
export { finalVotes } from './conversation.ts'
export type {
  Conversation,
  Options,
  ParametersName,
  StatementInput,
  StatementState,
  Vote,
  VoteRows,
  Votes,
  VoteValue,
} from './conversation.ts'
export { tensAfter, type Tens } from './coverage.ts'
export { denseApprovals, voteApprovals, type Approvals } from './approvals.ts'
export type { Witness } from './ejr-plus.ts'
export { answerTask, carriedOut, type Plan, type Task } from './kernels.ts'
export { voteMatrix, type Matrix } from './matrix.ts'
export { analysisFrom, plainAnalysis, type PlainAnalysis } from './plain.ts'
export { patternLimits, type PatternLimits } from './pattern-limits.ts'
export { suspiciousPatterns, type PatternFinding, type PatternReport } from './patterns.ts'
export { parametersNamed, type Parameters } from './parameters.ts'
export { predictions, type AskedVote } from './predict.ts'
export { hull, sharedGround, type Point, type SharedStatement } from './result-page.ts'
export { correctedShares, type AskedPerson, type CorrectedShare, type Occasion } from './routing-correction.ts'
export { nextStatement, type Draw, type Served } from './routing-draw.ts'
export { packedRouting, packedSeen, replay, routingDigest, routingFrom, seenFrom, type LoggedDraw } from './routing-pack.ts'
export { routingOf, tableFor, type RoutedGroup, type RoutedStatement, type Routing, type RoutingTable } from './routing.ts'
export type { Change } from './changed-rows.ts'
export { analyseRunning, changed, openRunning, runningPlan, type Running } from './running.ts'
export { proveRow, rowLeaf, type PlacedVote, type RowProof } from './row-proof.ts'
export { priority, wilson } from './scores.ts'
export { sha256, type Digest } from './sha256.ts'
export {
  readReleaseFile,
  releaseForm,
  releaseText,
  verifyRelease,
  type ReleasedFile,
  type ReleaseFile,
  type ReleaseStatement,
} from './release.ts'
export { auditSlate, slateFrom, slateOf, type ChosenSlate, type Slate } from './slate.ts'
export { spansOf, type Span } from './spans.ts'
export { allHolds, findingCodes, type Finding, type FindingCode, type Outcome } from './findings.ts'
export {
  endorsedText,
  keyIdOf,
  readKeys,
  signatureForm,
  signedText,
  type KnownKeys,
  type PublicKey,
  type SignatureFile,
  type SignedBy,
  type SignedStatement,
} from './signature.ts'
export { digestOfTexts, textDigests, type TextDigest } from './texts.ts'
export { packSnapshot, peopleBetween, snapshotOf, unpackSnapshot, withoutPeople, type Snapshot } from './snapshot.ts'
export { compareCertificates, isSealed, verifyConversation } from './verify.ts'
export { verifyBundle, type BundleFiles, type Checker, type FilesReading, type Stage, type SumsReading } from './verify-bundle.ts'
export {
  fewestPublished,
  mayPublish,
  sealed,
  sealedCertificateOf,
  sealedDocument,
  sealedIn,
  type Sealable,
  type SealedCounts,
  type SealedDocument,
  type SealedResult,
  type SealedStatement,
} from './sealed.ts'
export { sealedLists, type SealedLists } from './sealed-lists.ts'
