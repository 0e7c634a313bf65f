import { createPublicKey, verify } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { unpackSnapshot, verifyBundle, type BundleFiles, type Finding } from '#deliberation'
import { describeFault, readConversation, readSums } from '#polis-form'
import { readZip } from '../../platform/zip.ts'
import { doAsHub, makeClosed, makeDraft, makeOpen, operationsOf, refusalOf, seatCrowd, SEEDS, type Made } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { recompute } from './jobs.ts'
import { writtenNow } from './queries/conversation.ts'

type Files = Readonly<Record<string, string>>
const NAMES = ['comments.csv', 'votes.csv', 'participants-votes.csv', 'summary.csv', 'certificate.json', 'signature.json']

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

const minutes = (count: number) => hub.setNow(new Date(NOON.getTime() + 60_000 * count))
const camps = (person: number) => SEEDS.map((_, at): 1 | -1 => (person % 2 === at % 2 ? 1 : -1))
async function bundle({ slug }: Made): Promise<Files> {
  const answer = await hub.as(null).get(`/dialogues/${slug}/result/bundle`)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/zip'])
  return filesOf(new Uint8Array(await answer.arrayBuffer()))
}
const filesOf = (zip: Uint8Array): Files =>
  Object.fromEntries(Object.entries(readZip(zip, NAMES) ?? {}).map(([name, content]) => [name, Buffer.from(content).toString('utf8')]))
const votersIn = (files: Files) =>
  new Set(
    (files['votes.csv'] ?? '')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',')[3]),
  ).size
const daysIn = (files: Files): readonly string[] =>
  [
    ...new Set(
      (files['votes.csv'] ?? '')
        .trimEnd()
        .split('\n')
        .slice(1)
        .map((line) => line.split(',')[0] ?? ''),
    ),
  ].toSorted()

/** Everything that somebody who has these files alone can check. */
async function findingsOf(files: Files): Promise<readonly Finding[]> {
  return verifyBundle(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, new TextEncoder().encode(text)])), {
    read: (some: BundleFiles) => {
      const reading = readConversation(some)
      return reading.ok ? reading : { ok: false, faults: reading.faults.map(describeFault) }
    },
    readSums: (some: BundleFiles) => {
      const reading = readSums(some)
      return reading.ok ? reading : { ok: false, faults: reading.faults.map(describeFault) }
    },
    signedBy: async (publicKey, text, signature) => {
      const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })
      return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'))
    },
    known: hub.runner.outside.signer.history(),
    stage: () => undefined,
  })
}
async function expectToHold(files: Files): Promise<void> {
  const findings = await findingsOf(files)
  expect(findings.filter(({ outcome }) => outcome === 'fails')).toEqual([])
  expect(findings.map(({ code }) => code)).toEqual(expect.arrayContaining(['digest.same', 'signature.holds', 'key.known']))
}

/** Some people come back and change their first vote, at this moment. */
async function changeVotes(made: Made, people: number): Promise<void> {
  const numbers = Array.from({ length: people }, (_, person) => 1000 + person)
  await hub.db
    .updateTable('vote')
    .set({ ...writtenNow, value: 0, cast_at: hub.runner.outside.now() })
    .where('dialogue_id', '=', made.id)
    .where('participant', 'in', numbers)
    .where('statement', '=', 0)
    .execute()
}

describe('while a dialogue is open', () => {
  test('what is given out stays the step that is signed, whoever comes back to change a vote; with ten the next step follows', async () => {
    const made = await makeOpen(hub)
    await seatCrowd(hub, made.id, 12, camps)
    await recompute(hub.runner, made.id)
    const first = await bundle(made)
    await expectToHold(first)
    expect(votersIn(first)).toBe(12)
    minutes(1)
    await changeVotes(made, 9)
    await recompute(hub.runner, made.id)
    expect(await bundle(made)).toEqual(first)
    for (const file of ['comments.csv', 'votes.csv', 'participants-votes.csv'])
      expect([file, await (await hub.as(null).get(`/dialogues/${made.slug}/export/${file}`)).text()]).toEqual([file, first[file]])
    minutes(2)
    await changeVotes(made, 10)
    await recompute(hub.runner, made.id)
    const second = await bundle(made)
    expect(second['certificate.json']).not.toBe(first['certificate.json'])
    await expectToHold(second)
    minutes(0)
  })

  test('who votes the same again is no news: people are counted whose votes differ', async () => {
    const made = await makeOpen(hub)
    await seatCrowd(hub, made.id, 12, camps)
    await recompute(hub.runner, made.id)
    const first = await bundle(made)
    minutes(1)
    await hub.db
      .updateTable('vote')
      .set({ ...writtenNow, cast_at: hub.runner.outside.now() })
      .where('dialogue_id', '=', made.id)
      .execute()
    await changeVotes(made, 3)
    await recompute(hub.runner, made.id)
    expect(await bundle(made)).toEqual(first)
    minutes(0)
  })

  test('all votes bear the day of the step: a day of its own would show who came back', async () => {
    const made = await makeOpen(hub)
    await seatCrowd(hub, made.id, 12, camps)
    await recompute(hub.runner, made.id)
    minutes(24 * 60)
    await seatCrowd(hub, made.id, 12, camps)
    await recompute(hub.runner, made.id)
    const files = await bundle(made)
    expect([votersIn(files), daysIn(files)]).toEqual([24, [String(Date.UTC(2026, 2, 2))]])
    minutes(0)
  })

  test('of many people, one in a hundred must have voted', async () => {
    const made = await makeOpen(hub)
    await seatCrowd(hub, made.id, 1500, (person) => camps(person).slice(0, 2))
    await recompute(hub.runner, made.id)
    expect(votersIn(await bundle(made))).toBe(1500)
    minutes(1)
    await seatCrowd(hub, made.id, 14, camps)
    await recompute(hub.runner, made.id)
    expect(votersIn(await bundle(made))).toBe(1500)
    await seatCrowd(hub, made.id, 2, camps)
    await recompute(hub.runner, made.id)
    const next = await bundle(made)
    expect(votersIn(next)).toBe(1516)
    await expectToHold(next)
    minutes(0)
  })

  test('a moderator’s decision after the step changes no state in it, and no declined words are given out', async () => {
    const made = await makeOpen(hub)
    await seatCrowd(hub, made.id, 12, camps)
    await recompute(hub.runner, made.id)
    const first = await bundle(made)
    await doAsHub(hub, 'dialogue.decline-statement', { dialogue: made.id, statement: 2, rule: 'on-topic' })
    await recompute(hub.runner, made.id)
    const after = await bundle(made)
    await expectToHold(after)
    expect(after['certificate.json']).toBe(first['certificate.json'])
    expect(first['comments.csv']).toContain(SEEDS[2])
    expect(after['comments.csv']).not.toContain(SEEDS[2])
  })

  test('whoever is taken out of the result leaves the step as well, and nobody else’s new votes come with it', async () => {
    const made = await makeOpen(hub)
    await seatCrowd(hub, made.id, 14, camps)
    await recompute(hub.runner, made.id)
    minutes(1)
    await changeVotes(made, 4)
    await doAsHub(hub, 'dialogue.remove-participant', { dialogue: made.id, participant: 1005, reason: 'automated' })
    await recompute(hub.runner, made.id)
    const after = await bundle(made)
    await expectToHold(after)
    expect(votersIn(after)).toBe(13)
    expect(after['votes.csv']).not.toContain(',1005,')
    expect(after['votes.csv'], 'changed votes wait for the next step').not.toMatch(/,0,1000,0\n/)
    minutes(0)
  })
})

describe('when it is over', () => {
  test('every vote is there, with its day, and the certificate is the one of the result that pages show', async () => {
    const made = await makeOpen(hub)
    await seatCrowd(hub, made.id, 12, camps)
    await recompute(hub.runner, made.id)
    minutes(24 * 60)
    await seatCrowd(hub, made.id, 3, camps)
    await doAsHub(hub, 'dialogue.close', { dialogue: made.id })
    await recompute(hub.runner, made.id)
    const files = await bundle(made)
    await expectToHold(files)
    expect(votersIn(files)).toBe(15)
    expect(daysIn(files)).toEqual([String(Date.UTC(2026, 2, 1)), String(Date.UTC(2026, 2, 2))])
    const shown = (await (await hub.as(null).api('GET', `/dialogues/${made.id}/result`)).json()) as { certificate: string; version: number }
    const given = (await (await hub.as(null).api('GET', `/dialogues/${made.id}/result/certificate`)).json()) as {
      certificate: string
      version: number
    }
    expect([given.certificate, given.version]).toEqual([shown.certificate, shown.version])
    const stored = await hub.db.selectFrom('checkable_result').select('votes').where('dialogue_id', '=', made.id).executeTakeFirstOrThrow()
    expect(() => unpackSnapshot(stored.votes ?? new Uint8Array(0)), 'kept packed').toThrow('hold no votes')
    minutes(0)
  })

  test('an imported conversation can be checked from its votes as they came, repeated ones included', async () => {
    const people = Array.from({ length: 20 }, (_, person) => person)
    const cast = people.flatMap((person) =>
      SEEDS.map((_, statement) => ({ person, statement, value: (person + statement) % 3 === 0 ? -1 : 1 })),
    )
    const again = cast.slice(0, 5).map((vote) => ({ ...vote, value: 0 }))
    const columns = (votes: typeof cast, from: number) => ({
      at: Float64Array.from(votes, (_, at) => Date.UTC(2019, 1, 1) + 1000 * (from + at)),
      statements: Int32Array.from(votes, ({ statement }) => statement),
      participants: Float64Array.from(votes, ({ person }) => person),
      values: Int8Array.from(votes, ({ value }) => value),
    })
    const statements = SEEDS.map((text, id) => ({
      id,
      author: 3,
      at: Date.UTC(2019, 0, 1),
      moderated: id === 6 ? -1 : 1,
      meta: false,
      text,
    }))
    const about = { bodyId: hub.cast.bodies.unit, title: 'Held elsewhere', description: '', source: 'elsewhere', language: 'en' }
    const made = await doAsHub<Made>(hub, 'dialogue.import-conversation', {
      ...{ ...about, statements },
      events: columns([...cast, ...again], 0),
      final: columns([...cast.slice(5), ...again], 5),
    })
    await hub.sweep()
    const files = await bundle(made)
    await expectToHold(files)
    expect((files['votes.csv'] ?? '').trimEnd().split('\n').length).toBe(1 + cast.length + again.length)
    await doAsHub(hub, 'dialogue.mark-statement', { dialogue: made.id, statement: 1, seed: true, meta: true })
    await recompute(hub.runner, made.id)
    await expectToHold(await bundle(made))
  })
})

describe('who may, and when', () => {
  const PATHS = ['result/check', 'result/bundle']

  test('a draft is not there', async () => {
    const made = await makeDraft(hub)
    for (const path of PATHS)
      for (const who of [null, 'mai'] as const)
        expect([path, who, (await hub.as(who).get(`/dialogues/${made.slug}/${path}`)).status]).toEqual([path, who, 404])
    expect(await refusalOf(await hub.as('mai').api('GET', `/dialogues/${made.id}/result/certificate`))).toEqual([404, 'dialogue.missing'])
  })

  test('before ten people voted there is nothing to check, and the page says so', async () => {
    const made = await makeOpen(hub)
    await seatCrowd(hub, made.id, 9, camps)
    await recompute(hub.runner, made.id)
    expect((await hub.as('gift').get(`/dialogues/${made.slug}/result/bundle`)).status).toBe(404)
    expect(await refusalOf(await hub.as('gift').api('GET', `/dialogues/${made.id}/result/certificate`))).toEqual([404, 'result.missing'])
    const page = await hub.as(null).get(`/dialogues/${made.slug}/result/check`)
    expect([page.status, (await page.text()).includes('Nothing can be checked in this dialogue yet')]).toEqual([200, true])
    await seatCrowd(hub, made.id, 1, camps)
    expect(await refusalOf(await hub.as('gift').api('GET', `/dialogues/${made.id}/result/certificate`))).toEqual([409, 'export.not-yet'])
  })

  test('fewer than ten people are never given out: not when it is over, and not when moderators took others out', async () => {
    const few = await makeOpen(hub)
    await seatCrowd(hub, few.id, 9, camps)
    await doAsHub(hub, 'dialogue.close', { dialogue: few.id })
    await recompute(hub.runner, few.id)
    expect(await hub.db.selectFrom('checkable_result').select('version').where('dialogue_id', '=', few.id).execute()).toEqual([])

    const fewer = await makeOpen(hub)
    await seatCrowd(hub, fewer.id, 10, camps)
    await recompute(hub.runner, fewer.id)
    expect(votersIn(await bundle(fewer))).toBe(10)
    minutes(1)
    await doAsHub(hub, 'dialogue.remove-participant', { dialogue: fewer.id, participant: 1003, reason: 'automated' })
    await recompute(hub.runner, fewer.id)
    for (const made of [few, fewer]) {
      expect((await hub.as('gift').get(`/dialogues/${made.slug}/result/bundle`)).status).toBe(404)
      expect(await refusalOf(await hub.as('gift').api('GET', `/dialogues/${made.id}/result/certificate`))).toEqual([404, 'result.missing'])
    }
    // Others voted since, but fewer than ten: what is left of the step is not given out file by file either.
    await seatCrowd(hub, fewer.id, 5, camps)
    await recompute(hub.runner, fewer.id)
    for (const file of ['comments.csv', 'votes.csv', 'participants-votes.csv', 'summary.csv'])
      for (const of of ['latest', 'checkable'])
        expect([file, await refusalOf(await hub.as('gift').api('GET', `/dialogues/${fewer.id}/export/${file}?of=${of}`))]).toEqual([
          file,
          [404, 'result.missing'],
        ])
    minutes(0)
  })

  test('a dialogue that gives out sums only gives no votes, to nobody, in no file', async () => {
    const made = await makeClosed(hub, { participation: 'members', bodyId: hub.cast.bodies.lyon })
    await seatCrowd(hub, made.id, 40, camps)
    await recompute(hub.runner, made.id)
    for (const who of ['gift', 'idrissa', 'mai', null] as const) {
      const answer = await hub.as(who).get(`/dialogues/${made.slug}/result/bundle`)
      const files = filesOf(new Uint8Array(await answer.arrayBuffer()))
      expect([who, answer.status, Object.keys(files).toSorted()]).toEqual([
        who,
        200,
        ['certificate.json', 'comments.csv', 'signature.json', 'summary.csv'],
      ])
      await expectToHold(files)
      expect(files['comments.csv']).toBe(await (await hub.as(null).get(`/dialogues/${made.slug}/export/comments.csv`)).text())
      for (const text of Object.values(files)) expect(text).not.toMatch(/\b10[0-3]\d\b/)
    }
    await doAsHub(hub, 'dialogue.mark-statement', { dialogue: made.id, statement: 1, seed: true, meta: true })
    await doAsHub(hub, 'dialogue.decline-statement', { dialogue: made.id, statement: 2, rule: 'on-topic' })
    const findings = await findingsOf(await bundle(made))
    expect(findings.filter(({ outcome }) => outcome !== 'holds').map(({ code, data }) => [code, data['statements'] ?? ''])).toEqual([
      ['form.sealed', ''],
      ['texts.withheld', '2'],
    ])
    const stored = await hub.db.selectFrom('checkable_result').select(['votes', 'statements']).where('dialogue_id', '=', made.id).execute()
    expect(stored).toEqual([{ votes: null, statements: [] }])
  })

  test('keys are for everybody, the same on the page, in the API, and with no language in the address', async () => {
    const answer = await hub.as(null).get('/.well-known/passerelle-keys.json')
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, '*'])
    const published: unknown = await answer.json()
    expect(await (await hub.as(null).api('GET', '/keys')).json()).toEqual(published)
    expect(published).toEqual({ hub: 'http://hub.test', keys: [...hub.runner.outside.signer.history()] })
    expect(JSON.stringify(published)).not.toMatch(/PRIVATE|pem/)
  })

  test('only the hub itself records', async () => {
    const step = { certificate: 'a'.repeat(64), document: new Uint8Array(1), statements: [], votes: null }
    const { actor } = hub.cast.members.get('aoife') ?? {}
    if (actor === undefined) throw new Error('Aoife is missing')
    const made = await makeOpen(hub)
    const recordStep = operationsOf('dialogue').find(({ name }) => name === 'dialogue.record-step')
    const asked = { dialogueId: made.id, version: 1, computedAt: NOON, step }
    await expect(recordStep?.invoke(hub.runner, asked, actor)).rejects.toThrow('sign-in.needed')
    expect(await hub.db.selectFrom('checkable_result').select('version').where('dialogue_id', '=', made.id).execute()).toEqual([])
  })
})

test('the bundle says in the reader’s language what it is, and the page of the result links to it', async () => {
  const made = await makeClosed(hub)
  await seatCrowd(hub, made.id, 24, camps)
  await recompute(hub.runner, made.id)
  for (const [locale, words] of [
    ['en', 'With these files anybody can work it out again'],
    ['fr', 'Avec ces fichiers, chacun peut le recalculer'],
    ['ar', 'بهذه الملفات يمكن لأي كان إعادة حسابها'],
  ] as const) {
    const answer = await hub.as(null, locale).get(`/dialogues/${made.slug}/result/bundle`)
    expect(Buffer.from(await answer.arrayBuffer()).length).toBeGreaterThan(1000)
    const readme = await readmeOf(made, locale)
    expect(readme).toContain(words)
    expect(readme).toContain(`http://hub.test/${locale}/dialogues/${made.slug}/result/check`)
    const page = await (await hub.as(null, locale).get(`/dialogues/${made.slug}/result`)).text()
    for (const path of ['check', 'bundle'])
      expect([locale, page.includes(`href="/${locale}/dialogues/${made.slug}/result/${path}"`)]).toEqual([locale, true])
    expect(page).toContain(hub.runner.outside.signer.history()[0]?.id)
  }
})

async function readmeOf({ slug }: Made, locale: string): Promise<string> {
  const answer = await hub.as(null, locale).get(`/dialogues/${slug}/result/bundle`)
  return Buffer.from(readZip(new Uint8Array(await answer.arrayBuffer()), ['README.txt'])?.['README.txt'] ?? new Uint8Array(0)).toString(
    'utf8',
  )
}
