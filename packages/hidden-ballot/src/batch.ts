import { jcs, type Json } from '#base'
import { hexDigest, textDigest, utf8 } from './bytes.ts'
import type { Ballot, Batch, Election, Registration, Slots, Tallies, Tally } from './forms.ts'

/** A public file: its bytes, and the digest by which the next batch and the election name it. */
export type PublicFile = { readonly bytes: Uint8Array<ArrayBuffer>; readonly digest: string }

function fileOf(value: Json): PublicFile {
  const bytes = utf8(jcs(value))
  return { bytes, digest: hexDigest(bytes) }
}

/** What an entry is sorted by: its digest has nothing to do with when it came, or from whom. */
export const entryDigest = (entry: Registration | Ballot): string => textDigest(jcs(entry))

function byDigest<Entry extends Registration | Ballot>(entries: readonly Entry[]): readonly Entry[] {
  const keyed = entries.map((entry) => ({ entry, digest: entryDigest(entry) }))
  return keyed.toSorted((one, other) => (one.digest < other.digest ? -1 : 1)).map(({ entry }) => entry)
}

/** `previous`: the digest of the batch before, null for the first. Entries in any order. */
export function batchOf(batch: Omit<Batch, 'form'>): PublicFile {
  const { hub, dialogue, number, previous } = batch
  const [registrations, votes] = [byDigest(batch.registrations), byDigest(batch.votes)]
  return fileOf({ form: 'passerelle-batch/1', hub, dialogue, number, previous, registrations, votes })
}

export const electionFile = (election: Omit<Election, 'form'>): PublicFile => fileOf({ form: 'passerelle-hidden/1', ...election })
export const talliesFile = (statements: readonly Tally[]): PublicFile => {
  const tallies: Tallies = { form: 'passerelle-tallies/1', statements }
  return fileOf(tallies)
}
export const slotsFile = (slots: Slots): PublicFile => fileOf(slots)

export const electionName = 'election.json'
export const talliesName = 'tallies.json'
export const batchName = (number: number): string => `batch-${number}.json`
export const slotsName = (issuerDigest: string): string => `slots-${issuerDigest}.json`
