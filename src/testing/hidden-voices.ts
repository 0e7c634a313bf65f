import { constants, createPrivateKey, randomBytes, randomUUID, sign } from 'node:crypto'
import type { Id } from '#base'
import {
  blindedRequest,
  keyDigest,
  registrationOf,
  signedVote,
  voterOf,
  voterText,
  type Choice,
  type Electorate,
  type Voter,
} from '#hidden-ballot'
import { nobody, theHub, type Actor } from '../core/actor.ts'
import { operationNamed, rooms } from '../main/rooms.ts'
import { doAsHub, makeDraft, SEEDS } from './dialogues.ts'
import type { Hub } from './hub.ts'

/** A dialogue with hidden participation in the clock of the tests: published on 1 March, votes from 8 to 15 March. */
export const HIDDEN = {
  participation: 'hidden',
  opensAt: '2026-03-08T00:00:00Z',
  closesAt: '2026-03-15T12:00:00Z',
  answerBy: '2026-04-15T12:00:00Z',
}
export const at = (day: string, hour = '12:00'): Date => new Date(`2026-03-${day}T${hour}:00Z`)

export const call = async <T>(hub: Pick<Hub, 'runner'>, name: string, input: object, actor: Actor = nobody('en')): Promise<T> =>
  (await operationNamed(name).invoke(hub.runner, input, actor)) as T

/** Accounts with a name each, as those have who signed in once. */
export async function seatAccounts(hub: Hub, count: number): Promise<readonly Actor[]> {
  const made = Array.from({ length: count }, () => ({ account: randomUUID() as Id<'account'>, person: randomUUID() as Id<'person'> }))
  const rest = { email_tag: null, email_sealed: null, language: 'en', created_at: hub.runner.outside.now(), leaving_at: null }
  await hub.db
    .insertInto('account')
    .values(made.map(({ account }) => ({ id: account, ...rest })))
    .execute()
  await hub.db
    .insertInto('person')
    .values(
      made.map(({ account, person }, index) => ({
        id: person,
        account_id: account,
        name: `Member ${index}`,
        at_sign_in: true,
        erase_at: null,
      })),
    )
    .execute()
  return made.map((one) => ({ ...theHub, ...one, operator: false }))
}

export type Made = { readonly id: string; readonly slug: string; readonly electorate: Electorate }

/** Published, with its key and its slots. */
export async function makeHidden(hub: Hub, more: object = {}): Promise<Made> {
  const made = await makeDraft(hub, { ...HIDDEN, seeds: SEEDS.slice(0, 3), ...more })
  await doAsHub(hub, 'dialogue.open', { dialogue: made.id })
  await hub.settle()
  const { electorates } = await call<{ electorates: readonly [Electorate] }>(hub, 'ballots.read', { dialogue: made.id })
  return { ...made, electorate: electorates[0] }
}

export type Held = { readonly root: Uint8Array; readonly voter: Voter; readonly registration: object }

/** What the client of an account does within the days of asking. */
export async function fetchCredential(hub: Hub, { id, electorate }: Made, actor: Actor, root: Uint8Array = randomBytes(32)): Promise<Held> {
  const [issuer] = electorate.issuers
  const request = await blindedRequest(root, electorate, keyDigest(issuer?.key ?? ''))
  if (typeof request === 'string') throw new Error(request)
  const { signature } = await call<{ signature: string }>(hub, 'credentials.ask', { issuance: id, blinded: request.blinded }, actor)
  const credential = await request.finish(signature)
  if (credential === null) throw new Error('the issuer answered with no signature of its key')
  const voter = await voterOf(root, electorate)
  return { root, voter, registration: registrationOf(voter, electorate, [credential]) }
}

/** The days of asking are over, and the box is open. */
export async function openVotes(hub: Hub): Promise<void> {
  hub.setNow(at('06'))
  await sweep(hub, 'credentials.end-due')
  await hub.settle()
  hub.setNow(at('09'))
}

export const register = (hub: Hub, { id }: Pick<Made, 'id'>, { registration }: Pick<Held, 'registration'>) =>
  call(hub, 'ballots.register-voter', { dialogue: id, ...registration })

export async function voteWith(hub: Hub, { id, electorate }: Made, { voter }: Held, votes: readonly (readonly [number, Choice, number])[]) {
  const signed = await Promise.all(
    votes.map(([statement, choice, seq]) => signedVote(voter, electorate, { statement, choice, seq, important: false })),
  )
  return call<{ taken: number }>(hub, 'ballots.cast', { dialogue: id, class: electorate.class, votes: signed })
}

/** As the clock does it. */
export async function sweep(hub: Hub, name: string): Promise<void> {
  const found = rooms.flatMap((room) => room.jobs?.(hub.kit).sweeps ?? []).find((one) => one.name === name)
  if (found === undefined) throw new Error(`there is no sweep ${name}`)
  await found.sweep(hub.runner)
}

/** A key that comes from no root. */
export async function anyVoter(): Promise<Voter> {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])
  const raw = await crypto.subtle.exportKey('raw', pair.publicKey)
  return {
    key: Buffer.from(raw).toString('base64url'),
    sign: async (text) => Buffer.from(await crypto.subtle.sign('Ed25519', pair.privateKey, Buffer.from(text))).toString('base64url'),
  }
}

type Issuer = { readonly key: string; readonly secret: Uint8Array }

/** As an issuer signs without seeing: what comes out is the same signature, and here nobody plays the client. */
export function credentialFor({ key: spki, secret }: Issuer, electorate: Electorate, voter: Voter) {
  const key = createPrivateKey({ key: Buffer.from(secret), format: 'der', type: 'pkcs8' })
  const how = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 }
  const signature = sign('sha384', Buffer.from(voterText(electorate, voter.key)), how).toString('base64url')
  return { class: electorate.class, voter: voter.key, credentials: [{ issuer: keyDigest(spki), signature }] }
}

/** A slot of Mai in a dialogue with hidden participation, which her client has used. */
export async function stageSlot({ runner: { db, outside } }: Pick<Hub, 'runner'>, { account }: Actor): Promise<void> {
  const { keys } = outside
  const dialogue_id = outside.uuid()
  const days = { opened_on: '2030-03-01', closes_on: '2030-03-05', votes_from: '2030-03-08' }
  const nothing = { issued: null, issued_root: null, empty_root: null, other_issuer: null }
  const secret_sealed = keys.seal('credential-issuer', 'a private key')
  await db
    .insertInto('credential_issuance')
    .values({
      dialogue_id,
      hub: 'hub.test',
      class: 'all',
      key: Buffer.alloc(422, 1),
      secret_sealed,
      least: 50,
      roll: 1,
      state: 'running',
      ...days,
      ...nothing,
    })
    .execute()
  const tag = keys.tag('credential', dialogue_id, account ?? '')
  await db
    .insertInto('credential_slot')
    .values({ dialogue_id, tag, salt: Buffer.alloc(16, 2), asked_hash: Buffer.alloc(32, 3) })
    .execute()
}
