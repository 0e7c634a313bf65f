import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { LYON, UNIT, type CastName } from '../../testing/cast.ts'
import { doAsHub, eventsOf, joinAsGuest, makeOpen, refusalOf, seatCrowd, SEEDS, type Made } from '../../testing/dialogues.ts'
import { openHub, type Hub, type Visitor } from '../../testing/hub.ts'
import type { Speaker } from './queries/shapes.ts'

let hub: Hub
beforeAll(async () => void (hub = await openHub()))
afterAll(() => hub.close())

let made: Made
beforeEach(async () => void (made = await makeOpen(hub)))

const personOf = (name: CastName): string => hub.cast.members.get(name)?.person ?? ''
const OWN = SEEDS.length
const at = (path = ''): string => `/dialogues/${made.slug}${path}`

async function joined(name: CastName): Promise<Visitor> {
  const visitor = hub.as(name)
  await visitor.post(at('/participation'))
  return visitor
}

const add = (visitor: Visitor, text: string) => visitor.post(at('/statements'), { text, language: 'en' })
const speakAs = (visitor: Visitor, voice: unknown) => visitor.api('PUT', at('/participation/voice'), { voice })
const publish = (number = OWN) => doAsHub(hub, 'dialogue.publish-statement', { dialogue: made.id, statement: number })

async function speakerFor(visitor: Visitor, number = OWN): Promise<Speaker | undefined> {
  const all = (await (await visitor.api('GET', at('/statements'))).json()) as { number: number; speaker: Speaker }[]
  return all.find((one) => one.number === number)?.speaker
}

const SOMEBODY = { sort: 'person', name: null, body: null, office: null, left: false }

/** Who may be seen by whom is kept by another room: by its own deed. */
async function showTo(name: CastName, audience: string): Promise<void> {
  const answer = await hub.as(name).api('PUT', '/me/audience', { audience })
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`)
}

describe('who speaks', () => {
  test('conveners speak for their body, marked as a government; participants without a name', async () => {
    const mai = await joined('mai')
    await add(mai, 'Nobody knows who I am.')
    await publish()
    const unit = { slug: UNIT, name: 'Department of the Diaspora', language: 'en' }
    expect(await speakerFor(hub.as(null), 0)).toEqual({ ...SOMEBODY, sort: 'government', body: unit, office: 'convener' })
    expect(await speakerFor(hub.as('mai'))).toEqual(SOMEBODY)
    for (const [locale, convener, participant] of [
      ['en', 'government, by its conveners', 'A participant'],
      ['fr', 'autorité publique, par son équipe organisatrice', 'Une personne participante'],
      ['ar', 'جهة حكومية، باسم منظّمي حواراتها', 'مشاركة بلا اسم'],
    ] as const) {
      const html = await (await hub.as(null, locale).get(at('/statements'))).text()
      expect([locale, html.includes(convener), html.includes(participant)]).toEqual([locale, true, true])
    }
  })

  test('a name is read by those who may see it, and by nobody else', async () => {
    const mai = await joined('mai')
    expect((await speakAs(mai, { sort: 'name', person: personOf('mai') })).status).toBe(200)
    await add(mai, 'By my own name.')
    await publish()
    expect((await speakerFor(mai))?.name).toBe('Mai')
    const seenBy = async () => {
      const names: (string | null | undefined)[] = []
      for (const who of ['idrissa', 'aoife', 'gift', null] as const) names.push((await speakerFor(hub.as(who)))?.name)
      return names
    }
    expect(await seenBy()).toEqual([null, null, null, null])
    await showTo('mai', 'groups')
    expect(await seenBy()).toEqual(['Mai', null, null, null])
    await showTo('mai', 'public')
    expect(await seenBy()).toEqual(['Mai', 'Mai', 'Mai', 'Mai'])
    await showTo('mai', 'nobody')
    expect(await seenBy()).toEqual([null, null, null, null])
  })

  test('no page, no file and no event tells a name to who may not see it', async () => {
    await showTo('mai', 'groups')
    const mai = await joined('mai')
    await speakAs(mai, { sort: 'name', person: personOf('mai') })
    await add(mai, 'What leaks has my name on it.')
    await publish()
    await seatCrowd(hub, made.id, 14, (person) => SEEDS.map(() => (person % 2 === 0 ? 1 : -1)))
    await mai.api('PUT', at(`/statements/0/vote`), { choice: 'agree' })
    await hub.sweep()
    const pages = ['', '/statements', `/statements/${OWN}`, '/result', '/history', '/export/comments.csv', '/export/summary.csv']
    // First somebody who may: whatever is kept must not reach the next reader.
    const idrissa = hub.as('idrissa')
    expect(await (await idrissa.get(at(`/statements/${OWN}`))).text()).toContain('<bdi>Mai</bdi>')
    expect(await (await idrissa.get(at('/result'))).text()).toContain('<bdi>Mai</bdi>')
    for (const who of ['aoife', null] as const) {
      const reader = hub.as(who)
      for (const path of pages) {
        const text = await (await reader.get(at(path))).text()
        expect([who, path, /\bMai\b/.test(text), text.includes(personOf('mai'))]).toEqual([who, path, false, false])
      }
      for (const path of ['', '/statements', '/result', '/history', '/result/certificate']) {
        const text = await (await reader.api('GET', at(path))).text()
        expect([who, path, /\bMai\b/.test(text), text.includes(personOf('mai'))]).toEqual([who, path, false, false])
      }
    }
    const row = await hub.db.selectFrom('voice').selectAll().where('dialogue_id', '=', made.id).executeTakeFirstOrThrow()
    const told = JSON.stringify(await eventsOf(hub, made.id))
    expect(told).not.toContain(String(row.author_number))
    expect(told).not.toContain(personOf('mai'))
    const kept = await hub.db.selectFrom('checkable_result').selectAll().where('dialogue_id', '=', made.id).execute()
    expect(JSON.stringify(kept)).not.toContain(personOf('mai'))
  })

  test('in an office, the body and the office are read by all, and no name', async () => {
    await doAsHub(hub, 'organisations.appoint', { body: LYON, person: personOf('samir'), role: 'convener' })
    const samir = await joined('samir')
    const voice = { sort: 'office', body: hub.cast.bodies.lyon, office: 'convener' }
    expect((await speakAs(samir, voice)).status).toBe(200)
    await add(samir, 'Lyon says so.')
    await publish()
    const body = { slug: LYON, name: 'Pulaar Lyon', language: 'en' }
    expect(await speakerFor(hub.as(null))).toEqual({ ...SOMEBODY, sort: 'body', body, office: 'convener' })
    expect(await hub.db.selectFrom('voice').select('person_id').where('dialogue_id', '=', made.id).execute()).toEqual([{ person_id: null }])
    expect((await samir.api('POST', at('/statements'), { text: 'And once more.', language: 'en' })).status).toBe(200)
    // Who does not hold it any more cannot go on in its name; what was said stays said.
    const ended = await hub.as('idrissa').api('DELETE', `/bodies/${LYON}/offices/${personOf('samir')}/convener`)
    expect(ended.status).toBe(200)
    const refused = await samir.api('POST', at('/statements'), { text: 'And a third time.', language: 'en' })
    expect(await refusalOf(refused)).toEqual([409, 'voice.not-held'])
    expect((await speakerFor(hub.as(null)))?.body).toEqual(body)
  })

  test('nobody speaks by another’s name, in an office that they do not hold, or without taking part', async () => {
    const mai = await joined('mai')
    const guest = await joinAsGuest(hub, made)
    for (const [visitor, voice] of [
      [mai, { sort: 'name', person: personOf('idrissa') }],
      [mai, { sort: 'name', person: '00000000-0000-4000-8000-00000000000f' }],
      [mai, { sort: 'office', body: hub.cast.bodies.lyon, office: 'steward' }],
      [mai, { sort: 'office', body: hub.cast.bodies.unit, office: 'moderator' }],
      [guest, { sort: 'name', person: personOf('mai') }],
    ] as const) {
      expect(await refusalOf(await speakAs(visitor, voice))).toEqual([409, 'voice.not-held'])
    }
    expect(await refusalOf(await speakAs(hub.as('samir'), { sort: 'participant' }))).toEqual([409, 'participation.missing'])
    expect(await hub.db.selectFrom('voice').selectAll().where('dialogue_id', '=', made.id).execute()).toEqual([])
  })

  test('the choice can be changed until a statement is published, and stays from then on, also when that is declined', async () => {
    const mai = await joined('mai')
    const byName = { sort: 'name', person: personOf('mai') }
    await add(mai, 'First thoughts.')
    for (const voice of [byName, { sort: 'participant' }, byName]) expect((await speakAs(mai, voice)).status).toBe(200)
    await publish()
    for (const voice of [byName, { sort: 'participant' }])
      expect(await refusalOf(await speakAs(mai, voice))).toEqual([409, 'voice.settled'])
    await doAsHub(hub, 'dialogue.decline-statement', { dialogue: made.id, statement: OWN, rule: 'on-topic' })
    expect(await refusalOf(await speakAs(mai, { sort: 'participant' }))).toEqual([409, 'voice.settled'])
    expect(await (await mai.get(at('/voice'))).text()).toContain('This stays for this dialogue')
  })

  test('the page offers what is one’s own, and comes back filled in with a sentence', async () => {
    const idrissa = await joined('idrissa')
    const html = await (await idrissa.get(at('/voice'))).text()
    expect(html).toContain(`value="name ${personOf('idrissa')}"`)
    expect(html).toContain('for Pulaar Lyon, as its steward')
    expect(html).toMatch(/value="participant" checked/)
    const answer = await idrissa.post(at('/voice'), { voice: `name ${personOf('mai')}` })
    const redrawn = await answer.text()
    expect([answer.status, redrawn.includes('That name or office is not yours')]).toEqual([409, true])
    expect(redrawn).toContain('<legend>I speak here</legend>')
    const saved = await idrissa.post(at('/voice'), { voice: `office ${hub.cast.bodies.lyon} steward` })
    expect([saved.status, saved.headers.get('location')]).toEqual([303, `/en${at('/my-part')}`])
    expect(await (await idrissa.get(at('/my-part'))).text()).toContain('body, by its steward')
    // Without taking part there is nothing to choose.
    for (const path of ['/voice', '/country']) expect((await hub.as('samir').get(at(path))).status).toBe(303)
  })

  test('votes lie under another number than what bears a name', async () => {
    const mai = await joined('mai')
    await speakAs(mai, { sort: 'name', person: personOf('mai') })
    await mai.api('PUT', at('/statements/0/vote'), { choice: 'agree' })
    const { author_number: author } = await hub.db
      .selectFrom('voice')
      .select('author_number')
      .where('dialogue_id', '=', made.id)
      .executeTakeFirstOrThrow()
    const voters = await hub.db.selectFrom('vote').select('participant').where('dialogue_id', '=', made.id).execute()
    expect(voters.map(({ participant }) => participant)).not.toContain(author)
  })
})

describe('one’s own statement', () => {
  test('is corrected while it waits, by its author alone, and never afterwards', async () => {
    const mai = await joined('mai')
    await add(mai, 'Teh consulate closes early.')
    const samir = await joined('samir')
    const words = { text: 'The consulate closes early.', language: 'en' }
    const correct = (visitor: Visitor) => visitor.api('PUT', at(`/statements/${OWN}`), words)
    expect(await refusalOf(await correct(samir))).toEqual([404, 'statement.missing'])
    expect(await refusalOf(await correct(hub.as(null)))).toEqual([404, 'statement.missing'])
    expect((await mai.get(at(`/statements/${OWN}/correction`))).status).toBe(200)
    const empty = await mai.post(at(`/statements/${OWN}/correction`), { text: '  ', language: 'fr' })
    expect([empty.status, (await empty.text()).includes('<option value="fr" selected')]).toEqual([422, true])
    expect((await mai.post(at(`/statements/${OWN}/correction`), words)).status).toBe(303)
    expect(
      await hub.db.selectFrom('statement').select('text').where('dialogue_id', '=', made.id).where('number', '=', OWN).execute(),
    ).toEqual([{ text: words.text }])
    await publish()
    expect(await refusalOf(await correct(mai))).toEqual([409, 'statement.decided'])
    expect((await mai.get(at(`/statements/${OWN}/correction`))).status).toBe(409)
  })

  test('is withdrawn by its author alone: it leaves page and result, and no moderator brings it back', async () => {
    const mai = await joined('mai')
    await add(mai, 'I said too much.')
    await publish()
    await seatCrowd(hub, made.id, 12, () => [...SEEDS, 'mine'].map(() => 1))
    await hub.sweep()
    type Shown = { statements: { number: number }[]; version: number }
    const shown = async () => (await (await hub.as(null).api('GET', at('/result'))).json()) as Shown
    expect((await shown()).statements.map(({ number }) => number)).toContain(OWN)
    const withdraw = (visitor: Visitor) => visitor.api('POST', at(`/statements/${OWN}/withdrawal`))
    for (const other of [await joined('samir'), hub.as(null), await joined('gift')])
      expect(await refusalOf(await withdraw(other))).toEqual([404, 'statement.missing'])
    expect(await (await mai.get(at('/my-part'))).text()).toContain('Withdraw this statement')
    expect((await mai.post(at(`/statements/${OWN}/withdrawal`))).status).toBe(303)
    expect(await refusalOf(await withdraw(mai))).toEqual([409, 'statement.withdrawn'])
    hub.setNow(new Date(hub.runner.outside.now().getTime() + 60_000))
    await hub.sweep()
    expect((await shown()).statements.map(({ number }) => number)).not.toContain(OWN)
    expect((await hub.as(null).get(at(`/statements/${OWN}`))).status).toBe(404)
    const samir = hub.as('samir')
    expect(await refusalOf(await samir.api('POST', at(`/statements/${OWN}/publication`)))).toEqual([409, 'statement.withdrawn'])
    const rule = { rule: 'on-topic' }
    expect(await refusalOf(await samir.api('POST', at(`/statements/${OWN}/refusal`), rule))).toEqual([409, 'statement.withdrawn'])
    expect(await (await samir.get(at('/moderation?show=declined'))).text()).not.toContain(`/statements/${OWN}/publication`)
    const [event] = (await eventsOf(hub, made.id)).filter(({ kind }) => kind === 'dialogue.statement.withdrawn')
    expect(event).toMatchObject({ person_id: null, visibility: 'public', data: { before: 'published' } })
  })

  test('its trail says what was decided, by which office and never by whom', async () => {
    const mai = await joined('mai')
    await add(mai, 'Up and down.')
    const samir = hub.as('samir')
    await samir.api('POST', at(`/statements/${OWN}/publication`))
    await hub.as('niamh').api('POST', at(`/statements/${OWN}/refusal`), { rule: 'on-topic' })
    await hub.as('aoife').api('POST', at(`/statements/${OWN}/publication`))
    const html = await (await hub.as(null).get(at(`/statements/${OWN}`))).text()
    const order = ['Published by a moderator on', 'Withdrawn by a convener on', 'Shown again by a steward on'].map((one) =>
      html.indexOf(one),
    )
    expect(order.every((place) => place > 0) && order.toSorted((a, b) => a - b).join() === order.join()).toBe(true)
    expect(html).not.toMatch(/Samir|Niamh|Aoife/)
  })
})
