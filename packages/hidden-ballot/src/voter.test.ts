import { describe, expect, test } from 'vitest'
import { b64Of, bytesOfB64, checkRegistration, checkStanding, checkStatement, checkVote, hasEd25519 } from './index.ts'
import { blindedRequest, registrationOf, signedStatement, signedVote, standingQuestion, voterOf } from './index.ts'
import { readElectorate, readRegistration, readStanding, readStatement, readVotes } from './index.ts'
import { ivBytes, readAnswerText, readRequestText, readWrappedRoot, requestText, answerText, unwrapRoot, wrapRoot } from './index.ts'
import type { BlindedRequest } from './index.ts'
import { answered, credentialsOf, electorateOf, rootOf, stagedIssuer } from './testing/issuer.ts'
import { turned } from './testing/staged-election.ts'

const hub = stagedIssuer('hub.example.org')
const registrar = stagedIssuer('registrar.example')
const electorate = electorateOf([hub])
const both = electorateOf([hub, registrar])
const root = rootOf(7)

async function requested(from = root, of = electorate, issuer = hub.digest): Promise<BlindedRequest> {
  const request = await blindedRequest(from, of, issuer)
  if (typeof request === 'string') throw new Error(request)
  return request
}

describe('what comes from a root', () => {
  test('is the same on every device, and another in every dialogue, class, hub, for every key and every root', async () => {
    expect(await hasEd25519()).toBe(true)
    const places = [
      electorate,
      electorateOf([hub], { class: 'abroad' }),
      electorateOf([hub], { hub: 'other.example.org' }),
      electorateOf([hub], { dialogue: '0f3c8a52-5d0e-4a57-9d0e-1a2b3c4d5e60' }),
      electorateOf([registrar]),
      both,
    ]
    const keys = await Promise.all([...places.map(async (place) => voterOf(root, place)), voterOf(rootOf(8), electorate)])
    expect(new Set(keys.map(({ key }) => key)).size).toBe(keys.length)
    expect((await voterOf(root.slice(), electorateOf([hub]))).key).toBe(keys[0]?.key)
  })

  test('is one request, whatever the order in which issuers are named, and another for each issuer', async () => {
    const [one, again] = [await requested(root, both), await requested(root, electorateOf([registrar, hub]))]
    expect(again.blinded).toBe(one.blinded)
    expect((await requested(root, both, registrar.digest)).blinded).not.toBe(one.blinded)
    // The factor depends on all keys: with the same factor for two messages their relation would show through.
    expect((await requested()).blinded).not.toBe(one.blinded)
  })

  test('says no word of an issuer that is none of the electorate', async () => {
    expect(await blindedRequest(root, electorate, registrar.digest)).toBe('issuer.unknown')
    const short = stagedIssuer('short', (await import('node:crypto')).generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)
    expect(await blindedRequest(root, electorateOf([short]), short.digest)).toBe('key.short')
  })
})

describe('credentials', () => {
  test('of all issuers hold, whoever the voter is', async () => {
    const voter = await voterOf(root, both)
    const registration = registrationOf(voter, both, await credentialsOf(root, both, [hub, registrar]))
    expect(readRegistration(registration).ok).toBe(true)
    expect(await checkRegistration(both, registration)).toBeNull()
    const [first, second] = registration.credentials
    if (first === undefined || second === undefined) throw new Error('two credentials')
    const wrong = [
      { ...registration, class: 'abroad' },
      { ...registration, credentials: [first] },
      { ...registration, credentials: [first, first] },
      { ...registration, credentials: [second, first] },
      { ...registration, credentials: [first, { ...second, signature: turned(second.signature) }] },
      { ...registration, credentials: [first, { ...second, signature: first.signature }] },
      { ...registration, voter: (await voterOf(rootOf(8), both)).key },
    ]
    expect(await Promise.all(wrong.map(async (one) => checkRegistration(both, one)))).toEqual([
      'registration.class',
      ...Array.from({ length: 3 }, () => 'registration.issuers'),
      ...Array.from({ length: 3 }, () => 'registration.credential'),
    ])
    // A credential for another class is none here, though the key is the same.
    const abroad = electorateOf([hub], { class: 'abroad' })
    const other = registrationOf(await voterOf(root, abroad), abroad, await credentialsOf(root, abroad, [hub]))
    expect(await checkRegistration(abroad, other)).toBeNull()
    expect(await checkRegistration(electorate, { ...other, class: 'all' })).toBe('registration.credential')
  })

  test('a wrong answer is no credential', async () => {
    const request = await requested()
    const answer = answered(hub, request.blinded)
    expect(await request.finish(answer)).toMatchObject({ issuer: hub.digest })
    // Small enough for the other issuer's modulus, whatever this one's is.
    const small = b64Of((bytesOfB64(request.blinded) ?? new Uint8Array()).fill(0, 0, 1))
    const wrong = [turned(answer), answered(registrar, small), answer.slice(4), 'no base64!', '']
    expect(await Promise.all(wrong.map(async (one) => request.finish(one)))).toEqual([null, null, null, null, null])
  })
})

describe('what a voter signs', () => {
  const vote = { statement: 3, choice: 'agree', important: false, seq: 5 } as const

  test('a vote holds for its place, and for nothing else', async () => {
    const voter = await voterOf(root, electorate)
    const signed = await signedVote(voter, electorate, vote)
    expect(readVotes({ class: 'all', votes: [signed] }).ok).toBe(true)
    expect(await checkVote(electorate, signed)).toBeNull()
    const altered = [
      { ...signed, statement: 4 },
      { ...signed, choice: 'pass' as const },
      { ...signed, important: true },
      { ...signed, seq: 6 },
      { ...signed, voter: (await voterOf(rootOf(8), electorate)).key },
      { ...signed, signature: turned(signed.signature) },
      { ...signed, voter: b64Of(new Uint8Array(32).fill(255)) },
    ]
    expect(new Set(await Promise.all(altered.map(async (one) => checkVote(electorate, one))))).toEqual(new Set(['vote.signature']))
    expect(await checkVote(electorateOf([hub], { class: 'abroad' }), signed)).toBe('vote.signature')
  })

  test('a statement and a question likewise', async () => {
    const voter = await voterOf(root, electorate)
    const statement = await signedStatement(voter, electorate, { seq: 6, language: 'fr', text: 'Des bourses pour tous' })
    const question = await standingQuestion(voter, electorate)
    expect([readStatement(statement).ok, readStanding(question).ok]).toEqual([true, true])
    expect([await checkStatement(electorate, statement), await checkStanding(electorate, question)]).toEqual([null, null])
    expect(await checkStatement(electorate, { ...statement, text: 'Des bourses pour moi' })).toBe('statement.signature')
    expect(await checkStanding(electorate, { ...question, signature: statement.signature })).toBe('standing.signature')
    expect(await checkStatement(electorate, { ...statement, class: 'abroad' })).toBe('statement.class')
  })

  test('has one form: a field more, a line break, a padded signature, a vote of many are refused', async () => {
    const signed = await signedVote(await voterOf(root, electorate), electorate, vote)
    const votes = (one: object, times = 1) => readVotes({ class: 'all', votes: Array.from({ length: times }, () => one) })
    const malformed = [
      votes({ ...signed, at: 'noon' }),
      votes({ ...signed, signature: `${signed.signature}=` }),
      votes({ ...signed, seq: 0 }),
      votes({ ...signed, seq: 1.5 }),
      votes({ ...signed, choice: 'agree\nimportant' }),
      votes(signed, 51),
      readVotes({ class: 'a\nb', votes: [] }),
      readElectorate({ ...electorate, hub: 'hub.example.org\nx' }),
      readElectorate({ ...electorate, issuers: [] }),
      readElectorate({ ...electorate, issuers: [...electorate.issuers, ...electorate.issuers] }),
    ]
    expect(malformed.map(({ ok }) => ok)).toEqual(malformed.map(() => false))
    expect(votes(signed, 50).ok).toBe(true)
    expect(readElectorate(both)).toEqual({ ok: true, value: both })
  })
})

describe('on the device and by copying', () => {
  const prf = rootOf(99)

  test('a root wrapped by a passkey opens with that passkey alone', async () => {
    const wrapped = await wrapRoot(root, prf, new Uint8Array(ivBytes).fill(3))
    expect(readWrappedRoot(JSON.parse(JSON.stringify(wrapped)))).toEqual({ ok: true, value: wrapped })
    expect(await unwrapRoot(wrapped, prf)).toEqual(root)
    expect(await unwrapRoot(wrapped, rootOf(98))).toBeNull()
    expect(await unwrapRoot({ ...wrapped, sealed: turned(wrapped.sealed) }, prf)).toBeNull()
  })

  test('a request and an answer travel as texts, through line breaks', async () => {
    const { blinded } = await requested()
    const text = requestText({ issuance: 'one', blinded })
    expect(readRequestText(` ${text.slice(0, 70)}\n${text.slice(70)}\n`)).toEqual({ ok: true, value: { issuance: 'one', blinded } })
    const answer = answerText({ issuance: 'one', signature: answered(hub, blinded) })
    expect(readAnswerText(answer).ok).toBe(true)
    for (const wrong of [text, answer.slice(0, -8), '', 'passerelle-answer.']) expect(readAnswerText(wrong).ok).toBe(false)
  })
})
