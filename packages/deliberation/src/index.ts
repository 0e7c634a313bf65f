/** Deliberation: from votes to positions, opinion groups, common ground, the next statement, and a certificate. */
export { analyse, analysisPlan, engine, subjectOf, type Subject } from './analyse.ts'
export { isBetween, membersOf, placeOf, type PersonalPlace } from './analysis.ts'
export type {
  Analysis,
  ComponentPath,
  Consensus,
  Counts,
  Divisiveness,
  Group,
  GroupShare,
  MajorityEntry,
  NoGroups,
  Placements,
  RepresentativeEntry,
  Share,
  Side,
  StatementResult,
} from './analysis.ts'
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
export { answerTask, carriedOut, type Plan, type Task } from './kernels.ts'
export type { Matrix } from './matrix.ts'
export { analysisFrom, plainAnalysis, type PlainAnalysis } from './plain.ts'
export { parametersNamed, type Parameters } from './parameters.ts'
export { hull, sharedGround, type Point, type SharedStatement } from './result-page.ts'
export { nextStatement, routingTable, type Draw, type RoutedStatement, type RoutingTable } from './routing.ts'
export { analyseRunning, changed, openRunning, runningPlan, type Change, type Running } from './running.ts'
export { priority, wilson } from './scores.ts'
export { sha256, type Digest } from './sha256.ts'
export { spansOf, type Span } from './spans.ts'
