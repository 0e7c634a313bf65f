/** Deliberation: from votes to positions, opinion groups, common ground, the next statement, and a certificate. */
export { analyse, engine } from './analyse.ts'
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
  RepresentativeEntry,
  Share,
  Side,
  StatementResult,
} from './analysis.ts'
export { canonicalJson, type Canonical } from './canonical.ts'
export { describeCertificate } from './certificate.ts'
export { finalVotes } from './conversation.ts'
export type { Conversation, Options, ParametersName, StatementInput, StatementState, Vote, Votes, VoteValue } from './conversation.ts'
export { parametersNamed, type Parameters } from './parameters.ts'
export { hull, sharedGround, type Point, type SharedStatement } from './result-page.ts'
export { nextStatement, routingTable, type Draw, type RoutedStatement, type RoutingTable } from './routing.ts'
export { priority, wilson } from './scores.ts'
export { sha256, type Digest } from './sha256.ts'
