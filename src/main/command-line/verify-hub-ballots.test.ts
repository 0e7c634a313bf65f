import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '../../core/actor.ts'
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
} from '../../testing/hidden-voices.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { takeTurn } from '../../testing/public-log.ts'
import { openRoom, passerelle } from './testing/spawned.ts'

// A hub behind a real port, whose vote is over: as an outsider finds it.
const PORT = 4661
const url = `http://127.0.0.1:${PORT}`
const room = openRoom()
let hub: Hub
let made: Made
let accounts: readonly Actor[]
let server: ReturnType<typeof serve>
beforeAll(async () => {
  hub = await openHub({ publicUrl: url })
  server = serve({ fetch: hub.app.fetch, port: PORT, hostname: '127.0.0.1' })
  await hub.as('gift').api('PUT', '/credentials/least', { least: 20 })
  accounts = await seatAccounts(hub, 22)
  made = await makeHidden(hub)
  await takeTurn(hub)
  const held: Held[] = []
  for (const actor of accounts.slice(0, 20)) held.push(await fetchCredential(hub, made, actor))
  await openVotes(hub)
  for (const [at_, one] of held.entries()) {
    await register(hub, made, one)
    await voteWith(hub, made, one, [[0, 'agree', 1]])
    if (at_ === 11) await sweep(hub, 'ballots.batches')
  }
  hub.setNow(at('15', '11:05'))
  await sweep(hub, 'ballots.batches')
  await takeTurn(hub)
})
afterAll(async () => {
  server.close()
  await hub.close()
  room.leave()
})

test('the command that the page shows can be typed as it stands there, and all of it holds', async () => {
  const page = await (await hub.as(null).get(`/dialogues/${made.slug}/ballots`)).text()
  const [, shown = ''] = /(npm run -s passerelle -- [^<]+)/.exec(page) ?? []
  const command = shown.replaceAll('&#39;', "'")
  expect(command).toMatch(
    new RegExp(`^npm run -s passerelle -- verify ${url}/api/ballots/${made.id} --log ${url}/log --key '127\\.0\\.0\\.1:${PORT}/log\\+`),
  )
  const { code, stdout, stderr } = await passerelle(command.replaceAll("'", '').split(' ').slice(5))
  expect([code, stderr]).toEqual([0, expect.any(String)])
  expect(stdout).not.toContain('FAILS')
  for (const words of [
    `names the key of 127.0.0.1:${PORT} for the voters "all", before anything was counted, and no other entry does.`,
    `has the same counts and roots of 127.0.0.1:${PORT}: 20 credentials`,
    `with the same digests and counts, and in its order (batches: 2).`,
    'and the log says the same.',
  ])
    expect(stdout).toContain(words)
}, 60_000)

test('a member takes the proof of the own slot along, and it holds in the ballots and in the log', async () => {
  const key = ((await (await hub.as(null).api('GET', '/log')).json()) as { key: string }).key
  for (const [which, words] of [
    [0, 'that were used'],
    [21, 'that stayed empty'],
  ] as const) {
    const proof = await call<object>(hub, 'credentials.slot', { issuance: made.id }, accounts[which])
    const file = join(room.folder(`slot-${which}`, { 'passerelle-slot.json': JSON.stringify(proof) }), 'passerelle-slot.json')
    const ran = await passerelle(['verify', file, '--box', `${url}/api/ballots/${made.id}`, '--log', `${url}/log`, '--key', key])
    expect(ran).toMatchObject({ code: 0, stdout: expect.stringContaining(words) })
    expect(ran.stdout).toMatch(/holds {2}Entry \d+ of the log of 127\.0\.0\.1:4661 names the root of the proof/)
  }
}, 60_000)

test('a hub that alters a batch in its database is found out', async () => {
  const { key }: { key: string } = await (await hub.as(null).api('GET', '/log')).json()
  await hub.db.deleteFrom('ballot_batch').where('dialogue_id', '=', made.id).where('number', '=', 2).execute()
  const ran = await passerelle(['verify', `${url}/api/ballots/${made.id}`, '--log', `${url}/log`, '--key', key])
  expect(ran).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/FAILS {2}Entry \d+ of the log of .* names batch 2, which is not here\./),
  })
}, 60_000)
