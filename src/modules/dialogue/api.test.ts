import { afterAll, beforeAll, expect, test } from 'vitest'
import { operationsOf, joinAsGuest, PLAN, refusalOf, seatCrowd, SEEDS } from '../../testing/dialogues.ts'
import { openHub, type Hub, type Visitor } from '../../testing/hub.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

const json = async <T>(answer: Response): Promise<T> => {
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`)
  return answer.json() as Promise<T>
}

test('a dialogue from its draft to its answer, by the API alone', async () => {
  const used = new Set<string>()
  const call = async <T>(who: Visitor, name: string, path: string, body?: unknown): Promise<T> => {
    const route = operationsOf().find((operation) => operation.name === name)?.route ?? ''
    used.add(name)
    return json<T>(await who.api(route.split(' ')[0] ?? '', path, body))
  }
  const [niamh, samir, mai] = [hub.as('niamh'), hub.as('samir'), hub.as('mai')]
  const thrown = await call<{ id: string }>(niamh, 'dialogue.create', '/dialogues', { ...PLAN, bodyId: hub.cast.bodies.unit })
  expect(await call(niamh, 'dialogue.discard-draft', `/dialogues/${thrown.id}`)).toEqual({ id: thrown.id })
  const { id, slug } = await call<{ id: string; slug: string }>(niamh, 'dialogue.create', '/dialogues', {
    ...PLAN,
    bodyId: hub.cast.bodies.unit,
  })
  const at = `/dialogues/${slug}`
  expect(await call(niamh, 'dialogue.edit', at, { ...PLAN, title: 'Care in two countries' })).toEqual({ id, slug })
  expect(
    await call(niamh, 'dialogue.translate', `${at}/texts/fr`, {
      title: 'Des soins',
      summary: 'Ici et là.',
      questions: ['Quoi ?', 'Et encore ?'],
    }),
  ).toEqual({ slug })
  expect(await call(niamh, 'dialogue.open', `${at}/opening`)).toEqual({ slug })

  expect(await call(mai, 'dialogue.join', `${at}/participation`)).toEqual({ dialogue: id, key: null, begun: true })
  const next = await call<{ statement: { number: number; text: string } }>(mai, 'dialogue.next-statement', `${at}/next-statement`)
  expect(SEEDS[next.statement.number]).toBe(next.statement.text)
  expect(
    await call(mai, 'dialogue.cast-vote', `${at}/statements/${next.statement.number}/vote`, { choice: 'agree', important: true }),
  ).toEqual({ dialogue: id, changed: false })
  expect(await call(mai, 'dialogue.add-statement', `${at}/statements`, { text: 'By program.', language: 'fr', question: 1 })).toEqual({
    dialogue: id,
    number: SEEDS.length,
    status: 'waiting',
  })
  expect(
    await call(mai, 'dialogue.correct-statement', `${at}/statements/${SEEDS.length}`, { text: 'By program.', language: 'fr' }),
  ).toEqual({
    dialogue: id,
  })
  expect(await call(mai, 'dialogue.choose-voice', `${at}/participation/voice`, { voice: { sort: 'participant' } })).toEqual({
    dialogue: id,
  })
  expect(await call(mai, 'dialogue.tell-country', `${at}/participation/country`, { country: 'FR' })).toEqual({ dialogue: id })
  expect(await call(mai, 'dialogue.my-part', `${at}/participation`)).toEqual({
    votes: [
      {
        statement: {
          number: next.statement.number,
          text: next.statement.text,
          language: 'en',
          question: null,
          voice: 'convener',
          seed: true,
          meta: false,
          mergedInto: null,
        },
        choice: 'agree',
        important: true,
      },
    ],
    statements: [
      {
        number: SEEDS.length,
        text: 'By program.',
        language: 'fr',
        question: 1,
        voice: 'participant',
        seed: false,
        meta: false,
        mergedInto: null,
        status: 'waiting',
        declinedFor: null,
        note: null,
      },
    ],
    removedFor: null,
    group: null,
    standing: null,
    shared: null,
  })

  expect((await call<unknown[]>(samir, 'dialogue.moderation', `${at}/moderation`)).length).toBe(SEEDS.length + 1)
  expect(await call(samir, 'dialogue.publish-statement', `${at}/statements/${SEEDS.length}/publication`)).toEqual({ dialogue: id })
  expect(await call(samir, 'dialogue.decline-statement', `${at}/statements/0/refusal`, { rule: 'one-idea' })).toEqual({ dialogue: id })
  expect(await call(samir, 'dialogue.mark-statement', `${at}/statements/1/marks`, { seed: false, meta: true })).toEqual({ dialogue: id })

  const merge = `${at}/statements/5/merge`
  expect(await call(samir, 'dialogue.merge-statement', merge, { into: 6, reason: 'same-meaning' })).toEqual({ dialogue: id })
  expect(await call(samir, 'dialogue.split-statement', merge)).toEqual({ dialogue: id })
  const [sheet] = await call<{ code: string; statements: { number: number }[] }[]>(mai, 'dialogue.kit', `${at}/kit`)
  expect(sheet?.statements.length).toBe(SEEDS.length)
  const given = { givenTo: 'A choir', quota: 3, endsAt: '2026-03-14T12:00:00Z' }
  const link = await call<{ id: string; token: string }>(niamh, 'dialogue.make-entry-link', `${at}/entry-links`, given)
  const key = '00000000-0000-4000-8000-000000000001'
  const table = {
    key,
    title: 'A table',
    language: 'en',
    heldOn: '2026-02-28',
    people: 2,
    codes: [sheet?.code],
    consent: true,
    link: link.token,
  }
  expect(await call(hub.as(null), 'dialogue.begin-meeting', `${at}/meetings`, table)).toEqual({ dialogue: id, number: 1 })
  const paper = { key, link: link.token, answers: [{ statement: 1, choice: 'agree' }] }
  expect(await call(hub.as(null), 'dialogue.enter-sheet', `${at}/meetings/1/sheets`, paper)).toEqual({ dialogue: id, number: 1, added: [] })
  expect(await call(samir, 'dialogue.undo-sheet', `${at}/meetings/1/sheets/${key}`)).toEqual({ dialogue: id })
  expect(await call(samir, 'dialogue.withdraw-meeting', `${at}/meetings/1/withdrawal`)).toEqual({ dialogue: id })
  expect(await call(niamh, 'dialogue.withdraw-entry-link', `${at}/entry-links/${link.id}`)).toEqual({ dialogue: id })
  expect(await call(mai, 'dialogue.meetings', `${at}/meetings`)).toEqual({ onPaper: null, meetings: [], smaller: 0, withdrawn: 1 })
  expect((await call<{ number: number }[]>(hub.as(null), 'dialogue.statements', `${at}/statements`)).map(({ number }) => number)).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8,
  ])

  expect(await call(mai, 'dialogue.add-statement', `${at}/statements`, { text: 'Once more.', language: 'en' })).toMatchObject({ number: 9 })
  expect(await call(mai, 'dialogue.withdraw-statement', `${at}/statements/9/withdrawal`)).toEqual({ dialogue: id })

  await seatCrowd(hub, id, 12, () => SEEDS.map(() => 1))
  await hub.sweep()
  expect((await call<{ participants: number }>(hub.as(null), 'dialogue.result', `${at}/result`)).participants).toBe(13)
  const participant = `${at}/participants/1003`
  expect(await call(samir, 'dialogue.patterns', `${at}/moderation/patterns`)).toMatchObject({ unlisted: 0, tooLarge: false })
  expect(await call(samir, 'dialogue.participant-answers', participant)).toMatchObject({ participant: 1003 })
  expect(await call(samir, 'dialogue.remove-participant', `${participant}/removal`, { reason: 'automated' })).toEqual({ dialogue: id })
  expect(await call(samir, 'dialogue.restore-participant', `${participant}/removal`)).toEqual({ dialogue: id })
  expect(await call(niamh, 'dialogue.close', `${at}/closure`)).toEqual({ slug })
  expect(await call(samir, 'dialogue.corrected-shares', `${at}/corrected-shares`)).toEqual([])
  expect(
    (await call<{ file: string; csv: string }>(hub.as(null), 'dialogue.export', `${at}/export/votes.csv`)).csv.split('\n').length,
  ).toBeGreaterThan(90)
  const { certificate, signature } = await call<{ certificate: string; signature: { statement: { certificate: string; key: string } } }>(
    hub.as(null),
    'dialogue.certificate',
    `${at}/result/certificate`,
  )
  expect(signature.statement.certificate).toBe(certificate)
  const { keys } = await call<{ keys: { id: string }[] }>(hub.as(null), 'dialogue.signing-keys', '/keys')
  expect(keys.map(({ id }) => id)).toEqual([signature.statement.key])
  expect(await call(niamh, 'dialogue.answer', `${at}/answers/en`, { text: 'Thank you.' })).toEqual({ slug })
  const whole = await call<Record<string, unknown>>(hub.as(null, 'fr'), 'dialogue.read', at)
  expect(whole).toMatchObject({
    id,
    phase: 'answered',
    title: 'Des soins',
    language: 'fr',
    statements: 8,
    decisions: { published: 1, declined: 1, waiting: 0 },
    answer: { language: 'en', text: 'Thank you.' },
  })
  expect(await call<unknown[]>(hub.as(null), 'dialogue.history', `${at}/history`)).toMatchObject([
    { sort: 'words', language: 'en', versions: [{ at: null }] },
    { sort: 'answer', language: 'en', versions: [{ office: 'convener', content: { text: 'Thank you.' } }] },
    { sort: 'words', language: 'fr', versions: [{ at: null }] },
  ])
  expect((await call<{ slug: string }[]>(hub.as(null), 'dialogue.list', '/dialogues')).map((one) => one.slug)).toEqual([slug])

  const offered = operationsOf('dialogue').filter(({ route }) => route !== undefined)
  expect([...used].toSorted()).toEqual(offered.map(({ name }) => name).toSorted())
})

test('a list holds several, those that are open first, the one that closes last before the others', async () => {
  const niamh = hub.as('niamh')
  for (const [n, closesAt] of ['2026-03-20T00:00:00Z', '2026-03-10T00:00:00Z', '2026-03-30T00:00:00Z'].entries()) {
    const { slug } = await json<{ slug: string }>(
      await niamh.api('POST', '/dialogues', { ...PLAN, bodyId: hub.cast.bodies.unit, title: `Listed ${n}`, closesAt }),
    )
    await niamh.api('POST', `/dialogues/${slug}/opening`)
    if (n === 2) await niamh.api('POST', `/dialogues/${slug}/closure`)
  }
  const list = await json<{ title: string; phase: string; participants: number | null; statements: number }[]>(
    await hub.as(null).api('GET', '/dialogues'),
  )
  expect(list.map(({ title, phase }) => [title, phase]).slice(0, 2)).toEqual([
    ['Listed 0', 'open'],
    ['Listed 1', 'open'],
  ])
  expect(list.filter(({ title }) => title.startsWith('Listed')).map(({ participants, statements }) => [participants, statements])).toEqual(
    [1, 2, 3].map(() => [null, SEEDS.length]),
  )
})

test('the same refusal is said in the reader’s language, as problem+json', async () => {
  const titles = []
  for (const locale of ['en', 'fr', 'ar']) {
    const answer = await hub.as(null, locale).api('GET', '/dialogues/nothing')
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
    const body = (await answer.json()) as { type: string; title: string; status: number }
    expect([body.type, body.status]).toEqual(['dialogue.missing', 404])
    titles.push(body.title)
  }
  expect(new Set(titles).size).toBe(3)
})

test('a guest’s participation by the API is the one of the browser', async () => {
  const { slug, id } = await json<{ slug: string; id: string }>(
    await hub.as('niamh').api('POST', '/dialogues', { ...PLAN, bodyId: hub.cast.bodies.unit, title: 'Shared' }),
  )
  await hub.as('niamh').api('POST', `/dialogues/${slug}/opening`)
  const guest = await joinAsGuest(hub, { slug })
  expect((await guest.api('PUT', `/dialogues/${id}/statements/1/vote`, { choice: 'pass' })).status).toBe(200)
  expect(await (await guest.get(`/dialogues/${slug}/my-part`)).text()).toContain(SEEDS[1])
  expect(await refusalOf(await hub.as(null).api('GET', `/dialogues/${slug}/participation`))).toEqual([409, 'participation.missing'])
})
