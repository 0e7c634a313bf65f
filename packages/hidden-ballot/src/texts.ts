import { bytesOfB64, hexDigest, textDigest } from './bytes.ts'
import type { Electorate, Statement, Vote } from './forms.ts'

/** The texts that are signed: lines that hold no line break themselves, so that no two deeds have one text. */

type Place = Pick<Electorate, 'hub' | 'dialogue' | 'class'>

const lines = (...parts: readonly (string | number)[]): string => parts.join('\n')

/** What each issuer signs without seeing it. */
export const voterText = ({ hub, dialogue, class: of }: Place, voter: string): string =>
  lines('passerelle/voter/v1', hub, dialogue, of, voter)

export function voteText({ hub, dialogue, class: of }: Place, vote: Omit<Vote, 'signature'>): string {
  const { voter, statement, choice, important, seq } = vote
  return lines('passerelle/vote/v1', hub, dialogue, of, voter, statement, choice, important ? 'important' : '-', seq)
}

export function statementText({ hub, dialogue }: Place, statement: Omit<Statement, 'signature'>): string {
  const { class: of, voter, seq, language, text } = statement
  return lines('passerelle/statement/v1', hub, dialogue, of, voter, seq, language, textDigest(text))
}

/** Whoever asks what a key has done must hold the key: else anybody could watch when it votes. */
export const standingText = ({ hub, dialogue, class: of }: Place, voter: string): string =>
  lines('passerelle/standing/v1', hub, dialogue, of, voter)

/** Of an issuer's key (SPKI, b64): its name among keys. Throws a RangeError for what is no base64. */
export function keyDigest(spki: string): string {
  const bytes = bytesOfB64(spki)
  if (bytes === null) throw new RangeError('the key is not written in base64 for addresses')
  return hexDigest(bytes)
}

/** In the order in which credentials stand in a registration. */
export const issuerDigests = ({ issuers }: Pick<Electorate, 'issuers'>): readonly string[] =>
  issuers.map(({ key }) => keyDigest(key)).toSorted((one, other) => (one < other ? -1 : 1))
