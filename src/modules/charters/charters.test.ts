import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LYON, type CastName } from '../../testing/cast.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import type { Charter } from './queries/charter.ts'

const DAY_MS = 86_400_000
let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

type Name = CastName | null
const page = async (name: Name, path: string, locale = 'en') => (await hub.as(name, locale).get(path)).text()
const refusal = async (answer: Response) => [answer.status, ((await answer.json()) as { type?: string }).type] as const
const charter = async (query = '') => (await (await hub.as(null).api('GET', `/charter${query}`)).json()) as Charter
const events = (kind: string) => hub.db.selectFrom('event').selectAll().where('kind', '=', kind).orderBy('sequence').execute()
const replies = () => hub.db.selectFrom('charter_reply').select(['scope_id', 'holder_id', 'number', 'accepted']).orderBy('number').execute()

describe('a hub without a charter', () => {
  test('says so, and asks nobody anything', async () => {
    expect(await page(null, '/charter')).toContain('No charter has been published yet')
    expect(await page('mai', '/')).not.toContain('Do you accept it?')
    expect(await page('mai', '/me')).not.toContain('Do you accept it?')
    expect(await charter()).toEqual({ versions: [], inForce: null, texts: [] })
  })
  test('an operator starts from a text in each language, others may not look at what is written', async () => {
    const [en, fr, ar] = await Promise.all(['en', 'fr', 'ar'].map((language) => page('gift', `/charter/draft?language=${language}`)))
    expect(en).toContain('## How we speak with one another')
    expect(fr).toContain('## Comment nous nous parlons')
    expect(ar).toContain('## كيف نتحاور')
    for (const name of ['mai', 'aoife', null] as const) {
      const code = name === null ? 'sign-in.needed' : 'charter.keepers-only'
      expect(await refusal(await hub.as(name).api('GET', '/charter/draft'))).toEqual([403, code])
      expect(await refusal(await hub.as(name).api('PUT', '/charter/draft/en', { text: 'Mine.' }))).toEqual([403, code])
      expect(await refusal(await hub.as(name).api('POST', '/charter/versions', {}))).toEqual([403, code])
      expect(await refusal(await hub.as(name).api('DELETE', '/charter/draft'))).toEqual([403, code])
      expect((await hub.as(name).get('/charter/draft')).status).toBe(403)
      expect((await hub.as(name).get('/charter/draft/preview')).status).toBe(403)
    }
  })
  test('nothing is published where nothing is written', async () => {
    expect(await refusal(await hub.as('gift').api('POST', '/charter/versions', {}))).toEqual([409, 'charter.no-draft'])
    expect(await refusal(await hub.as('gift').api('DELETE', '/charter/draft'))).toEqual([409, 'charter.no-draft'])
  })
})

describe('the first version', () => {
  test('is written, seen by its keepers alone, and published as it was seen', async () => {
    const gift = hub.as('gift')
    const kept = await gift.post('/charter/draft', { language: 'en', text: '## Words\n\nWe speak of **ideas**.', changed: '' })
    expect([kept.status, kept.headers.get('location')]).toEqual([303, '/en/charter/draft/preview'])
    await gift.post('/charter/draft', { language: 'fr', text: '## Paroles\n\nNous parlons d’idées.', changed: '' })
    const preview = await page('gift', '/charter/draft/preview')
    expect(preview).toContain('<strong>ideas</strong>')
    expect(preview).toContain('Nous parlons d’idées.')
    expect(await page(null, '/charter')).not.toContain('ideas')
    const done = await gift.post('/charter/versions', { sort: 'change', holdsFrom: '' })
    expect([done.status, done.headers.get('location')]).toEqual([303, '/en/charter/versions/1'])
    expect(await charter()).toMatchObject({
      inForce: 1,
      versions: [{ number: 1, state: 'in-force', correction: false, publishedOn: '2026-03-01', holdsFrom: '2026-03-01', changed: [] }],
      texts: [{ language: 'en' }, { language: 'fr' }],
    })
    expect(await page(null, '/charter')).toContain('<strong>ideas</strong>')
    expect(await page(null, '/charter', 'ar'), 'no Arabic text: the first one, with its own direction').toContain(
      '<div lang="en" dir="ltr"',
    )
    expect(await page(null, '/charter?language=fr')).toContain('Nous parlons d’idées.')
    expect((await events('charters.version.published')).map(({ visibility, data }) => [visibility, data])).toEqual([
      ['public', { number: 1, correction: false, holdsFrom: '2026-03-01' }],
    ])
  })
  test('a form that is refused comes back with all that was written and a sentence at its field', async () => {
    const answer = await hub.as('gift').post('/charter/draft', { language: 'en', text: '', changed: 'A sentence that must not be lost.' })
    const html = await answer.text()
    expect(answer.status).toBe(422)
    expect(html).toContain('A sentence that must not be lost.')
    expect(html).toContain('href="#field-text"')
  })
})

describe('members', () => {
  test('are asked on the first page and on their own, and readers without an account are not', async () => {
    for (const path of ['/', '/me']) expect(await page('mai', path)).toContain('Do you accept it?')
    expect(await page(null, '/')).not.toContain('Do you accept it?')
    expect(await page('mai', '/', 'fr')).toContain('L’acceptez-vous')
  })
  test('are asked no more once they accepted or put it aside, and nothing says who did which', async () => {
    const aside = await hub.as('mai').post('/charter/versions/1/reply', { reply: 'aside', from: 'front' })
    expect([aside.status, aside.headers.get('location')]).toEqual([303, '/en'])
    const accepted = await hub.as('samir').post('/charter/versions/1/reply', { reply: 'accepted', from: 'me' })
    expect([accepted.status, accepted.headers.get('location')]).toEqual([303, '/en/me'])
    for (const name of ['mai', 'samir'] as const) expect(await page(name, '/')).not.toContain('Do you accept it?')
    expect(await page('niamh', '/')).toContain('Do you accept it?')
    const told = await events('charters.reply.given')
    expect(told.map(({ person_id, subject, data, visibility }) => [person_id, subject, data, visibility])).toEqual(
      Array.from({ length: 2 }, () => [null, told[0]?.scope_id, { number: 1 }, 'internal']),
    )
    for (const { at } of told) expect(at.toISOString()).toBe('2026-03-01T00:00:00.000Z')
  })
  test('who put it aside may accept later, and putting aside takes no acceptance back', async () => {
    const mai = hub.as('mai')
    const account = await accountOf('mai')
    const mine = async () => (await replies()).filter(({ holder_id }) => holder_id === account).map(({ accepted }) => accepted)
    expect(await mine()).toEqual([false])
    await mai.api('PUT', '/charter/versions/1/reply', { reply: 'accepted' })
    expect(await mine()).toEqual([true])
    await mai.api('PUT', '/charter/versions/1/reply', { reply: 'aside' })
    expect(await mine()).toEqual([true])
  })
  test('replies are refused without an account, and to what there is not', async () => {
    expect(await refusal(await hub.as(null).api('PUT', '/charter/versions/1/reply', { reply: 'accepted' }))).toEqual([
      403,
      'sign-in.needed',
    ])
    expect(await refusal(await hub.as('mai').api('PUT', '/charter/versions/9/reply', { reply: 'accepted' }))).toEqual([
      404,
      'charter.no-version',
    ])
    expect((await hub.as('mai').get('/charter/versions/9')).status).toBe(404)
    expect((await hub.as('mai').get('/charter/versions/x')).status).toBe(400)
  })
  test('numbers of acceptances are for keepers, and none below ten', async () => {
    expect(await page('gift', '/charter')).toContain('Fewer than ten people')
    expect(await page('mai', '/charter')).not.toContain('Fewer than ten people')
    const { scope_id } = (await replies())[0] ?? { scope_id: '' }
    const more = Array.from({ length: 9 }, () => ({
      ...{ scope_id, holder_id: crypto.randomUUID(), number: 1, accepted: true },
      replied_on: '2026-03-01',
    }))
    await hub.db.insertInto('charter_reply').values(more).execute()
    expect(await page('gift', '/charter')).toContain('11 people have accepted it')
    await hub.sweep()
    expect((await replies()).length, 'accounts that are not there hold nothing').toBe(2)
  })
})

async function accountOf(name: CastName): Promise<string | null> {
  const person = hub.cast.members.get(name)?.person ?? ''
  return (await hub.db.selectFrom('person').select('account_id').where('id', '=', person).executeTakeFirstOrThrow()).account_id
}

describe('a change', () => {
  const gift = () => hub.as('gift')
  test('says what changes, and is announced two weeks before it holds', async () => {
    await gift().post('/charter/draft', { language: 'en', text: '## Words\n\nWe speak of **ideas**, calmly.', changed: '' })
    const unnamed = await gift().post('/charter/versions', { sort: 'change', holdsFrom: '2026-04-01' })
    expect(unnamed.status).toBe(422)
    expect(await unnamed.text()).toContain('Say in one sentence what changes')
    await gift().post('/charter/draft', { language: 'en', text: '## Words\n\nWe speak of **ideas**, calmly.', changed: 'We add: calmly.' })
    const soon = await gift().post('/charter/versions', { sort: 'change', holdsFrom: '2026-03-14' })
    const html = await soon.text()
    expect(soon.status).toBe(422)
    expect(html).toContain('href="#field-holdsFrom"')
    expect(html).toContain('value="2026-03-14"')
    expect(await refusal(await gift().api('POST', '/charter/versions', { holdsFrom: '2026-02-30' }))).toEqual([400, 'input.invalid'])
    expect((await gift().post('/charter/versions', { sort: 'change', holdsFrom: '2026-03-15' })).status).toBe(303)
    const { versions, inForce, texts } = await charter()
    expect([inForce, versions.map(({ number, state }) => [number, state])]).toEqual([
      1,
      [
        [1, 'in-force'],
        [2, 'announced'],
      ],
    ])
    expect(texts.find(({ language }) => language === 'en')?.text).not.toContain('calmly')
  })
  test('everybody reads of it, members are asked anew, also who accepted before', async () => {
    const open = await page(null, '/charter')
    expect(open).toContain('Version 2 is announced: it holds from 15 March 2026.')
    expect(open).toContain('We add: calmly.')
    for (const name of ['mai', 'samir'] as const) expect(await page(name, '/')).toContain('version 2 holds from 15 March 2026')
    await hub.as('mai').post('/charter/versions/2/reply', { reply: 'accepted', from: 'charter' })
    expect(await page('mai', '/')).not.toContain('version 2 holds')
  })
  test('its differences are marked, the language that nobody touched kept its text', async () => {
    const html = (await page(null, '/charter/versions/2')).replaceAll(/<span class="aloud"[^>]*>.*?<\/span>/gs, '')
    expect(html).toMatch(/<del>\s*\*\*ideas\*\*\.\s*<\/del>/)
    expect(html).toMatch(/<ins>\s*\*\*ideas\*\*, calmly\.\s*<\/ins>/)
    expect(await page(null, '/charter/versions/2?language=fr')).toContain('In this language the text has stayed the same.')
    expect(await page(null, '/charter/versions/1')).not.toContain('calmly')
  })
  test('another one never holds before it; a correction of it holds with it, and asks nobody', async () => {
    await gift().post('/charter/draft', { language: 'en', text: 'We speak of ideas, calmly!', changed: 'A comma.' })
    hub.setNow(new Date(NOON.getTime() - DAY_MS))
    expect(await refusal(await gift().api('POST', '/charter/versions', { holdsFrom: '2026-03-14' }))).toEqual([
      400,
      'charter.before-the-last',
    ])
    hub.setNow(NOON)
    expect(await (await gift().api('POST', '/charter/versions', { correction: true })).json()).toEqual({
      number: 3,
      holdsFrom: '2026-03-15',
    })
    expect(await page('mai', '/')).not.toContain('holds from')
    expect(await page('niamh', '/')).toContain('version 2 holds')
    expect(await page(null, '/charter/versions/3')).toContain('A correction of language alone')
  })
  test('on its day it holds', async () => {
    hub.setNow(new Date('2026-03-15T00:00:01Z'))
    expect((await charter()).inForce).toBe(3)
    expect(await page('niamh', '/')).toContain('Do you accept it?')
    expect(await refusal(await hub.as('niamh').api('PUT', '/charter/versions/1/reply', { reply: 'accepted' }))).toEqual([
      409,
      'charter.not-asked',
    ])
    await hub.as('niamh').api('PUT', '/charter/versions/3/reply', { reply: 'accepted' })
    expect(await page('niamh', '/'), 'the correction answers for what it corrects').not.toContain('Do you accept it?')
    hub.setNow(NOON)
  })
  test('a draft can be thrown away', async () => {
    await gift().post('/charter/draft', { language: 'en', text: 'Never mind.', changed: 'Nothing.' })
    expect(await (await gift().api('DELETE', '/charter/draft')).json()).toEqual({ discarded: 1 })
    expect(await (await gift().api('GET', '/charter/draft')).json()).toMatchObject({ texts: [] })
  })
})

describe('the charter of a body', () => {
  const of = `/bodies/${LYON}/charter`
  test('is looked after by its stewards and by whoever runs the hub, by nobody else', async () => {
    for (const [name, status] of [
      ['idrissa', 200],
      ['gift', 200],
      ['mai', 403],
      ['aoife', 403],
      [null, 403],
    ] as const)
      expect([name, (await hub.as(name).get(`${of}/draft`)).status]).toEqual([name, status])
    expect((await hub.as('gift').get('/bodies/nowhere/charter')).status).toBe(404)
    expect(await refusal(await hub.as('gift').api('GET', '/charter/draft?body=nowhere'))).toEqual([404, 'charter.missing'])
    expect(await page('idrissa', `${of}/draft`)).toContain('The stewards decide in the name of the body')
  })
  test('stands on its own, beside the hub’s', async () => {
    const idrissa = hub.as('idrissa')
    await idrissa.post(`${of}/draft`, { language: 'fr', text: 'Nous votons à main levée.', changed: '' })
    expect((await idrissa.post(`${of}/versions`, {})).headers.get('location')).toBe(`/en${of}/versions/1`)
    expect(await page(null, of)).toContain('Nous votons à main levée.')
    expect(await page(null, '/charter')).not.toContain('main levée')
    expect(await page(null, `/bodies/${LYON}`)).toContain(`href="/en${of}"`)
    expect(await page(null, '/bodies/department-of-the-diaspora')).not.toContain('Charter of this body')
  })
  test('asks those who belong to it, on its page, and takes no reply from others', async () => {
    expect(await page('mai', `/bodies/${LYON}`)).toContain('Do you accept it?')
    for (const name of ['samir', null] as const) expect(await page(name, `/bodies/${LYON}`)).not.toContain('Do you accept it?')
    expect(await refusal(await hub.as('samir').api('PUT', `/charter/versions/1/reply`, { reply: 'accepted', body: LYON }))).toEqual([
      403,
      'charter.members-only',
    ])
    await hub.as('mai').post(`${of}/versions/1/reply`, { reply: 'accepted', from: 'body' })
    expect(await page('mai', `/bodies/${LYON}`)).not.toContain('Do you accept it?')
    const own = (await replies()).filter(({ scope_id }) => scope_id === hub.cast.bodies.lyon)
    expect(
      own.map(({ holder_id }) => holder_id),
      'the identity, and not the account',
    ).toEqual([hub.cast.members.get('mai')?.person])
  })
  test('who leaves the body leaves no reply behind', async () => {
    await hub.as('mai').post(`/bodies/${LYON}/membership/ending`)
    await hub.settle()
    expect((await replies()).filter(({ scope_id }) => scope_id === hub.cast.bodies.lyon)).toEqual([])
    expect((await replies()).length, 'replies to the hub stay').toBeGreaterThan(0)
  })
})
