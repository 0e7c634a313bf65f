import { afterAll, beforeAll, expect, test } from 'vitest'
import { nobody } from '../../core/actor.ts'
import { doAsHub } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { documentId, draftOf, stageSaid } from '../../testing/outcomes.ts'
import { holdsToItsWord, sharedAt } from '../../testing/published.ts'
import {
  clearVoice,
  lyonOf,
  personOf,
  publishNow,
  stageIntermediaries,
  stageVoice,
  submitVoice,
  voicesRoom,
  WRITTEN,
  wordsAnywhere,
} from '../../testing/voices.ts'
import { doAs } from '../../testing/deeds.ts'

const voices = voicesRoom()

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
  await stageIntermediaries(hub)
})
afterAll(() => hub.close())

const DAY_MS = 86_400_000
const page = async (path: string, who: Parameters<Hub['as']>[0] = null, locale = 'en') => (await hub.as(who, locale).get(path)).text()
const byCode = async (code: string, form: Record<string, string> = {}) => hub.as(null).post('/v', { code, ...form })

test('an intermediary is named, agrees, is listed only then, and either side ends it', async () => {
  expect(await page('/voices')).toContain('By telephone, at the office')
  expect(await page('/bodies/pulaar-lyon')).toContain('Protected voices')
  const niamh = {
    person: personOf(hub, 'niamh'),
    namer: lyonOf(hub),
    languages: 'en',
    reach: 'The office of Niamh',
    termEnds: '2027-01-01',
    mostOpen: '2',
  }
  const form = { ...niamh, namer: `body:${niamh.namer.id}` }
  expect((await hub.as('mai').post('/voices/naming', form)).status).toBe(403)
  expect((await hub.as('idrissa').post('/voices/naming', form)).status).toBe(303)
  expect(await page('/voices')).not.toContain('The office of Niamh')
  expect(await page('/voices/desk', 'niamh')).toContain('You were named as an intermediary')
  const { id } = await hub.db
    .selectFrom('voice_intermediary')
    .select('id')
    .where('reach', '=', 'The office of Niamh')
    .executeTakeFirstOrThrow()
  expect((await hub.as('idrissa').post('/voices/naming/end', { namer: form.namer, intermediary: id })).status).toBe(303)
  expect(await page('/voices/desk', 'niamh')).toContain('Nobody has named you')
})

test('from the slip to the page: a code, words, a second reader, an hour, and then everybody', async () => {
  const slip = await (await hub.as('mai').post('/voices/desk/codes', { slip: 'ar' })).text()
  const [code = ''] = /([0-9A-Z]{4}-){3}[0-9A-Z]{4}/.exec(slip) ?? []
  expect([slip.includes('lang="ar"'), slip.includes('<svg viewBox="-3'), slip.includes(`/ar/v`)]).toEqual([true, true, true])
  const [, voice = ''] = /\/voices\/desk\/([0-9a-f-]{36})/.exec(slip) ?? []
  const mai = hub.as('mai')
  const words = {
    title: 'At night',
    text: 'They came at night, on 3 May, and took Amadou.',
    language: 'en',
    described: '',
    country: '',
    session: '',
  }
  expect((await mai.post(`/voices/desk/${voice}`, { ...words, translation: '' })).status).toBe(303)
  const shown = await page(`/voices/desk/${voice}`, 'mai')
  expect([shown.includes('<mark><bdi>3</bdi></mark>'), shown.includes('<mark><bdi>Amadou</bdi></mark>')]).toEqual([true, true])
  const submission = { agreed: 'I agree.', delay: '14', quoted: 'on', reader: personOf(hub, 'gift') }
  const unchecked = await mai.post(`/voices/desk/${voice}/submission`, { ...submission, checked: ['names'] })
  expect([unchecked.status, (await unchecked.text()).includes('Please look at each point')]).toEqual([422, true])
  const checked = ['names', 'places', 'dates', 'jobs', 'events']
  expect((await mai.post(`/voices/desk/${voice}/submission`, { ...submission, checked })).status).toBe(303)
  const reading = await page(`/voices/reading/${voice}`, 'gift')
  expect([reading.includes('took Amadou'), /\bMai\b/.test(reading)]).toEqual([true, true])
  expect((await hub.as('gift').post(`/voices/reading/${voice}`, { clear: 'no', note: 'The name.' })).status).toBe(303)
  expect(await page(`/voices/desk/${voice}`, 'mai')).toContain('The name.')
  await mai.post(`/voices/desk/${voice}`, {
    ...words,
    text: 'They came at night.',
    translation: 'Ils sont venus.',
    translationLanguage: 'fr',
    translatedBy: 'Aïcha',
  })
  await mai.post(`/voices/desk/${voice}/submission`, { ...submission, checked })
  await hub.as('gift').post(`/voices/reading/${voice}`, { clear: 'yes', note: '' })
  const { publish_at: at } = await hub.db.selectFrom('kept_voice').select('publish_at').where('id', '=', voice).executeTakeFirstOrThrow()
  const waits = (at?.getTime() ?? 0) - NOON.getTime()
  expect([waits >= 14 * DAY_MS, waits <= 16 * DAY_MS, waits % 3_600_000]).toEqual([true, true, 0])
  await doAsHub(hub, 'voices.publish-due', {})
  expect(await page('/voices')).not.toContain('At night')
  expect(await (await byCode(code.toLowerCase())).text()).toContain('Waits to be published')
  hub.setNow(new Date(NOON.getTime() + 17 * DAY_MS))
  await doAsHub(hub, 'voices.publish-due', {})
  hub.setNow(NOON)
  expect(await page('/voices')).toContain('At night')
  const own = await (await byCode(code)).text()
  const [, path = ''] = /href="\/en(\/voices\/testimonies\/[0-9a-f-]{36})"/.exec(own) ?? []
  const read = await page(path)
  expect([
    read.includes('Somebody who is not named'),
    read.includes('Ils sont venus.'),
    read.includes('Aïcha'),
    read.includes(voice),
  ]).toEqual([true, true, true, false])
})

test('by the code alone it is corrected, taken back in parts, and taken back whole', async () => {
  const made = await stageVoice(hub, {
    country: 'IE',
    described: 'A mother of three',
    translation: { text: 'Ils ont fermé.', language: 'fr', by: '' },
  })
  await clearVoice(hub, made)
  const [id = ''] = await publishNow(hub)
  const path = `/voices/testimonies/${id}`
  expect((await byCode(made.code, { deed: 'correct', title: 'The bell', text: 'They closed it.' })).status).toBe(200)
  expect(await page(path)).toContain('They closed it.')
  const chosen = await byCode(made.code, { deed: 'choose', quoted: 'on', described: 'on' })
  expect(await chosen.text()).toContain('what you took back is gone')
  const read = await page(path)
  expect([read.includes('A mother of three'), read.includes('Ireland'), read.includes('Ils ont')]).toEqual([true, false, false])
  const [publication] = voices.publications ?? []
  if (publication === undefined) throw new Error('nothing is published')
  hub.setNow(new Date(NOON.getTime() + 17 * DAY_MS))
  expect((await holdsToItsWord(hub, publication)).map((one) => one.id)).toContain(id)
  hub.setNow(NOON)
  expect(await sharedAt(hub, path)).toBe(`/share/testimony/${id}`)
  const gone = await byCode(made.code, { deed: 'withdraw' })
  expect(await gone.text()).toContain('Nothing is kept under this code any more')
  expect([(await hub.as(null).get(path)).status, (await byCode(made.code)).status]).toEqual([404, 422])
  expect(await hub.db.selectFrom('kept_voice').select('id').where('id', '=', made.voice).execute()).toEqual([])
})

test('a correction before it is published is read again, and a code that was lost opens nothing', async () => {
  const made = await stageVoice(hub)
  await clearVoice(hub, made)
  await byCode(made.code, { deed: 'correct', title: 'Again', text: 'Other words.' })
  expect((await publishNow(hub)).length).toBe(0)
  const { code } = await doAs<{ code: string }>(hub, 'mai', 'voices.replace-code', { voice: made.voice })
  expect([(await byCode(made.code)).status, (await byCode(code)).status]).toEqual([422, 200])
  await byCode(code, { deed: 'withdraw' })
})

test('what was withdrawn leaves a report that was released, and its files', async () => {
  const { session } = await stageSaid(hub)
  const made = await stageVoice(hub, { text: 'They burnt our lists.', session: session.id })
  await clearVoice(hub, made)
  const [id = ''] = await publishNow(hub)
  expect(await page(session.path)).toContain(WRITTEN.title)
  await hub.as('mai').post(`${session.path}/report/edit`, { language: 'en' })
  const report = await documentId(hub, 'report')
  expect(JSON.stringify(await draftOf(hub, report))).toContain('They burnt our lists.')
  expect((await hub.as('samir').post(`${session.path}/report/edit/release`)).status).toBe(303)
  await hub.settle()
  expect(await page(`${session.path}/report`)).toContain('They burnt our lists.')
  await byCode(made.code, { deed: 'withdraw' })
  expect(await page(`${session.path}/report`)).not.toContain('They burnt our lists.')
  await hub.settle()
  expect(await wordsAnywhere(hub.db, 'burnt our lists')).toEqual([])
  expect(await page(`${session.path}/report`)).toContain('ersion 2')
  const [cited] = voices.citables ?? []
  expect(await cited?.byIds(hub.db, [id], 'en')).toMatchObject([{ state: 'withdrawn', text: '' }])
}, 60_000)

test('a mandate says who speaks for whom; members ask without a name, and hear what came of it', async () => {
  const words = {
    subject: 'The school',
    maySay: 'That it opens.',
    mayNot: 'Names.',
    takingBack: 'By the stewards.',
    decidedHow: 'stewards',
    minutes: 'Of 1 March',
  }
  const days = { language: 'en', startsOn: '2026-03-01', endsOn: '2026-06-01', feedbackOn: '2026-05-01' }
  const form = { ...words, ...days, giver: `body:${lyonOf(hub).id}`, holder: `http://hub.test/en/people/${personOf(hub, 'niamh')}` }
  const given = await hub.as('idrissa').post('/voices/mandates', form)
  const path = (given.headers.get('location') ?? '').replace('/en', '').split('?')[0] ?? ''
  expect([given.status, (await hub.as('mai').get(path)).status, (await hub.as('niamh').get(path)).status]).toEqual([303, 404, 200])
  expect((await hub.as('mai').post(`${path}/acceptance`)).status).toBe(404)
  expect((await hub.as('niamh').post(`${path}/acceptance`)).status).toBe(303)
  expect(await page(path)).toContain('That it opens.')
  const asked = { sending: '7f0c2b1e-0000-4000-8000-00000000000a', text: 'What did you say?', language: 'en' }
  expect((await hub.as('samir').post(`${path}/questions`, asked)).status).toBe(403)
  for (let twice = 0; twice < 2; twice += 1) expect((await hub.as('mai').post(`${path}/questions`, asked)).status).toBe(303)
  expect((await hub.as('niamh').post(`${path}/reports`, { ...asked, text: 'I said it; they listened.' })).status).toBe(303)
  const [question] = await hub.db.selectFrom('mandate_question').selectAll().execute()
  expect((await hub.as('niamh').post(`${path}/questions/${question?.id}`, { answer: 'That it opens.' })).status).toBe(303)
  const read = await page(path)
  expect([read.includes('they listened'), read.split('What did you say?').length, /\bMai\b/.test(read)]).toEqual([true, 2, false])
  expect((await hub.as('idrissa').post(`${path}/withdrawal`)).status).toBe(303)
  expect(await page(path)).toContain('Withdrawn')
  const unnamed = { ...form, giver: `unnamed:${lyonOf(hub).id}`, decidedHow: 'spoken' }
  const hidden = await hub.as('mai').post('/voices/mandates', unnamed)
  const at = (hidden.headers.get('location') ?? '').replace('/en', '').split('?')[0] ?? ''
  await hub.as('niamh').post(`${at}/acceptance`)
  const told = await page(at)
  expect([told.includes('a group that stays unnamed'), /\bMai\b/.test(told)]).toEqual([true, false])
})

test('whoever keeps hears that something changed, and not what; who leaves takes nothing of the speaker along', async () => {
  const made = await stageVoice(hub)
  await submitVoice(hub, made)
  const of = async (name: 'mai' | 'gift') => {
    const { account, person } = hub.cast.members.get(name)?.actor ?? nobody('en')
    if (account === null || person === null) throw new Error('no account')
    const kit = { ...hub.kit, runner: { ...hub.runner, outside: { ...hub.runner.outside, now: () => new Date(NOON.getTime() + DAY_MS) } } }
    const news = await voices.news?.(kit, {
      owners: [{ account, persons: [person], operator: false }],
      since: new Date(NOON.getTime() - 3_600_000),
      sorts: ['answer-due'],
    })
    return news?.map(({ line }) => line(hub.kit.books.say('en')))
  }
  expect(await of('gift')).toContain('Something waits for you to read.')
  expect(await of('mai')).toContain('Something that you keep has changed.')
  await doAsHub(hub, 'voices.release-person', { person: personOf(hub, 'gift') })
  expect(await (await byCode(made.code)).text()).toContain('Written down, not handed on yet')
  await doAsHub(hub, 'voices.release-person', { person: personOf(hub, 'mai') })
  expect(await (await byCode(made.code, { deed: 'withdraw' })).text()).toContain('Nothing is kept under this code any more')
  expect(await page('/voices')).not.toContain('By telephone')
})
