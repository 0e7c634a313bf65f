import { bytesLike, fieldsOf, isFlag, isText, listOf, numberFrom, oneOf, orNull, reader, textLike, type Guard } from './shape.ts'

/** What goes over the wire and stands in the public files (API.md says it in words). */

export type Issuer = { readonly name: string; readonly key: string }
export type Electorate = {
  readonly form: 'passerelle-electorate/1'
  readonly hub: string
  readonly dialogue: string
  readonly class: string
  readonly issuers: readonly Issuer[]
}
export type Credential = { readonly issuer: string; readonly signature: string }
export type Registration = { readonly class: string; readonly voter: string; readonly credentials: readonly Credential[] }
export type Choice = 'agree' | 'disagree' | 'pass'
export type Vote = {
  readonly voter: string
  readonly statement: number
  readonly choice: Choice
  readonly important: boolean
  readonly seq: number
  readonly signature: string
}
export type Votes = { readonly class: string; readonly votes: readonly Vote[] }
/** A vote as a batch holds it. */
export type Ballot = Vote & { readonly class: string }
export type Statement = {
  readonly class: string
  readonly voter: string
  readonly seq: number
  readonly language: string
  readonly text: string
  readonly signature: string
}
export type StandingQuestion = { readonly class: string; readonly voter: string; readonly signature: string }

export const mostVotesAtOnce = 50
export const mostSeq = 2 ** 31 - 1

/** As it stands in an address, so that no two hubs have one name; no line break can stand in it. */
export const isHub = textLike(/^[a-z0-9.-]{1,253}(:\d{1,5})?$/)
export const isDialogue = textLike(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
export const isClass = textLike(/^[a-z0-9-]{1,40}$/)
export const isDigest = textLike(/^[0-9a-f]{64}$/)
const isName: Guard<string> = (value): value is string => isText(value) && value.length > 0 && value.length <= 200
/** A key of 3072 bits is 422 bytes as SPKI; of 8192 bits, 1,062. */
export const isSpki = bytesLike(400, 1100)
const isRsaSignature = bytesLike(384, 1024)
export const isVoter = bytesLike(32)
const isSignature = bytesLike(64)
const isSeq = numberFrom(1, mostSeq)
const isLanguage = textLike(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)

const issuer = fieldsOf<Issuer>({ name: isName, key: isSpki })
const credential = fieldsOf<Credential>({ issuer: isDigest, signature: isRsaSignature })

export const isElectorate: Guard<Electorate> = (value): value is Electorate =>
  electorate(value) && value.issuers.length > 0 && new Set(value.issuers.map(({ key }) => key)).size === value.issuers.length
const electorate = fieldsOf<Electorate>({
  form: oneOf('passerelle-electorate/1'),
  hub: isHub,
  dialogue: isDialogue,
  class: isClass,
  issuers: listOf(issuer, 2),
})

export const isRegistration = fieldsOf<Registration>({ class: isClass, voter: isVoter, credentials: listOf(credential, 2) })
const vote = {
  voter: isVoter,
  statement: numberFrom(0, mostSeq),
  choice: oneOf('agree', 'disagree', 'pass'),
  important: isFlag,
  seq: isSeq,
  signature: isSignature,
}
export const isVote = fieldsOf<Vote>(vote)
export const isBallot = fieldsOf<Ballot>({ class: isClass, ...vote })

export const readElectorate = reader(isElectorate, 'electorate.malformed')
export const readRegistration = reader(isRegistration, 'registration.malformed')
export const readVotes = reader(fieldsOf<Votes>({ class: isClass, votes: listOf(isVote, mostVotesAtOnce) }), 'votes.malformed')
export const readStatement = reader(
  fieldsOf<Statement>({ class: isClass, voter: isVoter, seq: isSeq, language: isLanguage, text: isText, signature: isSignature }),
  'statement.malformed',
)
export const readStanding = reader(
  fieldsOf<StandingQuestion>({ class: isClass, voter: isVoter, signature: isSignature }),
  'standing.malformed',
)

export type Issued = { readonly size: number; readonly root: string }
export type ElectionIssuer = Issuer & {
  readonly roll: number
  /** Null while credentials are still given out. */
  readonly issued: number | null
  readonly commitment: { readonly issued: Issued; readonly empty: Issued } | null
}
export type Election = {
  readonly form: 'passerelle-hidden/1'
  readonly hub: string
  readonly dialogue: string
  readonly least: number
  readonly electorates: readonly { readonly class: string; readonly issuers: readonly ElectionIssuer[] }[]
  readonly batches: readonly { readonly number: number; readonly digest: string; readonly registrations: number; readonly votes: number }[]
  readonly registered: number
  readonly voted: number
  readonly closed: boolean
}
export type Batch = {
  readonly form: 'passerelle-batch/1'
  readonly hub: string
  readonly dialogue: string
  readonly number: number
  readonly previous: string | null
  readonly registrations: readonly Registration[]
  readonly votes: readonly Ballot[]
}
export type Tally = {
  readonly statement: number
  readonly agree: number
  readonly disagree: number
  readonly pass: number
  readonly important: number
}
export type Tallies = { readonly form: 'passerelle-tallies/1'; readonly statements: readonly Tally[] }
export type Slots = { readonly form: 'passerelle-slots/1'; readonly issued: readonly string[]; readonly empty: readonly string[] }

const count = numberFrom(0, mostSeq)
const tree = fieldsOf<Issued>({ size: count, root: isDigest })
const electionIssuer = fieldsOf<ElectionIssuer>({
  name: isName,
  key: isSpki,
  roll: count,
  issued: orNull(count),
  commitment: orNull(fieldsOf<{ issued: Issued; empty: Issued }>({ issued: tree, empty: tree })),
})

export const isElection = fieldsOf<Election>({
  form: oneOf('passerelle-hidden/1'),
  hub: isHub,
  dialogue: isDialogue,
  least: count,
  electorates: listOf(fieldsOf<Election['electorates'][number]>({ class: isClass, issuers: listOf(electionIssuer, 2) })),
  batches: listOf(fieldsOf<Election['batches'][number]>({ number: count, digest: isDigest, registrations: count, votes: count })),
  registered: count,
  voted: count,
  closed: isFlag,
})
export const readElection = reader(isElection, 'election.malformed')
export const isBatch = fieldsOf<Batch>({
  form: oneOf('passerelle-batch/1'),
  hub: isHub,
  dialogue: isDialogue,
  number: count,
  previous: orNull(isDigest),
  registrations: listOf(isRegistration),
  votes: listOf(isBallot),
})
export const isTallies = fieldsOf<Tallies>({
  form: oneOf('passerelle-tallies/1'),
  statements: listOf(fieldsOf<Tally>({ statement: count, agree: count, disagree: count, pass: count, important: count })),
})
export const isSlots = fieldsOf<Slots>({ form: oneOf('passerelle-slots/1'), issued: listOf(isDigest), empty: listOf(isDigest) })
