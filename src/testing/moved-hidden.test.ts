import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keyDigest, slotsName, verifyBallots } from '#hidden-ballot'
import { theHub } from '../core/actor.ts'
import { recompute } from '../modules/dialogue/jobs.ts'
import { doAs, refusalOf } from './deeds.ts'
import {
  at,
  call,
  fetchCredential,
  makeHidden,
  openVotes,
  register,
  seatAccounts,
  sweep,
  voteWith,
  type Held,
  type Made,
} from './hidden-voices.ts'
import { openHub, type Hub } from './hub.ts'
import { quickFolder } from './quick-place.ts'

const NEW = 'https://new.test'
const PASSPHRASE = 'carried over by hand, in two parts'
const VOTERS = 22

let [old, reached]: Hub[] = []
let folder: string
let voted: Made | undefined
const from = (): Hub => old ?? expect.unreachable('no hub is open')
const to = (): Hub => reached ?? expect.unreachable('no hub is open')
const made = (): Made => voted ?? expect.unreachable('no dialogue was made')
const body = () => from().cast.bodies.unit
const asHub = <T>(hub: Hub, name: string, input: object): Promise<T> => call<T>(hub, name, input, theHub)

/** A department asked hidden voices, and goes to another hub. */
beforeAll(async () => {
  folder = quickFolder('passerelle-moved-hidden-')
  ;[old, reached] = await Promise.all([openHub(), openHub({ publicUrl: NEW, secret: Buffer.alloc(32, 9) })])
  const accounts = await seatAccounts(from(), VOTERS)
  await from().as('gift').api('PUT', '/credentials/least', { least: 20 })
  voted = await makeHidden(from())
  const held: Held[] = []
  for (const actor of accounts) held.push(await fetchCredential(from(), made(), actor))
  await openVotes(from())
  for (const [n, one] of held.entries()) {
    await register(from(), made(), one)
    await voteWith(from(), made(), one, [[0, n % 3 === 0 ? 'disagree' : 'agree', 1]])
  }
  await sweep(from(), 'ballots.batches')
}, 60_000)
afterAll(async () => {
  await Promise.all([old?.close(), reached?.close()])
  rmSync(folder, { recursive: true, force: true })
})

test('while hidden voices are asked the body stays, and nobody can end that early', async () => {
  await doAs(from(), 'aoife', 'moves.announce-body', { space: body(), destination: NEW })
  expect(await refusalOf(doAs(from(), 'niamh', 'dialogue.close', { dialogue: made().id }))).toBe('dialogue.hidden-runs')
  for (const hub of [from(), to()]) hub.setNow(at('23', '12:10'))
  expect(await refusalOf(asHub(from(), 'moves.freeze', { space: body() }))).toBe('move.still-running')
  await from().sweep()
  await recompute(from().runner, made().id)
  expect(await from().db.selectFrom('checkable_result').select('dialogue_id').execute()).toEqual([{ dialogue_id: made().id }])
  expect(await refusalOf(asHub(from(), 'moves.freeze', { space: body() }))).toBe('done')
})

test('votes go as they were counted, and their keys and their box stay', async () => {
  const file = join(folder, 'unit')
  await asHub(from(), 'moves.export', { space: body(), file, passphrase: PASSPHRASE, hub: 'http://hub.test' })
  const { receipt, rows } = await asHub<{ receipt: string; rows: Record<string, number> }>(to(), 'moves.import', {
    ...{ file, passphrase: PASSPHRASE, hub: NEW },
  })
  expect(rows).toMatchObject({ body: 1, dialogue: 1, vote: VOTERS })
  for (const table of ['credential_issuance', 'credential_slot', 'ballot_box', 'ballot_voter', 'ballot_vote', 'ballot_batch'] as const)
    expect([table, rows[table], await to().db.selectFrom(table).selectAll().execute()]).toEqual([table, undefined, []])
  await asHub(from(), 'moves.settle', { space: body(), receipt })
  await from().settle()
})

test('what can be checked of them is found at the old hub, from the page of the new one', async () => {
  const { slug } = await to().db.selectFrom('dialogue').select('slug').where('id', '=', made().id).executeTakeFirstOrThrow()
  const result = await to().as(null).get(`/dialogues/${slug}/result`)
  const html = await result.text()
  const link = `http://hub.test/dialogues/${made().id}/ballots`
  expect([result.status, html.includes(`href="${link}"`)]).toEqual([200, true])
  const gone = async (hub: Hub, path: string) => (await hub.as(null).get(path)).status
  expect([await gone(from(), `/dialogues/${made().id}/ballots`), await gone(to(), `/dialogues/${slug}/ballots`)]).toEqual([200, 404])
  const own = await (await from().as(null).get(`/dialogues/${made().id}/result`)).text()
  expect(own.includes(link)).toBe(false)
})

test('the files of the box hold there after the body left', async () => {
  const files: Record<string, Uint8Array> = {}
  const take = async (name: string, path: string) => {
    const answer = await from().as(null).api('GET', path)
    expect([path, answer.status]).toEqual([path, 200])
    files[name] = new Uint8Array(await answer.arrayBuffer())
  }
  const box = `/ballots/${made().id}`
  for (const name of ['election', 'tallies']) await take(`${name}.json`, `${box}/${name}`)
  const { batches } = JSON.parse(Buffer.from(files['election.json'] ?? []).toString()) as { batches: { number: number }[] }
  for (const { number } of batches) await take(`batch-${number}.json`, `${box}/batches/${number}`)
  const digest = keyDigest(made().electorate.issuers[0]?.key ?? '')
  await take(slotsName(digest), `/credentials/issuances/${made().id}/slots`)
  const { findings } = await verifyBallots(files)
  expect(findings.filter(({ outcome }) => outcome === 'fails')).toEqual([])
  expect(findings.some(({ outcome }) => outcome === 'holds')).toBe(true)
})
