import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { replaceSecret } from '../../platform/hub-secret.ts'
import { keysFrom, type Keys } from '../../platform/keys.ts'
import type { OpenedHub } from '../open.ts'
import {
  actorOf,
  call,
  countOf,
  HOME,
  liveThere,
  OF_MAI,
  openFolder,
  sealedCells,
  signInBy,
  type Guest,
  type Lived,
} from '../../testing/lived-hub.ts'
import { quickFolder } from '../../testing/quick-place.ts'
import { openRoom, passerelle, passerelleHere, type Ran } from './testing/spawned.ts'
import { refusalOf } from '../../testing/deeds.ts'

const room = openRoom(quickFolder('passerelle-command-'))
afterAll(() => room.leave())

const DATA = join(room.path, 'data')
const SETTINGS = { PASSERELLE_DATA: DATA, PASSERELLE_URL: HOME, PASSERELLE_DEMO: 'off', LOG_LEVEL: 'fatal' }
const fileOf = (name: string): string => join(DATA, 'keys', name)
const inUse = (): Buffer => Buffer.from(readFileSync(fileOf('hub.key'), 'utf8').trim(), 'hex')

let there: Lived
let first: Buffer
let before: ReadonlyMap<string, readonly string[]>
/** What the command said while a hub ran on the folder. */
let refused: Ran
let untouched: boolean

/** While this process holds the folder. */
async function inside<T>(use: (hub: OpenedHub) => Promise<T>, settings: Record<string, string> = SETTINGS): Promise<T> {
  const hub = await openFolder(settings)
  try {
    return await use(hub)
  } finally {
    await hub.close()
  }
}

/** As a browser or a program would: the cookie is all that says who it is. What comes back takes the place of what was held. */
async function guestVotes(hub: OpenedHub, guest: Guest, choice: string): Promise<number> {
  const { id, slug } = there.dialogue
  const answer = await hub.app.request(`${HOME}/en/dialogues/${slug}/statements/1/vote`, {
    method: 'POST',
    headers: { origin: HOME, cookie: `__Host-guest-${id}=${guest.signed}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: `choice=${choice}`,
  })
  const set = answer.headers.getSetCookie().find((line) => line.startsWith(`__Host-guest-${id}=`))
  if (set !== undefined) guest.signed = set.split(';')[0]?.split('=')[1] ?? ''
  return answer.status
}

/** As a program does it, for the page of a refusal cannot be drawn here. */
async function refusalByApi(hub: OpenedHub, guest: Guest): Promise<readonly unknown[]> {
  const { id } = there.dialogue
  const answer = await hub.app.request(`${HOME}/api/dialogues/${id}/statements/1/vote`, {
    method: 'PUT',
    headers: { cookie: `__Host-guest-${id}=${guest.signed}`, 'content-type': 'application/json' },
    body: JSON.stringify({ choice: 'disagree' }),
  })
  const { type }: { type?: unknown } = JSON.parse(await answer.text())
  return [answer.status, type]
}

async function entersByDevice(hub: OpenedHub): Promise<string> {
  type Asked = { question: string; publicKey: Parameters<typeof there.device.get>[0] }
  const { question, publicKey } = await call<Asked>(hub, 'people.sign-in-question', {})
  return refusalOf(call(hub, 'people.use-passkey', { question, answer: there.device.get(publicKey) }))
}

const entersByCode = (hub: OpenedHub, which: number): Promise<string> =>
  refusalOf(call(hub, 'people.use-recovery-code', { address: 'mai@example.org', code: there.codes[which] }))

const entersByProvider = (hub: OpenedHub, state: string): Promise<{ person: string; newcomer: boolean }> =>
  call(hub, 'providers.use-provider', {
    ...{ provider: 'ministry', subject: hub.runner.outside.keys.tags('provider-subject', ...OF_MAI), state, newcomerName: 'New' },
  })

type Part = { votes: { statement: { number: number }; choice: string }[] }

/** What must be so under any secret that took the place of another. */
async function expectLifeGoesOn(hub: OpenedHub): Promise<void> {
  const { cast, dialogue, summit } = there
  const [accounts, participants] = [await countOf(hub, 'account'), await countOf(hub, 'participant')]
  for (const [name, email] of [
    ['mai', 'mai@example.org'],
    ['samir', 'samir@example.org'],
    ['idrissa', 'idrissa@moved.example'],
  ] as const)
    expect(await signInBy(hub, email)).toBe(cast.members.get(name)?.person)
  const mai = actorOf(cast, 'mai')
  expect((await entersByProvider(hub, `as ${Math.random()}`)).person).toBe(mai.person)
  expect(await call(hub, 'dialogue.join', { dialogue: dialogue.id }, mai)).toMatchObject({ begun: false })
  expect((await call<Part>(hub, 'dialogue.my-part', { dialogue: dialogue.id }, mai)).votes).toMatchObject([
    { statement: { number: 0 }, choice: 'agree' },
  ])
  expect(await call(hub, 'dialogue.cast-vote', { dialogue: dialogue.id, statement: 0, choice: 'agree' }, mai)).toMatchObject({
    changed: true,
  })
  const card = await call(hub, 'profiles.read-card', { person: mai.person }, actorOf(cast, 'idrissa'))
  expect(JSON.stringify(card)).toContain('PH')
  expect(await call(hub, 'moderation.pressure', {}, actorOf(cast, 'gift'))).toMatchObject([
    { text: 'Two men asked.', answer: { text: 'We hear you.' } },
  ])
  const upheld = { ...there.appealed, outcome: 'upheld', reasons: 'It does.' }
  expect(await refusalOf(call(hub, 'moderation.decide-appeal', upheld, actorOf(cast, 'samir')))).toBe('appeal.same-person')
  expect(await refusalOf(call(hub, 'moderation.confirm-hiding', there.proposed, actorOf(cast, 'samir')))).toBe('case.second-person')
  await expectSummitIsKept(hub, summit)
  expect(await call(hub, 'communities.mine', {}, mai)).toMatchObject({
    communities: expect.arrayContaining(
      ['Kept to ourselves', 'Open Table', 'Over now'].map((name): unknown => expect.objectContaining({ name })),
    ),
    requests: [{ state: 'declined', reason: 'We are full.' }],
    removals: [{ reason: 'Shouted at others.', answer: 'We looked.' }],
  })
  expect(await call(hub, 'buddies.mine', {}, mai)).toMatchObject({
    offers: [{ most: 3 }],
    running: [{ other: 'Idrissa', reach: 'by letter' }],
  })
  expect(await call(hub, 'contacts.helped', {}, mai)).toMatchObject({ entries: [{ number: 3 }] })
  expect(await call(hub, 'following.follows', {}, mai)).toMatchObject({ follows: [{ key: 'topic:health' }] })
  const read = await hub.app.request(`${HOME}/api/dialogues`, { headers: { authorization: `Bearer ${there.token}` } })
  expect(read.status).toBe(200)
  expect([await countOf(hub, 'account'), await countOf(hub, 'participant')]).toEqual([accounts, participants])
}

/** What Mai said, wrote and agreed with Idrissa is found by her account, and reads as it did. */
async function expectSummitIsKept(hub: OpenedHub, { met, spoken, own }: Lived['summit']): Promise<void> {
  const [mai, idrissa] = [actorOf(there.cast, 'mai'), actorOf(there.cast, 'idrissa')]
  const { session, pair } = met
  expect(await call(hub, 'interventions.mine', { session: spoken.session }, mai)).toMatchObject([
    { intervention: { speaker: { sort: 'label', name: 'A nurse' } } },
  ])
  const claimed = { session: spoken.session, code: spoken.noted.code }
  expect(await call(hub, 'interventions.claimed', claimed)).toMatchObject([{ intervention: { id: spoken.noted.id } }])
  expect(await call(hub, 'encounters.conversation', { session, pair }, mai)).toMatchObject({
    ...{ messages: [{ text: 'Hello.' }], contact: { theirs: 'Write to me.' } },
  })
  expect(await call(hub, 'encounters.list', { session }, idrissa)).toMatchObject({ talks: [{ pair, name: 'Mai' }] })
  expect(await call(hub, 'encounters.contacts', {}, mai)).toMatchObject([{ id: met.contact, theirs: 'Write to me.' }])
  expect(await call(hub, 'commitments.read', { commitment: own.asked }, mai)).toMatchObject({ questions: [{ number: 1, own: true }] })
}

const PURPOSES = [
  ...['email', 'card', 'facet', 'pressure', 'provider-secret', 'data-export', 'country', 'ticket', 'registration'],
  ...['encounter-told', 'encounter-message', 'encounter-contact', 'encounter-place', 'encounter-room', 'registration-reason'],
  ...['following', 'contact-question', 'voice', 'credential-issuer'],
  ...['buddy', 'helper-entry'],
  ...['event-answer', 'event-need', 'event-room'],
  ...['post-body', 'post-words', 'post-draft', 'media-bytes', 'media-words'],
  ...['community-member', 'community-shelf', 'community-request', 'community-invitation'],
]
const opensSomething = (keys: Keys, cells: ReadonlyMap<string, readonly string[]>): readonly string[] =>
  [...cells]
    .filter(([, held]) => held.some((cell) => PURPOSES.some((purpose) => opens(keys, purpose, cell))))
    .map(([column]) => column)
    .toSorted()

function opens(keys: Keys, purpose: string, cell: string): boolean {
  try {
    return keys.open(purpose, Buffer.from(cell, 'hex')) !== ''
  } catch {
    return false
  }
}

const SEALS = [
  'account.email_sealed',
  'buddy_offer.offer_sealed',
  'buddy_pair.pair_sealed',
  'buddy_request.request_sealed',
  'card.age_sealed',
  'community_invitation.sentence_sealed',
  'community_member.person_sealed',
  'community_removal.answer_sealed',
  'community_removal.appeal_sealed',
  'community_removal.reason_sealed',
  'community_request.answers_sealed',
  'community_request.person_sealed',
  'community_request.reason_sealed',
  'community_shelf.communities_sealed',
  'contact_question.asked_sealed',
  'contact_question.told_sealed',
  'credential_issuance.secret_sealed',
  'data_export_part.sealed',
  'encounter_entry.told_sealed',
  'encounter_meeting.place_sealed',
  'encounter_message.text_sealed',
  'encounter_pair.first_contact',
  'encounter_pair.second_contact',
  'encounter_room.said_sealed',
  'event_answer.told_sealed',
  'event_need.need_sealed',
  'facet.value_sealed',
  'following_state.sealed',
  'helper_entry.entry_sealed',
  'hosted_event.link_sealed',
  'kept_contact.one_sealed',
  'kept_contact.other_sealed',
  'kept_voice.words_sealed',
  'media_bytes.bytes_sealed',
  'media_item.words_sealed',
  'participant.country_sealed',
  'post.body_sealed',
  'post.reasons_sealed',
  'post_call.answer_sealed',
  'post_call.text_sealed',
  'post_draft.body_sealed',
  'post_measure.reason_sealed',
  'post_translation.body_sealed',
  'post_version.body_sealed',
  'pressure_report.answer_sealed',
  'pressure_report.sealed',
  'registration.code_sealed',
  'registration.reason_sealed',
  'registration_answer.sealed',
  'sign_in_link.email_sealed',
  'sign_in_link.old_email_sealed',
  'sign_in_provider.secret_sealed',
]

beforeAll(async () => {
  await inside(async (hub) => {
    there = await liveThere(hub)
    before = await sealedCells(hub)
    first = inUse()
    refused = await passerelle(['secret', 'replace'], SETTINGS)
    untouched = inUse().equals(first) && !existsSync(fileOf('hub-before.key'))
  })
}, 180_000)

describe('a hub in which people live', { timeout: 180_000 }, () => {
  test('each column that the rooms call sealed is tried here', () => {
    expect([...before].filter(([, cells]) => cells.length === 0)).toEqual([])
    expect(opensSomething(keysFrom(first), before)).toEqual(SEALS)
  })

  test('while a hub runs on the folder, nothing is replaced', () => {
    expect([refused.code, refused.stdout, untouched]).toEqual([3, '', true])
    expect(refused.stderr).toMatch(/Another Passerelle hub .* Stop it first/)
  })

  test('its secret is replaced, and nobody loses anything', async () => {
    const { code, stdout, stderr } = await passerelle(['secret', 'replace', '--json'], SETTINGS)
    expect([code, stderr.includes('failed')]).toEqual([0, false])
    const { renewed } = JSON.parse(stdout) as { renewed: Record<string, number> }
    expect(Object.keys(renewed).toSorted()).toEqual([
      'buddies',
      'commitments',
      'communities',
      'contacts',
      'credentials',
      'dialogue',
      'encounters',
      'events',
      'following',
      'holdings',
      'ideas',
      'interventions',
      'media',
      'mirrors',
      'moderation',
      'notices',
      'people',
      'posts',
      'profiles',
      'providers',
      'pulse',
      'recommendations',
      'registrations',
      'voices',
    ])
    expect(Object.values(renewed).every((rows) => rows > 0)).toBe(true)
    expect([inUse().equals(first), readFileSync(fileOf('hub-before.key'), 'utf8').includes(first.toString('hex'))]).toEqual([false, true])
    await inside(async (hub) => {
      const after = await sealedCells(hub)
      const same = [...before].flatMap(([column, cells]) => {
        const stayed = cells.filter((cell) => after.get(column)?.includes(cell))
        return stayed.length === 0 ? [] : [`${column} ${stayed.length} of ${cells.length}`]
      })
      // Hashes of what people hold have nothing to do with the secret; of the rest the hub does not know the words.
      expect(same.filter((line) => !/_hash /.test(line))).toEqual([
        'recovery_code.code_tag 10 of 10',
        'provider_subject.subject_tag 1 of 1',
        'participant.holder_tag 2 of 3',
      ])
      expect(opensSomething(keysFrom(first), after)).toEqual([])
      expect(opensSomething(keysFrom(inUse()), after)).toEqual(SEALS)
      await expectLifeGoesOn(hub)
      expect(await call(hub, 'people.use-sign-in-link', { token: there.signInLink })).toMatchObject({ newcomer: false })
      expect([await entersByCode(hub, 0), await entersByCode(hub, 0), await entersByDevice(hub)]).toEqual([
        'done',
        'recovery-code.wrong',
        'done',
      ])
      expect(await call(hub, 'moderation.pressure-report', { link: there.pressure })).toMatchObject({ text: 'Two men asked.' })
    })
  })

  test('a guest goes on as who they were, and by the new secret alone from then on', async () => {
    await inside(async (hub) => {
      const [guest] = there.guests
      const [participants, votes, held] = [await countOf(hub, 'participant'), await countOf(hub, 'vote'), guest.signed]
      const key = hub.runner.outside.keys.verify(`guest/${there.dialogue.id}`, held)
      expect(
        await call(hub, 'dialogue.join', { dialogue: there.dialogue.id }, { ...actorOf(there.cast, 'mai'), guestKey: () => key }),
      ).toMatchObject({ begun: false })
      expect(await guestVotes(hub, guest, 'disagree')).toBe(303)
      expect([await countOf(hub, 'participant'), await countOf(hub, 'vote')]).toEqual([participants, votes])
      const alone = keysFrom(inUse())
      expect([alone.verify(`guest/${there.dialogue.id}`, held), alone.verify(`guest/${there.dialogue.id}`, guest.signed)]).toEqual([
        null,
        key,
      ])
      const tags = (await sealedCells(hub)).get('participant.holder_tag') ?? []
      expect(tags).toContain(alone.tag('participant', there.dialogue.id, 'guest', key ?? '').toString('hex'))
    })
  })

  test('interrupted between the two halves it loses nothing, and is ended by "secret renew"', async () => {
    const second = inUse()
    replaceSecret(DATA, { now: new Date(), seed: Buffer.alloc(32, 3) })
    await inside(async (hub) => {
      await expectLifeGoesOn(hub)
      expect(await guestVotes(hub, there.guests[0], 'pass')).toBe(303)
      expect(
        (
          await call<{ person: string }>(hub, 'providers.use-provider', {
            ...{
              provider: 'ministry',
              subject: hub.runner.outside.keys.tags('provider-subject', ...OF_MAI),
              state: 'once more',
              newcomerName: 'New',
            },
          })
        ).person,
      ).toBe(actorOf(there.cast, 'mai').person)
      expect(opensSomething(keysFrom(second), await sealedCells(hub))).toEqual(SEALS)
    })
    const { code, stdout } = await passerelleHere(['secret', 'renew'], SETTINGS)
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^people: \d+ made anew\n/m)])
    await inside(async (hub) => {
      expect(opensSomething(keysFrom(second, [first]), await sealedCells(hub))).toEqual([])
      await expectLifeGoesOn(hub)
    })
  })

  test('after 90 days the old ones are forgotten: what people did not bring back is gone, and nothing else', async () => {
    expect((await passerelleHere(['secret', 'forget', '--json'], SETTINGS)).stdout).toBe('{"forgotten":0}\n')
    const lines = readFileSync(fileOf('hub-before.key'), 'utf8').trim().split('\n')
    writeFileSync(fileOf('hub-before.key'), lines.map((line) => `${line.split(' ')[0]} 2026-01-01T00:00:00.000Z\n`).join(''))
    const { code, stdout } = await passerelleHere(['secret', 'forget', '--json'], SETTINGS)
    expect([code, stdout, existsSync(fileOf('hub-before.key'))]).toEqual([0, '{"forgotten":2}\n', false])
    await inside(async (hub) => {
      await expectLifeGoesOn(hub)
      const votes = await countOf(hub, 'vote')
      const [came, stayedAway] = there.guests
      expect([await guestVotes(hub, came, 'agree'), await refusalByApi(hub, stayedAway)]).toEqual([303, [409, 'participation.missing']])
      expect(await countOf(hub, 'vote')).toBe(votes)
      expect([await entersByCode(hub, 1), await entersByDevice(hub)]).toEqual(['recovery-code.wrong', 'passkey.not-accepted'])
      expect(await refusalOf(call(hub, 'moderation.pressure-report', { link: there.pressure }))).toBe('pressure.missing')
    })
  })

  test('where the secret comes from the environment it is renewed there', async () => {
    const [fresh, old] = ['ab'.repeat(32), inUse().toString('hex')]
    const elsewhere = await passerelleHere(['secret', 'replace'], { ...SETTINGS, PASSERELLE_SECRET: old })
    expect([elsewhere.code, elsewhere.stderr]).toEqual([3, expect.stringContaining('PASSERELLE_OLD_SECRETS')])
    const lost = await passerelleHere(['secret', 'renew'], { ...SETTINGS, PASSERELLE_SECRET: fresh })
    expect([lost.code, lost.stderr]).toEqual([3, expect.stringContaining('opens with no secret that this hub holds')])
    const { code } = await passerelleHere(['secret', 'renew'], { ...SETTINGS, PASSERELLE_SECRET: fresh, PASSERELLE_OLD_SECRETS: old })
    expect(code).toBe(0)
    await inside(expectLifeGoesOn, { ...SETTINGS, PASSERELLE_SECRET: fresh, PASSERELLE_OLD_SECRETS: old })
    await inside(
      async (hub) => {
        expect(opensSomething(hub.runner.outside.keys, await sealedCells(hub))).toEqual(SEALS)
        expect(await signInBy(hub, 'mai@example.org')).toBe(actorOf(there.cast, 'mai').person)
      },
      { ...SETTINGS, PASSERELLE_SECRET: fresh },
    )
  })
})
