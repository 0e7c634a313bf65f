import { createHash, createPrivateKey, createPublicKey, constants, randomBytes, sign, verify } from 'node:crypto'
import { cpus, loadavg, totalmem } from 'node:os'
import { RSABSSA } from '@cloudflare/blindrsa-ts'
import {
  batchName,
  batchOf,
  blindedRequest,
  checkRegistration,
  electionFile,
  electionName,
  keyDigest,
  registrationOf,
  signedVote,
  verifyBallots,
  voterOf,
  voterText,
  type Ballot,
  type Electorate,
  type Registration,
} from '#hidden-ballot'
import { makeIssuerKey, openBlindSigner } from '../src/platform/blind-signer.ts'
import { middleOf, say } from './measuring.ts'

// `npm run bench:ballots [-- <voters> <votes each>]`: what a credential costs, part by part, beside blindrsa-ts; and how long anybody takes to verify all
// public files of so many hidden voters again, beside the bare checks of as many signatures, one after another. For fewer than 100,000 voters it says
// what those would take, computed from that, and called so.

const [voters = 5000, each = 20] = process.argv.slice(2).map(Number)
const PER_BATCH = 1000
const [load = 0] = loadavg()
say(
  'machine',
  `${cpus().length} x ${cpus()[0]?.model ?? ''}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, load ${load.toFixed(1)}`,
)

const made = performance.now()
const { key, secret } = await makeIssuerKey()
say('issuer key, 3072 bits', `${Math.round(performance.now() - made)} ms (one)`)
const electorate: Electorate = {
  form: 'passerelle-electorate/1',
  hub: 'hub.example.org',
  dialogue: '0f3c8a52-5d0e-4a57-9d0e-1a2b3c4d5e6f',
  class: 'all',
  issuers: [{ name: 'hub.example.org', key }],
}
const milliseconds = (value: number): string => `${value.toFixed(2)} ms`
await credential()
await again()

async function credential(): Promise<void> {
  const signer = openBlindSigner()
  const root = randomBytes(32)
  const asked = async () => {
    const request = await blindedRequest(root, electorate, keyDigest(key))
    if (typeof request === 'string') throw new Error(request)
    return request
  }
  const request = await asked()
  const signed = async () => {
    const signature = await signer.sign(secret, Buffer.from(request.blinded, 'base64url'))
    return Buffer.from(signature ?? []).toString('base64url')
  }
  const signature = await signed()
  const finished = await request.finish(signature)
  if (finished === null) throw new Error('no credential')
  const registration = registrationOf(await voterOf(root, electorate), electorate, [finished])
  say('voter: derive and blind', milliseconds(await middleOf(50, asked)))
  say('issuer: sign (OpenSSL, in its thread)', milliseconds(await middleOf(50, signed)))
  say('voter: finalize and check', milliseconds(await middleOf(50, async () => request.finish(signature))))
  say('box: check a registration', milliseconds(await middleOf(50, async () => checkRegistration(electorate, registration))))
  await signer.close()
  const theirs = RSABSSA.SHA384.PSS.Deterministic()
  const algorithm = { name: 'RSA-PSS', hash: 'SHA-384' }
  const open = await crypto.subtle.importKey('spki', Buffer.from(key, 'base64url'), algorithm, true, ['verify'])
  say('reference: blindrsa-ts blinds', milliseconds(await middleOf(10, async () => theirs.blind(open, root))))
}

async function again(): Promise<void> {
  const { files, count, texts } = await staged()
  const bytes = Object.values(files).reduce((sum, file) => sum + file.length, 0)
  say(`public files of ${voters} voters, ${count} votes`, `${(bytes / 2 ** 20).toFixed(0)} MB`)
  const [from, processor] = [performance.now(), process.cpuUsage()]
  const { findings } = await verifyBallots(files)
  const took = performance.now() - from
  const { user, system } = process.cpuUsage(processor)
  if (findings.some(({ outcome }) => outcome === 'fails')) throw new Error(JSON.stringify(findings))
  const began = performance.now()
  for (const { voter, text, signature } of texts) if (!verify(null, text, voter, signature)) throw new Error('a signature')
  const bare = ((performance.now() - began) / texts.length) * count
  say('verified again, whole', `${(took / 1000).toFixed(1)} s, ${((took / count) * 1000).toFixed(0)} us a vote`)
  say('processor time of that, all threads', `${((user + system) / count).toFixed(0)} us a vote`)
  say('reference: as many bare Ed25519 checks', `${(bare / 1000).toFixed(1)} s (${texts.length} were made)`)
  if (voters < 100_000) say('100,000 voters with 20 votes each, computed', `${((took / count) * (2_000_000 / 60_000)).toFixed(1)} min`)
  say('memory of this process', `${Math.round(process.memoryUsage().rss / 2 ** 20)} MB`)
}

async function staged() {
  const privateKey = createPrivateKey({ key: Buffer.from(secret), format: 'der', type: 'pkcs8' })
  const how = { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 }
  const files: Record<string, Uint8Array> = {}
  const batches: { number: number; digest: string; registrations: number; votes: number }[] = []
  const texts: { voter: ReturnType<typeof createPublicKey>; text: Buffer; signature: Buffer }[] = []
  let previous: string | null = null
  for (let first = 0; first < voters; first += PER_BATCH) {
    const registrations: Registration[] = []
    const votes: Ballot[] = []
    for (let at = first; at < Math.min(voters, first + PER_BATCH); at += 1) {
      const voter = await voterOf(createHash('sha256').update(String(at)).digest(), electorate)
      // What an unblinded signature is: the same scheme, made by whoever holds the key.
      const signature = sign('sha384', Buffer.from(voterText(electorate, voter.key)), how).toString('base64url')
      registrations.push(registrationOf(voter, electorate, [{ issuer: keyDigest(key), signature }]))
      for (let statement = 0; statement < each; statement += 1) {
        const vote = await signedVote(voter, electorate, { statement, choice: 'agree', important: false, seq: statement + 1 })
        votes.push({ class: 'all', ...vote })
        if (texts.length < 2000) texts.push(bareOf(vote.voter, vote.signature, statement))
      }
    }
    const number = batches.length + 1
    const batch = batchOf({ hub: electorate.hub, dialogue: electorate.dialogue, number, previous, registrations, votes })
    files[batchName(number)] = batch.bytes
    batches.push({ number, digest: batch.digest, registrations: registrations.length, votes: votes.length })
    previous = batch.digest
  }
  const issuers = electorate.issuers.map((issuer) => ({ ...issuer, roll: voters, issued: null, commitment: null }))
  const { hub, dialogue } = electorate
  const counts = { registered: voters, voted: voters, closed: true }
  files[electionName] = electionFile({ hub, dialogue, least: 50, electorates: [{ class: 'all', issuers }], batches, ...counts }).bytes
  return { files, count: voters * each, texts }
}

function bareOf(voter: string, signature: string, statement: number) {
  const { hub, dialogue } = electorate
  const text = ['passerelle/vote/v1', hub, dialogue, 'all', voter, statement, 'agree', '-', statement + 1].join('\n')
  const open = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: voter }, format: 'jwk' })
  return { voter: open, text: Buffer.from(text), signature: Buffer.from(signature, 'base64url') }
}
