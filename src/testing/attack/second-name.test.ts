import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LYON, UNIT, type CastName } from '../cast.ts'
import { doAsHub, joinAsGuest, makeOpen, refusalOf, SEEDS, type Made } from '../dialogues.ts'
import { openHub, type Hub, type Visitor } from '../hub.ts'

// One person under two names, or in two browsers: what one of them may not do, or must not know, the other may not and must not either.

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

const personOf = (name: CastName): string => hub.cast.members.get(name)?.person ?? ''

const browsers = new Map<CastName, Visitor>()
/** One browser for each: whoever goes on under another name holds another token. */
function reader(name: CastName): Visitor {
  const known = browsers.get(name) ?? hub.as(name)
  browsers.set(name, known)
  return known
}

/** Another name of the same account, which the browser then acts as. */
async function secondName(visitor: Visitor, name: string): Promise<string> {
  const { person } = (await (await visitor.api('POST', '/me/identities', { name })).json()) as { person: string }
  await actAs(visitor, person)
  return person
}

async function actAs(visitor: Visitor, person: string): Promise<void> {
  const answer = await visitor.post(`/me/identities/${person}/acting`)
  if (answer.status !== 303) throw new Error(`${answer.status}`)
}

const appoint = (slug: string, person: string, role: string) => doAsHub(hub, 'organisations.appoint', { body: slug, person, role })

async function makeBody(slug: string, steward: string): Promise<void> {
  const texts = [{ language: 'en', name: slug, summary: 'Invented.' }]
  await doAsHub(hub, 'organisations.create-body', { slug, kind: 'home-town', texts })
  await appoint(slug, steward, 'steward')
}

async function reportAt(about: string): Promise<string> {
  const answer = await hub.as(null).api('POST', '/reports', { about, rule: 'no-attack', text: 'It insults people.', language: 'en' })
  return ((await answer.json()) as { case: string }).case
}

describe('deciding about what one wrote', () => {
  const decide = async (made: Made, visitor: Visitor): Promise<Response> => {
    const id = await reportAt(`/dialogues/${made.slug}/statements/${SEEDS.length}`)
    return visitor.api('POST', `/moderation/cases/${made.id}/${id}/decision`, { outcome: 'kept', facts: 'It is fine.' })
  }

  test('a cookie of a guest does not make a moderator somebody else', async () => {
    const made = await makeOpen(hub)
    const samir = reader('samir')
    await samir.post(`/dialogues/${made.slug}/participation`)
    await samir.post(`/dialogues/${made.slug}/statements`, { text: 'You are all liars.', language: 'en' })
    await doAsHub(hub, 'dialogue.publish-statement', { dialogue: made.id, statement: SEEDS.length })
    const guest = await joinAsGuest(hub, made)
    for (const [name, value] of guest.cookies) if (name.startsWith('guest-')) samir.cookies.set(name, value)
    expect(await refusalOf(await decide(made, samir))).toEqual([403, 'case.own'])
  })

  test('nor does another name, nor an access token', async () => {
    const made = await makeOpen(hub)
    const samir = reader('samir')
    await samir.post(`/dialogues/${made.slug}/participation`)
    await samir.post(`/dialogues/${made.slug}/statements`, { text: 'You are all liars.', language: 'en' })
    await doAsHub(hub, 'dialogue.publish-statement', { dialogue: made.id, statement: SEEDS.length })
    const other = await secondName(samir, 'Somebody else')
    await appoint(UNIT, other, 'moderator')
    expect(await refusalOf(await decide(made, samir))).toEqual([403, 'case.own'])
    await actAs(samir, personOf('samir'))
  })
})

describe('vouching', () => {
  test('nobody vouches for a body that they steward under another name', async () => {
    const mai = reader('mai')
    await makeBody('verified-by-mai', personOf('mai'))
    await hub.as('gift').api('PUT', '/bodies/verified-by-mai/attestation', { reason: 'We met them.' })
    const other = await secondName(mai, 'Mai elsewhere')
    await makeBody('led-in-secret', other)
    await actAs(mai, personOf('mai'))
    expect(await refusalOf(await mai.api('PUT', '/bodies/led-in-secret/vouchings/verified-by-mai'))).toEqual([409, 'vouching.own'])
  })

  test('two names of one account are not the two people that a vouching needs', async () => {
    const niamh = reader('niamh')
    const other = await secondName(niamh, 'Niamh elsewhere')
    await makeBody('first-voice', personOf('niamh'))
    await makeBody('second-voice', other)
    for (const slug of ['first-voice', 'second-voice'])
      await hub.as('gift').api('PUT', `/bodies/${slug}/attestation`, { reason: 'We met them.' })
    expect((await niamh.api('PUT', `/bodies/${LYON}/vouchings/second-voice`)).status).toBe(200)
    await actAs(niamh, personOf('niamh'))
    await niamh.api('PUT', `/bodies/${LYON}/vouchings/first-voice`)
    const { level } = (await (await hub.as(null).api('GET', `/bodies/${LYON}/verification`)).json()) as { level: string | null }
    expect(level).toBe(null)
  })
})

describe('who had an office and has it no more', () => {
  test('does not come back by an invitation that they made before', async () => {
    await makeBody('two-stewards', personOf('aoife'))
    await appoint('two-stewards', personOf('mai'), 'steward')
    const mai = reader('mai')
    const { path } = (await (await mai.api('POST', '/bodies/two-stewards/invitations', { role: 'steward' })).json()) as { path: string }
    await reader('aoife').api('DELETE', `/bodies/two-stewards/offices/${personOf('mai')}/steward`)
    await secondName(mai, 'Mai again')
    const token = path.split('/').at(-1)
    const answer = await mai.api('POST', `/bodies/two-stewards/invitations/${token}/acceptance`)
    expect(answer.status).toBeGreaterThanOrEqual(400)
    await actAs(mai, personOf('mai'))
  })
})

test('whoever asks to leave does not come back with the right to run the hub', async () => {
  const [gift, samir] = [reader('gift'), reader('samir')]
  const held = (one: Visitor) => ({ held: one.cookies.get('session') })
  const { path } = (await (await gift.api('POST', '/operator-invitations', held(gift))).json()) as { path: string }
  await samir.post(path)
  expect(await (await samir.api('GET', '/me')).json()).toMatchObject({ operator: true })
  // While they are leaving nobody sees that they run the hub, so nobody could take the right away.
  await samir.post('/me/departure', { sure: 'on' })
  await gift.api('DELETE', `/operators/${personOf('samir')}`, held(gift))
  await samir.post('/me/departure/withdrawal')
  expect(await (await samir.api('GET', '/me')).json()).toMatchObject({ operator: false })
})

describe('programs with tokens of two names', () => {
  const tokenOf = async (visitor: Visitor, person: string, scopes: readonly string[]): Promise<string> => {
    const html = await (await visitor.post('/me/tokens', { name: 'A program', scopes, days: '30', person })).text()
    const token = /psl_[\w-]+/.exec(html)?.[0]
    if (token === undefined) throw new Error(html)
    return token
  }
  const call = (token: string, method: string, path: string, body?: unknown) =>
    hub.app.request(`http://hub.test/api${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })

  test('do not see by a limit that the two are one', async () => {
    const idrissa = reader('idrissa')
    const other = await secondName(idrissa, 'Idrissa elsewhere')
    await actAs(idrissa, personOf('idrissa'))
    const one = await tokenOf(idrissa, personOf('idrissa'), ['read'])
    const two = await tokenOf(idrissa, other, ['read'])
    // The dearest that there is: a whole export.
    const spend = () => call(one, 'GET', '/dialogues/none/export/comments.csv')
    let answer = await spend()
    for (let tries = 0; tries < 60 && answer.status !== 429; tries += 1) answer = await spend()
    expect(answer.status).toBe(429)
    expect((await call(two, 'GET', '/bodies')).status).toBe(200)
  })

  test('do not speak by the other name', async () => {
    const made = await makeOpen(hub)
    const aoife = reader('aoife')
    const other = await secondName(aoife, 'Aoife elsewhere')
    await aoife.api('PUT', '/me/audience', { audience: 'public' })
    await actAs(aoife, personOf('aoife'))
    await aoife.post(`/dialogues/${made.slug}/participation`)
    const voice = { sort: 'name', person: other }
    expect((await aoife.api('PUT', `/dialogues/${made.slug}/participation/voice`, { voice })).status).toBe(200)
    const token = await tokenOf(aoife, personOf('aoife'), ['read', 'write:dialogue'])
    const added = await call(token, 'POST', `/dialogues/${made.slug}/statements`, { text: 'Said by a program.', language: 'en' })
    expect(await refusalOf(added)).toEqual([409, 'voice.not-held'])
  })

  test('an answer to a program is kept by no browser', async () => {
    const mai = reader('mai')
    const token = await tokenOf(mai, personOf('mai'), ['read'])
    expect((await call(token, 'GET', '/dialogues')).headers.get('cache-control')).toBe('no-store')
  })
})

test('what a name said unseen does not change when it vanishes: two statements that changed together would be known for one person’s', async () => {
  const idrissa = reader('idrissa')
  const other = await secondName(idrissa, 'Not seen by anybody')
  const shown: string[] = []
  const paths: string[] = []
  for (const text of ['Here.', 'And there.']) {
    const made = await makeOpen(hub)
    await idrissa.post(`/dialogues/${made.slug}/participation`)
    await idrissa.api('PUT', `/dialogues/${made.slug}/participation/voice`, { voice: { sort: 'name', person: other } })
    await idrissa.post(`/dialogues/${made.slug}/statements`, { text, language: 'en' })
    await doAsHub(hub, 'dialogue.publish-statement', { dialogue: made.id, statement: SEEDS.length })
    paths.push(`/dialogues/${made.slug}/statements`)
  }
  const look = async () => {
    for (const path of paths) shown.push(await (await hub.as(null).api('GET', path)).text())
  }
  await look()
  await actAs(idrissa, personOf('idrissa'))
  expect((await idrissa.post(`/me/identities/${other}/removal`, { sure: 'on' })).status).toBe(303)
  await hub.settle()
  await look()
  expect(shown.slice(2)).toEqual(shown.slice(0, 2))
})

describe('moderators', () => {
  test('do not learn from what was declined that two names are one author', async () => {
    const made = await makeOpen(hub)
    const mai = reader('mai')
    await mai.api('PUT', '/me/audience', { audience: 'public' })
    await mai.post(`/dialogues/${made.slug}/participation`)
    const speakAs = (person: string) => mai.api('PUT', `/dialogues/${made.slug}/participation/voice`, { voice: { sort: 'name', person } })
    const queue = async () => {
      const rows = (await (await reader('samir').api('GET', `/dialogues/${made.slug}/moderation`)).json()) as {
        number: number
        speaker: { name: string | null }
      }[]
      return rows.find(({ number }) => number === SEEDS.length)?.speaker.name ?? null
    }
    await speakAs(personOf('mai'))
    await mai.post(`/dialogues/${made.slug}/statements`, { text: 'The first try.', language: 'en' })
    const seen = [await queue()]
    await reader('samir').api('POST', `/dialogues/${made.slug}/statements/${SEEDS.length}/refusal`, { rule: 'on-topic' })
    const other = await secondName(mai, 'Mai by night')
    await mai.api('PUT', '/me/audience', { audience: 'public' })
    await speakAs(other)
    seen.push(await queue())
    await actAs(mai, personOf('mai'))
    expect(new Set(seen.filter((name) => name !== null)).size).toBeLessThan(2)
  })
})

test('an id inside of other letters ends no hiding, and is no fault of the hub', async () => {
  const niamh = reader('niamh')
  await niamh.api('POST', '/me/hidings', { from: 'governments' })
  const [one] = (await (await niamh.api('GET', '/me/hidings')).json()) as { hiding: string }[]
  expect((await niamh.api('DELETE', `/me/hidings/x${one?.hiding}`)).status).toBe(404)
  expect((await niamh.api('DELETE', `/me/hidings/${one?.hiding}`)).status).toBe(200)
})
