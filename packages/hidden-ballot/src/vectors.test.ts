import { constants, createHash, createPrivateKey, createPublicKey, hkdfSync, sign, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { wordlist } from '@scure/bip39/wordlists/english.js'
import { expect, test } from 'vitest'
import { batchOf, blindedRequest, checkRegistration, checkVote, digitGroups, keyDigest, kitOf, markOf, registrationOf } from './index.ts'
import { slotCommitment, treeOf, voterOf, voterText, voteText, type Electorate, type Vote } from './index.ts'

type Vectors = {
  readonly root: string
  readonly electorate: Electorate
  readonly issuer: string
  readonly voter: string
  readonly blinded: string
  readonly credential: string
  readonly voterText: string
  readonly voteText: string
  readonly vote: Vote
  readonly batch: string
  readonly roll: {
    readonly salts: readonly string[]
    readonly commitments: readonly string[]
    readonly size: number
    readonly root: string
  }
  readonly kit: { readonly english: string; readonly digits: string; readonly mark: string }
}
const vectors: Vectors = JSON.parse(readFileSync(new URL('../vectors/derived.json', import.meta.url), 'utf8'))
const { electorate, vote } = vectors
const root = Buffer.from(vectors.root, 'base64url')
const [spki = ''] = electorate.issuers.map(({ key }) => key)

test('what comes from a root stays what it was: a voter of today is the same one tomorrow', async () => {
  const request = await blindedRequest(root, electorate, vectors.issuer)
  const registration = registrationOf(await voterOf(root, electorate), electorate, [
    { issuer: vectors.issuer, signature: vectors.credential },
  ])
  expect(typeof request === 'string' ? request : request.blinded).toBe(vectors.blinded)
  expect([registration.voter, keyDigest(spki), voterText(electorate, vectors.voter), voteText(electorate, vote)]).toEqual([
    vectors.voter,
    vectors.issuer,
    vectors.voterText,
    vectors.voteText,
  ])
  expect([await checkRegistration(electorate, registration), await checkVote(electorate, vote)]).toEqual([null, null])
  const { hub, dialogue } = electorate
  const votes = [{ class: 'all', ...vote }]
  expect(batchOf({ hub, dialogue, number: 1, previous: null, registrations: [registration], votes }).digest).toBe(vectors.batch)
  const commitments = vectors.roll.salts.map((salt) => slotCommitment('issued', Buffer.from(salt, 'base64url')))
  expect({ commitments, ...treeOf(commitments) }).toMatchObject({ commitments: vectors.roll.commitments, root: vectors.roll.root })
  expect([kitOf(root, wordlist).join(' '), kitOf(root, digitGroups).join(' '), markOf(root)]).toEqual(Object.values(vectors.kit))
})

test('a second implementation, of node:crypto alone, derives, signs and checks the same', () => {
  const digest = createHash('sha256').update(Buffer.from(spki, 'base64url')).digest('hex')
  const all = createHash('sha256').update(digest).digest('hex')
  const info = ['passerelle/hidden/v1', 'seed', electorate.hub, electorate.dialogue, electorate.class, all, '-'].join('\n')
  const seed = Buffer.from(hkdfSync('sha256', root, Buffer.alloc(32), info, 32))
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
  expect(createPublicKey(key).export({ format: 'jwk' })['x']).toBe(vectors.voter)
  expect(sign(null, Buffer.from(vectors.voteText), key).toString('base64url')).toBe(vote.signature)
  const issuer = createPublicKey({ key: Buffer.from(spki, 'base64url'), format: 'der', type: 'spki' })
  const how = { key: issuer, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 }
  expect(verify('sha384', Buffer.from(vectors.voterText), how, Buffer.from(vectors.credential, 'base64url'))).toBe(true)
})
