import { randomBytes } from 'node:crypto'
import { checkSlot, type SlotProof } from '#hidden-ballot'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '../../core/actor.ts'
import { doAsHub, kindsOf } from '../../testing/dialogues.ts'
import { at, call, fetchCredential, makeHidden, openVotes, seatAccounts, sweep, type Made } from '../../testing/hidden-voices.ts'
import { openHub, type Hub } from '../../testing/hub.ts'

// What the issuer keeps is thrown away when nothing is signed any more.

let hub: Hub
let accounts: readonly Actor[]
let made: Made
const root = randomBytes(32)
beforeAll(async () => {
  hub = await openHub()
  accounts = await seatAccounts(hub, 21)
  await hub.as('gift').api('PUT', '/credentials/least', { least: 20 })
  made = await makeHidden(hub)
  for (const [index, actor] of accounts.slice(0, 20).entries()) await fetchCredential(hub, made, actor, index === 0 ? root : undefined)
})
afterAll(() => hub.close())

const account = (index: number): Actor =>
  accounts[index] ??
  (() => {
    throw new Error(`there is no account ${index}`)
  })()
const secretOf = async (dialogue: string) =>
  (await hub.db.selectFrom('credential_issuance').select('secret_sealed').where('dialogue_id', '=', dialogue).executeTakeFirstOrThrow())
    .secret_sealed
/** How long the digests are, of slots that were used and of those that were not. */
const digestsOf = async (dialogue: string) => {
  const rows = await hub.db.selectFrom('credential_slot').select('asked_hash as asked').where('dialogue_id', '=', dialogue).execute()
  return Map.groupBy(rows, ({ asked }) => asked?.length ?? null)
}
const discard = (dialogue: string) => doAsHub(hub, 'credentials.discard-secrets', { dialogue })

test('while votes are taken the key is there, and the same request is answered again', async () => {
  await expect(discard(made.id)).rejects.toThrow('credential.not-ended')
  await openVotes(hub)
  hub.setNow(at('15', '11:59'))
  await sweep(hub, 'credentials.end-due')
  await expect(discard(made.id)).rejects.toThrow('credential.not-ended')
  expect(await secretOf(made.id)).not.toBeNull()
  expect(await fetchCredential(hub, made, account(0), root)).toMatchObject({ registration: expect.any(Object) })
  expect(new Set((await digestsOf(made.id)).keys())).toEqual(new Set([32, null]))
})

test('once they are over it is gone, with what would lead from a kit that somebody found to its account', async () => {
  hub.setNow(at('15', '12:00'))
  await sweep(hub, 'credentials.end-due')
  expect(await secretOf(made.id)).toBeNull()
  const digests = await digestsOf(made.id)
  expect([...digests].map(([length, rows]) => [length, rows.length])).toEqual(
    expect.arrayContaining([
      [0, 20],
      [null, 7],
    ]),
  )
  expect(await kindsOf(hub, made.id)).toContain('credentials.secrets.discarded')
  await expect(fetchCredential(hub, made, account(0), root)).rejects.toThrow('credential.over')
  await expect(fetchCredential(hub, made, account(0))).rejects.toThrow('credential.over')
})

test('counts and proofs are what they were, and the secret of the hub can be replaced', async () => {
  const state = await (await hub.as(null).api('GET', `/credentials/dialogues/${made.id}`)).json()
  expect(state).toMatchObject({ state: 'ended', asked: 20 })
  const proofs = await Promise.all([0, 20].map((index) => call<SlotProof>(hub, 'credentials.slot', { issuance: made.id }, account(index))))
  expect(proofs.map((proof) => [proof.state, checkSlot(proof, state.commitment)])).toEqual([
    ['issued', true],
    ['empty', true],
  ])
  expect(await doAsHub(hub, 'credentials.renew-secrets', {})).toEqual({ rows: 0 })
})

test('where too few asked, the key goes with the end of asking; it goes once', async () => {
  hub.setNow(at('01'))
  const few = await makeHidden(hub, { title: 'Few' })
  hub.setNow(at('14'))
  await sweep(hub, 'credentials.end-due')
  expect(await secretOf(few.id)).toBeNull()
  await sweep(hub, 'credentials.end-due')
  expect((await kindsOf(hub, few.id)).filter((kind) => kind === 'credentials.secrets.discarded')).toHaveLength(1)
})
