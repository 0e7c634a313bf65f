/** The hidden ballot: one voice for each member of a roll, which nobody can trace to the member. API.md has the forms, README.md the protocol. */
export {
  batchName,
  batchOf,
  electionFile,
  electionName,
  entryDigest,
  slotsFile,
  slotsName,
  talliesFile,
  talliesName,
  type PublicFile,
} from './batch.ts'
export { answerText, readAnswerText, readRequestText, requestText, type CopiedAnswer, type CopiedRequest } from './by-copying.ts'
export { b64Of, bytesOfB64 } from './bytes.ts'
export { checkRegistration, checkStanding, checkStatement, checkVote, webChecks, type Checks, type Fault } from './checks.ts'
export { ballotCodes, type BallotCode, type BallotFinding } from './findings.ts'
export {
  isBallot,
  isElectorate,
  isRegistration,
  mostSeq,
  mostVotesAtOnce,
  readElection,
  readElectorate,
  readRegistration,
  readStanding,
  readStatement,
  readVotes,
  type Ballot,
  type Batch,
  type Choice,
  type Credential,
  type Election,
  type ElectionIssuer,
  type Electorate,
  type Issuer,
  type Registration,
  type Slots,
  type StandingQuestion,
  type Statement,
  type Tally,
  type Vote,
  type Votes,
} from './forms.ts'
export { ivBytes, readWrappedRoot, unwrapRoot, wrapRoot, type WrappedRoot } from './kept.ts'
export { digitGroups, kitLength, kitOf, markOf, rootOfKit, type KitFault, type KitReading, type KitWords } from './kit.ts'
export { checkVoterReceipt, readVoterReceipt, voterReceipt, type CheckedVoterReceipt, type VoterReceipt } from './receipt.ts'
export { checkSlot, readSlotProof, saltBytes, slotCommitment, slotProof, slotsOf, treeOf, type SlotProof, type SlotState } from './roll.ts'
export { fieldsOf, isFlag, isText, listOf, numberFrom, orNull, textLike, type Guard, type Reading } from './shape.ts'
export { issuerDigests, keyDigest, standingText, statementText, voterText, voteText } from './texts.ts'
export { verifyBallots, type BallotChecker, type BallotFiles, type BallotVerdict, type CheckedBallots } from './verify-ballots.ts'
export { loggedFindings, readingLogged, type Logged } from './verify-logged.ts'
export { slotFindings, slotLogged } from './verify-slot.ts'
export {
  blindedRequest,
  hasEd25519,
  registrationOf,
  rootBytes,
  signedStatement,
  signedVote,
  standingQuestion,
  voterOf,
  type BlindedRequest,
  type RequestFault,
  type Voter,
} from './voter.ts'
