import { randomBytes } from 'node:crypto'
import {
  blindedRequest,
  issuerDigests,
  keyDigest,
  loggedFindings,
  readAnswerText,
  readingLogged,
  registrationOf,
  requestText,
  verifyBallots,
  voterOf,
  type Credential,
  type Electorate,
} from '#hidden-ballot'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '../../core/actor.ts'
import { memberNamed } from '../../testing/cast.ts'
import { doAsHub, eventsOf, makeDraft, refusalOf, SEEDS, type Made } from '../../testing/dialogues.ts'
import { at, call, HIDDEN, seatAccounts, sweep, voteWith } from '../../testing/hidden-voices.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { takeTurn } from '../../testing/public-log.ts'

// The dialogue is held here; a registrar, who runs another hub, gives the second credential to its own accounts.
let hub: Hub
let registrar: Hub
let draft: Made
let members: readonly [readonly Actor[], readonly Actor[]]
beforeAll(async () => {
  ;[hub, registrar] = await Promise.all([openHub(), openHub({ secret: Buffer.alloc(32, 7), publicUrl: 'http://registrar.test' })])
  members = [await seatAccounts(hub, 20), await seatAccounts(registrar, 20)]
  for (const one of [hub, registrar]) await one.as('gift').api('PUT', '/credentials/least', { least: 20 })
  draft = await makeDraft(hub, { ...HIDDEN, seeds: SEEDS.slice(0, 2) })
})
afterAll(async () => {
  await hub.close()
  await registrar.close()
})

const asked = () => ({
  ...{ hub: 'hub.test', dialogue: draft.id, title: 'Health between two countries' },
  ...{ closesOn: '2026-03-05', votingOpens: '2026-03-09', votingCloses: '2026-03-15' },
})
let key = ''
const electorate = async (): Promise<Electorate> =>
  (await call<{ electorates: readonly [Electorate] }>(hub, 'ballots.read', { dialogue: draft.id })).electorates[0]

async function credentialOf(
  on: Hub,
  actor: Actor,
  { digest, root }: { readonly digest: string; readonly root: Uint8Array },
): Promise<Credential> {
  const request = await blindedRequest(root, await electorate(), digest)
  if (typeof request === 'string') throw new Error(request)
  const { signature } = await call<{ signature: string }>(on, 'credentials.ask', { issuance: draft.id, blinded: request.blinded }, actor)
  return (await request.finish(signature)) ?? Promise.reject(new Error('no credential'))
}

test('the registrar begins, and the convener names its key before the dialogue is published', async () => {
  expect(await refusalOf(await registrar.as('mai').api('POST', '/credentials/elsewhere', asked()))).toEqual([
    403,
    'credential.operators-only',
  ])
  const late = { ...asked(), votingOpens: '2026-03-07' }
  expect(await refusalOf(await registrar.as('gift').api('POST', '/credentials/elsewhere', late))).toEqual([400, 'credential.days-wrong'])
  const made: { key: string; digest: string } = await (await registrar.as('gift').api('POST', '/credentials/elsewhere', asked())).json()
  key = made.key
  expect(made.digest).toBe(keyDigest(key))
  expect((await eventsOf(registrar, draft.id)).map(({ kind, visibility }) => [kind, visibility])).toEqual([
    ['credentials.elsewhere.opened', 'public'],
  ])
  expect(await refusalOf(await registrar.as('gift').api('POST', '/credentials/elsewhere', asked()))).toEqual([
    409,
    'credential.begun-already',
  ])
  const name = (who: 'mai' | 'niamh', issuer: object | null) =>
    hub.as(who).api('PUT', `/credentials/dialogues/${draft.slug}/issuer`, { issuer })
  expect((await name('mai', { name: 'registrar.test', key })).status).toBe(404)
  for (const wrong of ['AAAA', 'A'.repeat(564)])
    expect(await refusalOf(await name('niamh', { name: 'registrar.test', key: wrong }))).toEqual([400, 'credential.key-wrong'])
  expect(await refusalOf(await name('niamh', { name: 'hub.test', key }))).toEqual([400, 'credential.key-wrong'])
  const page = await hub
    .as('niamh')
    .post(`/dialogues/${draft.slug}/issuer`, { name: 'registrar.test', key: `${key.slice(0, 40)}\n${key.slice(40)}` })
  expect([page.status, page.headers.get('location')]).toEqual([303, `/en/dialogues/${draft.slug}`])
  await doAsHub(hub, 'dialogue.open', { dialogue: draft.id })
  await hub.settle()
  expect((await electorate()).issuers.map(({ name: of }) => of)).toEqual(['hub.test', 'registrar.test'])
  expect((await name('niamh', null)).status).toBe(409)
})

test('the log of the hub names the keys of both, that of the registrar its own', async () => {
  const logged = async (of: Hub) => {
    await takeTurn(of)
    const answer = await of.as(null).api('GET', `/record?kind=issuer.key&scope=${draft.id}`)
    const { entries }: { entries: readonly { entry: string }[] } = await answer.json()
    return entries.map(({ entry }) => {
      const { hub: place, class: voters, key: first, other_issuer: name, other_key: second } = JSON.parse(entry)
      return { place, voters, keys: [first, second], name }
    })
  }
  const { issuers } = await electorate()
  expect(await logged(hub)).toEqual([{ place: 'hub.test', voters: 'all', keys: issuers.map(({ key: of }) => of), name: 'registrar.test' }])
  expect(await logged(registrar)).toEqual([{ place: 'hub.test', voters: 'all', keys: [key, undefined], name: undefined }])
})

test('who has an account at the registrar brings a request there by copying, and takes the answer back', async () => {
  const root = randomBytes(32)
  const digest = keyDigest(key)
  const request = await blindedRequest(root, await electorate(), digest)
  if (typeof request === 'string') throw new Error(request)
  const mai = registrar.as('mai')
  expect(await (await mai.get('/me/credentials')).text()).toContain('Health between two countries')
  const answer = await mai.post('/me/credentials', { request: requestText({ issuance: draft.id, blinded: request.blinded }) })
  const text = />(passerelle-answer\.[\w-]+)<\/span>/.exec(await answer.text())?.[1] ?? ''
  const read = readAnswerText(text)
  expect(await request.finish(read.ok ? read.value.signature : '')).toMatchObject({ issuer: digest })
  expect((await mai.post('/me/credentials', { request: 'nothing' })).status).toBe(422)
  // Whatever account it has there, no page of the registrar knows a box of it.
  expect((await registrar.as(null).api('GET', `/ballots/${draft.id}`)).status).toBe(404)
  expect(memberNamed(registrar.cast, 'mai').actor.account).not.toBe(memberNamed(hub.cast, 'mai').actor.account)
})

test('the box opens when both have told, takes both credentials and not one, and everything can be counted again', async () => {
  const of = await electorate()
  const digests = issuerDigests(of)
  const here = keyDigest(of.issuers[0]?.key ?? '')
  const held: { root: Uint8Array; credentials: readonly Credential[] }[] = []
  for (const [index, actor] of members[0].entries()) {
    const root = randomBytes(32)
    const other = members[1][index] ?? actor
    const credentials = [await credentialOf(hub, actor, { digest: here, root })]
    credentials.push(await credentialOf(registrar, other, { digest: keyDigest(key), root }))
    held.push({ root, credentials })
  }
  for (const one of [hub, registrar]) {
    one.setNow(at('06'))
    await sweep(one, 'credentials.end-due')
    await one.settle()
    one.setNow(at('09'))
  }
  const state = () =>
    hub
      .as(null)
      .api('GET', `/ballots/${draft.id}`)
      .then((answer) => answer.json())
  expect(await state()).toMatchObject({ open: false })
  const told = await (await registrar.as(null).api('GET', `/credentials/dialogues/${draft.id}`)).json()
  expect(told).toMatchObject({ state: 'ended', asked: 21 })
  const { issued, empty } = told.commitment
  const form = {
    ...{ digest: keyDigest(key), roll: String(told.roll), issued: String(told.asked), votingOpens: told.votingOpens },
    ...{ issuedRoot: issued.root, emptyRoot: empty.root },
  }
  const write = (who: 'mai' | 'samir', more: object = {}) =>
    hub.as(who).post(`/dialogues/${draft.slug}/ballots/issuers`, { ...form, ...more })
  expect([(await write('mai')).status, (await write('samir', { digest: 'a'.repeat(64) })).status]).toEqual([403, 422])
  expect((await write('samir')).status).toBe(303)
  expect(await state()).toMatchObject({ open: true, votingOpens: '2026-03-09' })
  for (const { root, credentials } of held) {
    const voter = await voterOf(root, of)
    const registration = registrationOf(voter, of, credentials)
    const half = { ...registration, credentials: registration.credentials.slice(0, 1) }
    await expect(call(hub, 'ballots.register-voter', { dialogue: draft.id, ...half })).rejects.toThrow('ballot.credential')
    await call(hub, 'ballots.register-voter', { dialogue: draft.id, ...registration })
    await voteWith(hub, { ...draft, electorate: of }, { root, voter, registration }, [[0, 'agree', 1]])
  }
  hub.setNow(at('15', '11:05'))
  await sweep(hub, 'ballots.batches')
  const read = async (path: string) => new Uint8Array(await (await hub.as(null).api('GET', `/ballots/${draft.id}/${path}`)).arrayBuffer())
  const ballots = await verifyBallots({ 'election.json': await read('election'), 'batch-1.json': await read('batches/1') })
  const { findings, tallies, checked } = ballots
  expect([findings.filter(({ outcome }) => outcome === 'fails'), tallies[0]?.agree, digests.length]).toEqual([[], 20, 2])
  const logged = async (on: Hub, name: string) => {
    await takeTurn(on)
    const { take, logged: held } = readingLogged(draft.id)
    for (const kind of ['issuer.key', 'issuer.counted', 'ballots.opened']) {
      const answer = await on.as(null).api('GET', `/record?kind=${kind}&scope=${draft.id}`)
      const { entries }: { entries: readonly { index: number; entry: string }[] } = await answer.json()
      for (const { index, entry } of entries) take(index, Buffer.from(entry))
    }
    return checked === null ? [] : loggedFindings(checked, held, name).map(({ code }) => code)
  }
  expect(await logged(hub, 'hub.test')).toEqual(['logged.key', 'logged.counted', 'logged.batches'])
  expect(await logged(registrar, 'registrar.test')).toEqual(['logged.key', 'logged.counted'])
})
