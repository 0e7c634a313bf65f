import { randomUUID } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { theHub } from '../core/actor.ts'
import { MovedRowFault, Unpacking } from '../core/move-in.ts'
import { bytesIn, isHolding, ofPerson, type MovedRow } from '../core/moving.ts'
import { runCommandLine } from '../main/command-line/run.ts'
import { operationNamed, travelsWithBody } from '../main/rooms.ts'
import { rotateSigningKey } from '../platform/signing-keys.ts'
import { readSpaceFile } from '../platform/space-file.ts'
import type { CastName } from './cast.ts'
import { PLAN as PROMISE } from './commitments.ts'
import { doAs, refusalOf } from './deeds.ts'
import { doAsHub, makeOpen, seatCrowd, SEEDS, type Made } from './dialogues.ts'
import { stageEvent } from './events.ts'
import { openHub, type Hub } from './hub.ts'
import { codeOf } from '../modules/dialogue/queries/kit.ts'
import { ANSWERS, TABLE } from './rights/stage-paper.ts'
import { WRITTEN } from './rights/stage-library.ts'
import { quickFolder } from './quick-place.ts'

const NEW = 'https://new.test'
const PASSPHRASE = 'carried over by hand, in two parts'
const DAY_MS = 86_400_000

let [old, reached]: Hub[] = []
let folder: string
let [dialogue, late]: Made[] = []
let [promise, receipt]: string[] = []
const hubOf = (hub: Hub | undefined): Hub => hub ?? expect.unreachable('no hub is open')
const from = () => hubOf(old)
const to = () => hubOf(reached)
const body = () => from().cast.bodies.unit
const madeOf = (made: Made | undefined): Made => made ?? expect.unreachable('no dialogue was made')
const file = (name = 'unit') => join(folder, name)
const at = () => ({ space: body() })

const asHub = async <T>(hub: Hub, name: string, input: object): Promise<T> =>
  (await operationNamed(name).invoke(hub.runner, input, theHub)) as T
const importing = () =>
  asHub<{ receipt: string; sort: string; members: number; alike: string[]; rows: Record<string, number> }>(to(), 'moves.import', {
    ...{ file: file(), passphrase: PASSPHRASE, hub: NEW },
  })
const personOf = (name: CastName, hub = from()): string => hub.cast.members.get(name)?.actor.person ?? expect.unreachable(name)

/** A department with a dialogue that ended, promises, an event, a charter; Aoife looks after it, Mai belongs to it and took part, Samir stays. */
beforeAll(async () => {
  folder = quickFolder('passerelle-bodies-')
  ;[old, reached] = await Promise.all([openHub(), openHub({ publicUrl: NEW, secret: Buffer.alloc(32, 9) })])
  // There is a body and a dialogue of the same names already.
  await makeOpen(to())
  await doAsHub(to(), 'organisations.attest', { body: 'department-of-the-diaspora', reason: 'We met them.' })
  const { path } = await doAs<{ path: string }>(from(), 'aoife', 'organisations.invite', {
    body: 'department-of-the-diaspora',
    role: 'member',
  })
  await doAs(from(), 'mai', 'organisations.accept-invitation', { body: 'department-of-the-diaspora', token: path.split('/').at(-1) })
  dialogue = await makeOpen(from(), { moderation: 'after' })
  const here = { dialogue: dialogue.id }
  await doAs(from(), 'mai', 'dialogue.join', here)
  await doAs(from(), 'mai', 'dialogue.choose-voice', { ...here, voice: { sort: 'name', person: personOf('mai') } })
  await doAs(from(), 'mai', 'dialogue.add-statement', {
    ...here,
    sending: randomUUID(),
    text: 'Doctors should meet twice a year.',
    language: 'en',
  })
  await doAs(from(), 'mai', 'dialogue.cast-vote', { ...here, statement: 0, choice: 'agree' })
  await doAs(from(), 'mai', 'dialogue.tell-country', { ...here, country: 'PH' })
  await seatCrowd(from(), dialogue.id, 24, (person) =>
    SEEDS.map((_, n) => ((person + n) % 5 === 0 ? null : (person + n) % 2 === 0 ? 1 : -1)),
  )
  const link = await asHub<{ token: string }>(from(), 'dialogue.make-entry-link', {
    ...{ ...here, givenTo: 'A circle', quota: 9, endsAt: '2026-03-14T12:00:00Z' },
  })
  const codes = [codeOf(dialogue.id, [0, 1])]
  const table = { ...here, link: link.token, key: randomUUID() }
  const { number: meeting } = await asHub<{ number: number }>(from(), 'dialogue.begin-meeting', { ...table, ...TABLE, codes })
  await asHub(from(), 'dialogue.enter-sheet', { ...table, meeting, key: randomUUID(), answers: ANSWERS })
  await doAs(from(), 'niamh', 'dialogue.close', here)
  await from().sweep()
  // After it was signed: what goes along is the history up to the day of the file.
  rotateSigningKey(from().dataFolder, { now: new Date(), seed: Buffer.alloc(32, 5) })
  await doAs(from(), 'niamh', 'dialogue.answer', { ...here, language: 'en', text: 'We will open two libraries.' })
  late = await makeOpen(from(), { title: 'Still open' })
  promise = (await doAs<{ id: string }>(from(), 'aoife', 'commitments.make', { ...PROMISE, lead: body() })).id
  await doAs(from(), 'mai', 'commitments.ask-evidence', { commitment: promise, text: 'Which ones?', language: 'en' })
  await doAs(from(), 'aoife', 'commitments.add-milestone', {
    commitment: promise,
    title: 'Five of them',
    language: 'en',
    dueOn: '2026-06-01',
  })
  const unit = { body: 'department-of-the-diaspora' }
  await doAs(from(), 'aoife', 'charters.write-draft', { ...unit, language: 'en', text: '# How we speak\n\nKindly.', changed: '' })
  await doAs(from(), 'aoife', 'charters.publish-version', unit)
  await doAs(from(), 'mai', 'charters.reply', { ...unit, number: 1, reply: 'accepted' })
  const sender = { sort: 'body', sender: body() }
  const { id: pulse } = await doAs<{ id: string }>(from(), 'aoife', 'pulse.ask', { ...sender, sending: randomUUID() })
  await doAs(from(), 'mai', 'pulse.answer', { ...sender, pulse, answers: [5, 4, 0] })
  const draft = { kind: 'practice', language: 'en', ...WRITTEN, body: body(), sending: randomUUID() }
  const { id: entry } = await doAs<{ id: string }>(from(), 'aoife', 'library.draft', draft)
  await doAs(from(), 'aoife', 'library.propose', { entry })
  await stageEvent(from(), 'aoife', { sort: 'body', id: body() })
}, 60_000)
afterAll(async () => {
  await Promise.all([old?.close(), reached?.close()])
  rmSync(folder, { recursive: true, force: true })
})

const news = async (name: CastName) => (await from().as(name).get('/notices')).text()
const page = async (hub: Hub, name: CastName | null, path: string) => {
  const answer = await hub.as(name).get(path)
  return { status: answer.status, html: await answer.text() }
}

test('a steward announces it to everybody, whoever belongs to it can stay, and what is open holds it back', async () => {
  const announced = { ...at(), destination: NEW }
  expect(await refusalOf(doAs(from(), 'niamh', 'moves.announce-body', announced))).toBe('move.stewards-only')
  expect(await refusalOf(doAs(from(), 'aoife', 'moves.announce', announced))).toBe('move.space-missing')
  expect((await from().as('aoife').post('/bodies/department-of-the-diaspora/move', { destination: NEW })).status).toBe(303)
  const lyon = { space: from().cast.bodies.lyon }
  await doAs(from(), 'idrissa', 'moves.announce-body', { ...lyon, destination: NEW })
  const seen = await Promise.all([
    page(from(), null, '/bodies/department-of-the-diaspora'),
    page(from(), null, '/bodies/department-of-the-diaspora/move'),
    page(from(), null, `/dialogues/${madeOf(dialogue).slug}`),
    page(from(), 'idrissa', '/bodies/department-of-the-diaspora/move'),
  ])
  expect(seen.map(({ status, html }) => [status, html.includes(NEW), html.includes('/move/objection')])).toEqual([
    [200, true, false],
    [200, true, false],
    [200, true, false],
    [200, true, false],
  ])
  expect([await news('mai'), await news('gift')].map((html) => html.includes('A body that you belong to'))).toEqual([true, false])
  expect(await refusalOf(doAs(from(), 'idrissa', 'moves.decline-body', at()))).toBe('move.members-only')
  expect((await from().as('samir').post('/bodies/department-of-the-diaspora/move/objection', { posts: 'keep' })).status).toBe(303)
  const read = await doAs<{ own: { rows: { table: string }[]; parts: object[] } }>(from(), 'mai', 'moves.read-body', at())
  expect(read.own).toMatchObject({ belongs: true, stays: null, claim: null })
  expect(read.own.rows.map(({ table }) => table).toSorted()).toEqual([
    'charter_reply',
    'commitment_question',
    'membership',
    'participant',
    'voice',
  ])
  expect(read.own.parts).toHaveLength(2)
  for (const hub of [from(), to()]) hub.setNow(new Date(hub.runner.outside.now().getTime() + 14 * DAY_MS - 60_000 * 60))
  expect(await refusalOf(asHub(from(), 'moves.freeze', at()))).toBe('move.still-running')
  await doAs(from(), 'niamh', 'dialogue.close', { dialogue: madeOf(late).id })
  expect(await refusalOf(asHub(from(), 'moves.freeze', at()))).toBe('done')
  // One that is not taken in after all goes on where it is.
  const inviting = async () => refusalOf(doAs(from(), 'idrissa', 'organisations.invite', { body: 'pulaar-lyon', role: 'member' }))
  await asHub(from(), 'moves.freeze', lyon)
  expect([await inviting(), await refusalOf(doAs(from(), 'idrissa', 'moves.cancel-body', lyon))]).toEqual([
    'body.archived',
    'move.has-left',
  ])
  await asHub(from(), 'moves.cancel', lyon)
  expect(await inviting()).toBe('done')
  expect(await refusalOf(doAs(from(), 'aoife', 'organisations.reopen-body', { body: 'department-of-the-diaspora' }))).toBe('body.moves')
})

test('the file names nobody, and holds no tag that the secret of the old hub made', async () => {
  const exporting = { ...at(), file: file(), passphrase: PASSPHRASE, hub: 'http://hub.test' }
  expect(await asHub(from(), 'moves.export', exporting)).toMatchObject({ members: 3, staying: 1, destination: NEW })
  const opened = await readSpaceFile(file(), PASSPHRASE, async (lines) => JSON.stringify(await Array.fromAsync(lines)))
  expect(opened).toContain('Doctors should meet twice a year.')
  const people = await from().db.selectFrom('person').select(['id', 'account_id', 'name']).execute()
  const { rows: tags } = await sql<{ tag: string }>`
    select encode(holder_tag, 'hex') as tag from participant where holder_tag is not null
    union select encode(asker_tag, 'hex') from commitment_question union select encode(tag, 'hex') from pulse_answered`.execute(from().db)
  const secrets = [...people.flatMap(({ id, account_id: account }) => [id, account ?? id]), '@example.org', ...tags.map(({ tag }) => tag)]
  expect([tags.length > 24, secrets.filter((secret) => opened.includes(secret))]).toEqual([true, []])
  // Who writes such a file knows its passphrase: a row of a dialogue that did not come with this body is not believed.
  const arriving = (table: string, row: MovedRow) =>
    to()
      .runner.db.transaction()
      .execute((tx) =>
        new Unpacking(
          {
            tx,
            outside: to().runner.outside,
            space: body(),
            placeAt: async () => null,
            isSomebody: async (id) => id === personOf('mai', to()),
          },
          travelsWithBody.travelling,
        ).take({
          table,
          row,
        }),
      )
  await expect(arriving('vote', { dialogue_id: madeOf(dialogue).id, participant: 1, statement: 0, value: 1 })).rejects.toThrow(
    MovedRowFault,
  )
  await expect(arriving('dialogue', { id: madeOf(dialogue).id, body_id: body(), state: 'open' })).rejects.toThrow(MovedRowFault)
  await expect(arriving('body_domain', { body_id: body(), domain: 'state.example', proven_at: '2026-01-01' })).rejects.toThrow(
    MovedRowFault,
  )
  // Nor is anybody of the new hub put into an office by a file.
  const office = { body_id: body(), role: 'steward', since: '2026-01-01', titles: {}, person_id: personOf('mai', to()) }
  await expect(arriving('office', office)).rejects.toThrow('who is here')
  expect(await to().db.selectFrom('space_arrival').select('origin').execute()).toEqual([])
})

/** As it lies, with what is sealed opened; of tags and identities only whether there is one. */
async function openedRows(hub: Hub): Promise<Readonly<Record<string, readonly MovedRow[]>>> {
  const all: Record<string, readonly MovedRow[]> = {}
  const within = new Map([['', [body()]]])
  for (const { table, travel } of travelsWithBody.travelling) {
    const ids = within.get(travel.through ?? '') ?? []
    const { rows } = await sql<{ row: MovedRow }>`
      select to_jsonb(one) as row from ${sql.table(table)} as one where ${sql.ref(travel.by)} = any(${ids})`.execute(hub.db)
    const travelling = rows.map(({ row }) => row).filter((row) => travel.only?.(row) !== false)
    within.set(
      table,
      travelling.flatMap(({ id }) => (typeof id === 'string' ? [id] : [])),
    )
    const opened = travelling.map((row) => {
      const plain: Record<string, unknown> = { ...row }
      for (const [column, how] of Object.entries(travel.columns)) {
        const value = typeof row[column] === 'string' ? row[column] : null
        if (how === 'dropped' || how === 'anew' || how === 'address') delete plain[column]
        else if (value !== null && isHolding(how)) plain[column] = 'a tag'
        else if (value !== null && ofPerson(how) !== null) plain[column] = 'somebody'
        else if (typeof how === 'object' && 'seal' in how && value !== null)
          plain[column] = hub.runner.outside.keys.open(how.seal, bytesIn(value))
      }
      return plain
    })
    all[table] = opened.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))
  }
  return all
}

const certificateAt = async (hub: Hub, id: string) => {
  const { signature, ...rest } = await hub.db
    .selectFrom('checkable_result')
    .select(['certificate', 'version', 'signature'])
    .where('dialogue_id', '=', id)
    .executeTakeFirstOrThrow()
  return { ...rest, signature: JSON.stringify(signature) }
}

test('all of it is there, under one address each, and what was signed is signed by nobody else', async () => {
  const taken = await importing()
  receipt = taken.receipt
  expect(taken).toMatchObject({ sort: 'body', members: 3, already: false, alike: ['Department of the Diaspora'] })
  const before = await openedRows(from())
  const after = await openedRows(to())
  const { office: offices = [], body_text: _texts, checkable_result: checkable = [], ...rest } = before
  const { office: officesThere = [], body_text: _textsThere, checkable_result: checkableThere = [], ...restThere } = after
  expect(restThere).toEqual(rest)
  expect(Object.entries(restThere).flatMap(([table, rows]) => (rows.length === 0 ? [] : [table]))).toEqual(
    expect.arrayContaining([
      ...['answer', 'body', 'commitment_question', 'commitment_text', 'dialogue_address', 'event_occurrence', 'hosted_event'],
      ...['membership', 'participant', 'result', 'statement', 'vote', 'voice'],
    ]),
  )
  // Samir's seat stands there with its days, and nobody in it.
  const untilOf = (rows: readonly MovedRow[]) =>
    rows.map(({ role, until }) => `${String(role)} ${until === null ? 'held' : 'ended'}`).toSorted()
  expect(untilOf(officesThere)).toEqual(['convener held', 'moderator ended', 'steward held'])
  expect(offices).toHaveLength(3)
  // The history of the keys is there up to the day on which it left; all else of what was signed is as it was.
  const withoutKeys = (rows: readonly MovedRow[]) =>
    rows.map(({ signature, ...row }) => ({ ...row, signature: { ...Object(signature), keys: [] } }))
  expect(withoutKeys(checkableThere)).toEqual(withoutKeys(checkable))
  const slugs = await to()
    .db.selectFrom('dialogue')
    .innerJoin('dialogue_address', 'dialogue_address.dialogue_id', 'dialogue.id')
    .select(['dialogue.slug', 'dialogue_address.slug as address'])
    .where('dialogue.id', '=', madeOf(dialogue).id)
    .executeTakeFirstOrThrow()
  expect([slugs.slug === slugs.address, slugs.slug === madeOf(dialogue).slug]).toEqual([true, false])
  const signed = await certificateAt(to(), madeOf(dialogue).id)
  await to().sweep()
  expect(await certificateAt(to(), madeOf(dialogue).id)).toEqual(signed)
  // What lets go of whoever is gone leaves alone who is awaited.
  const standing = await to().db.selectFrom('office').select('role').where('body_id', '=', body()).where('until', 'is', null).execute()
  expect(standing).toHaveLength(2)
})

async function verified(path: string, ...options: readonly string[]) {
  let answer = ''
  const code = await runCommandLine(['verify', path, ...options], {
    answer: async (text) => void (answer += typeof text === 'string' ? text : Array.from(text).join('')),
    tell: (line) => void (answer += line),
    step: () => undefined,
  })
  return { code, answer }
}

test('a result verifies there by the keys of the hub that signed it, and its pages say which that was', async () => {
  const { slug } = await to().db.selectFrom('dialogue').select('slug').where('id', '=', madeOf(dialogue).id).executeTakeFirstOrThrow()
  const bundle = await to().as(null).get(`/dialogues/${slug}/result/bundle`)
  writeFileSync(file('result.zip'), new Uint8Array(await bundle.arrayBuffer()))
  const keys = await (await to().as(null).get(`/dialogues/${slug}/result/keys`)).json()
  expect(keys).toEqual({ hub: 'http://hub.test', keys: from().runner.outside.signer.history() })
  writeFileSync(file('keys.json'), JSON.stringify(keys))
  const known = await verified(file('result.zip'), '--key', file('keys.json'))
  expect([known.code, known.answer.includes('http://hub.test')]).toEqual([0, true])
  writeFileSync(file('own.json'), JSON.stringify({ keys: to().runner.outside.signer.history() }))
  expect((await verified(file('result.zip'), '--key', file('own.json'))).code).toBe(1)
  const pages = await Promise.all([page(to(), null, `/dialogues/${slug}/result`), page(to(), null, `/dialogues/${slug}/result/check`)])
  expect(pages.map(({ html }) => html.includes('Worked out and signed at http://hub.test'))).toEqual([true, true])
  expect(pages[1]?.html).toContain(`data-keys="/en/dialogues/${slug}/result/keys"`)
  const home = await page(from(), null, `/dialogues/${madeOf(dialogue).slug}/result/check`)
  expect([home.html.includes('Worked out and signed at'), home.html.includes('data-keys="/.well-known/')]).toEqual([false, true])
})

const tokenIn = (link: string | null | undefined): string => link?.split('/').at(-1) ?? 'none'

test('whoever held an office or took part is there who they were, by a way of their own', async () => {
  await from().settle()
  from().letters.splice(0)
  await asHub(from(), 'moves.settle', { ...at(), receipt })
  await from().settle()
  expect(
    from()
      .letters.map(({ to: address }) => address)
      .toSorted(),
  ).toEqual(['aoife@example.org', 'mai@example.org', 'niamh@example.org'])
  const gone = await page(from(), null, '/bodies/department-of-the-diaspora')
  expect(gone.html).toContain(`href="${NEW}/arrivals/space/${body()}"`)
  type Own = { own: { claim: string | null; parts: { of: string; claim: string | null }[] } }
  const [aoife, mai, samir] = await Promise.all(
    (['aoife', 'mai', 'samir'] as const).map(async (name) => (await doAs<Own>(from(), name, 'moves.read-body', at())).own),
  )
  expect(samir?.claim).toBe(null)
  const part = mai?.parts.find(({ of }) => of === madeOf(dialogue).id)?.claim
  const own = await page(from(), 'mai', `/dialogues/${madeOf(dialogue).slug}`)
  expect([
    own.html.includes(part ?? 'none'),
    (await page(from(), 'gift', `/dialogues/${madeOf(dialogue).slug}`)).html.includes('/arrivals/A'),
  ]).toEqual([true, false])
  const { slug } = await to().db.selectFrom('body').select('slug').where('id', '=', body()).executeTakeFirstOrThrow()
  expect(slug.startsWith('department-of-the-diaspora-')).toBe(true)
  expect((await page(to(), null, `/bodies/${slug}`)).html).not.toContain('Aoife')
  // Not verified there, and called as one that is: its page says so until somebody marks them as different.
  expect((await page(to(), null, `/bodies/${slug}`)).html).toContain('href="/en/bodies/department-of-the-diaspora"')
  expect(
    (
      await to()
        .as('aoife')
        .post(`/arrivals/${tokenIn(aoife?.claim)}`)
    ).status,
  ).toBe(303)
  expect((await page(to(), null, `/bodies/${slug}`)).html).toContain('Aoife')
  expect(await refusalOf(doAs(to(), 'gift', 'moves.claim', { token: tokenIn(aoife?.claim) }))).toBe('move.claim-missing')
  expect(await refusalOf(doAs(to(), 'mai', 'organisations.archive-body', { body: slug, sure: true }))).toBe('body.stewards-only')
  expect(await refusalOf(doAs(to(), 'mai', 'moves.claim', { token: tokenIn(part) }))).toBe('done')
  expect(await refusalOf(doAs(to(), 'gift', 'moves.claim', { token: tokenIn(part) }))).toBe('move.claim-missing')
  const mine = await doAs<{ votes: { choice: string }[]; statements: { text: string }[] }>(to(), 'mai', 'dialogue.my-part', {
    dialogue: madeOf(dialogue).id,
  })
  expect([mine.votes.map(({ choice }) => choice), mine.statements.map(({ text }) => text)]).toEqual([
    ['agree'],
    ['Doctors should meet twice a year.'],
  ])
  const voices = () => to().db.selectFrom('voice').select('person_id as person').where('dialogue_id', '=', madeOf(dialogue).id).execute()
  expect((await voices()).map(({ person }) => person === personOf('mai', to()))).toEqual([false])
  expect(await refusalOf(doAs(to(), 'mai', 'moves.claim', { token: tokenIn(mai?.claim) }))).toBe('done')
  expect((await voices()).map(({ person }) => person === personOf('mai', to()))).toEqual([true])
})

test('who does not come in time holds nothing there any more', async () => {
  to().setNow(new Date(to().runner.outside.now().getTime() + 181 * DAY_MS))
  await asHub(to(), 'moves.forget-claims', {})
  await to().sweep()
  const held = await to().db.selectFrom('office').select('role').where('body_id', '=', body()).where('until', 'is', null).execute()
  expect(held.map(({ role }) => role)).toEqual(['steward'])
  expect(await to().db.selectFrom('awaited_person').select('id').execute()).toEqual([])
  expect(await refusalOf(doAs(to(), 'aoife', 'moves.announce-body', { ...at(), destination: 'https://third.test' }))).toBe('done')
})
