import { generateKeyPairSync, sign } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { jcs, type Json } from '#base'
import {
  batchName,
  batchOf,
  electionFile,
  electionName,
  keyDigest,
  readRegistration,
  signedVote,
  slotCommitment,
  slotProof,
  slotsFile,
  slotsName,
  slotsOf,
  talliesFile,
  talliesName,
  treeOf,
  voterReceipt,
  type Electorate,
} from '#hidden-ballot'
import { ED25519, keyOf, logInMemory, vkeyOf } from '#merkle-log'
import { makeIssuerKey } from '../platform/blind-signer.ts'
import { anyVoter, credentialFor } from './hidden-voices.ts'

export const DIALOGUE = '0f3c8a52-5d0e-4a57-9d0e-1a2b3c4d5e6f'
export const HUB = 'hub.example.org'
const [ROLL, ISSUED] = [5, 4]

/** The public files of a small box with these issuers, what the first voter keeps, and the proof of a slot that was used. */
export async function stagedBallots(names: readonly string[] = [HUB]) {
  const issuers = await Promise.all(names.map(async (name) => ({ name, ...(await makeIssuerKey()) })))
  const electorate: Electorate = {
    ...{ form: 'passerelle-electorate/1', hub: HUB, dialogue: DIALOGUE, class: 'all' },
    issuers: issuers.map(({ name, key }) => ({ name, key })),
  }
  const receipts: Uint8Array[] = []
  const entries = await Promise.all(
    [1, 2, 3].map(async () => {
      const voter = await anyVoter()
      const credentials = issuers
        .flatMap((issuer) => credentialFor(issuer, electorate, voter).credentials)
        .toSorted((one, other) => (one.issuer < other.issuer ? -1 : 1))
      const registration = readRegistration({ class: 'all', voter: voter.key, credentials })
      if (!registration.ok) throw new Error(registration.fault)
      const vote = await signedVote(voter, electorate, { statement: 0, choice: 'agree', important: false, seq: 1 })
      receipts.push(voterReceipt(electorate, voter.key, [vote]))
      return { registration: registration.value, vote: { class: 'all', ...vote } }
    }),
  )
  const [registrations, votes] = [entries.map(({ registration }) => registration), entries.map(({ vote }) => vote)]
  const batch = batchOf({ hub: HUB, dialogue: DIALOGUE, number: 1, previous: null, registrations, votes })
  const commitments = Array.from({ length: ROLL }, (_, at) => slotCommitment(at < ISSUED ? 'issued' : 'empty', Buffer.alloc(16, at)))
  const [issued, empty] = [commitments.slice(0, ISSUED), commitments.slice(ISSUED)]
  const commitment = { issued: treeOf(issued), empty: treeOf(empty) }
  const told = [{ number: 1, digest: batch.digest, registrations: 3, votes: 3 }]
  const electorates = [{ class: 'all', issuers: electorate.issuers.map((each) => ({ ...each, roll: ROLL, issued: ISSUED, commitment })) }]
  const box = { hub: HUB, dialogue: DIALOGUE, least: 4, registered: 3, voted: 3, closed: true }
  const slots = issuers.map(({ key }) => slotsName(keyDigest(key)))
  const files: Record<string, Uint8Array> = {
    [batchName(1)]: batch.bytes,
    [talliesName]: talliesFile([{ statement: 0, agree: 3, disagree: 0, pass: 0, important: 0 }]).bytes,
    [electionName]: electionFile({ ...box, electorates, batches: told }).bytes,
    ...Object.fromEntries(slots.map((name) => [name, slotsFile(slotsOf(issued, empty)).bytes])),
  }
  const proof = JSON.stringify(slotProof(issued, 'issued', Buffer.alloc(16, 1)))
  const [receipt = new Uint8Array()] = receipts
  return { files, slots, receipt, proof, digest: batch.digest, electorate, commitment }
}
export type StagedBallots = Awaited<ReturnType<typeof stagedBallots>>

/** What issuers and box told, as entries of the log of the hub. */
export function entriesOf({ electorate, commitment, digest }: StagedBallots) {
  const [own, other] = electorate.issuers.map(({ key }) => key)
  const counts = { roll: ROLL, issued: ISSUED, issued_root: commitment.issued.root, empty_root: commitment.empty.root }
  const of = (key = '') => ({ issuer: keyDigest(key), ...counts })
  const days = { day: '2026-03-01', opens: '2026-03-01' }
  const key = { t: 'issuer.key', dialogue: DIALOGUE, hub: HUB, class: 'all', least: 4, ...days }
  const batch = { t: 'ballots.opened', dialogue: DIALOGUE, batch: 1, digest, registrations: 3, votes: 3, registered: 3, voted: 3 }
  return {
    key: { ...key, key: own ?? '', ...(other === undefined ? {} : { other_key: other }) },
    counted: { t: 'issuer.counted', dialogue: DIALOGUE, ...of(own) },
    opened: { ...batch, credentials: [of(own), ...(other === undefined ? [] : [of(other)])] },
    others: [
      { ...key, key: other ?? '' },
      { t: 'issuer.counted', dialogue: DIALOGUE, ...of(other) },
    ],
  }
}

/** Whoever holds a key can keep logs: each is a folder with its files. */
export function logKeeper(room: { folder(name: string, files: Readonly<Record<string, string>>): string }, origin: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const raw = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32))
  const signer = { name: origin, publicKey: raw, sign: async (message: Uint8Array) => sign(null, message, privateKey) }
  return {
    key: vkeyOf(keyOf(origin, ED25519, raw)),
    async keep(name: string, entries: readonly Json[]) {
      const log = logInMemory(signer)
      await log.add(entries.map((entry) => Buffer.from(jcs(entry))))
      const path = room.folder(name, { checkpoint: await log.checkpoint() })
      for (const [at, bytes] of log.files) {
        mkdirSync(dirname(join(path, at)), { recursive: true })
        writeFileSync(join(path, at), bytes)
      }
      return { path, log }
    },
  }
}
