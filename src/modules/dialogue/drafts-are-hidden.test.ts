import { afterAll, beforeAll, expect, test } from 'vitest'
import { operationsOf, makeDraft, makeOpen, PLAN, refusalOf, type Made } from '../../testing/dialogues.ts'
import { UNIT } from '../../testing/cast.ts'
import { openHub, type Hub } from '../../testing/hub.ts'

let hub: Hub
let draft: Made
beforeAll(async () => {
  hub = await openHub()
  draft = await makeDraft(hub, { title: 'Hidden for now' })
  await makeOpen(hub, { title: 'There for all' })
})
afterAll(() => hub.close())

const PAGES = [
  ...[
    '',
    '/result',
    '/method',
    '/statements',
    '/statements/0',
    '/live',
    '/card.png',
    '/take-part',
    '/my-part',
    '/return/x.y',
    '/preview',
    '/edit',
  ],
  ...[
    '/translation',
    '/answer',
    '/moderation',
    '/kit',
    '/kit/entry',
    '/kit/entry/meetings/1',
    '/meetings',
    '/meetings/1',
    '/export/comments.csv',
    '/export/votes.csv',
    '/export/participants-votes.csv',
    '/export/summary.csv',
  ],
]
const POSTS = [
  ...['/edit', '/opening', '/closure', '/discarding', '/translation', '/answer', '/participation', '/statements', '/statements/0/vote'],
  ...['/statements/0/publication', '/statements/0/refusal', '/statements/0/marks'],
  ...['/statements/0/merge', '/statements/0/split', '/kit/entry/meetings', '/kit/entry/meetings/1/sheets', '/kit/links'],
]

test.each([null, 'mai', 'idrissa'] as const)('for %s no page and no form of a draft is there', async (who) => {
  for (const ref of [draft.slug, draft.id]) {
    for (const page of PAGES) expect([page, (await hub.as(who).get(`/dialogues/${ref}${page}`)).status]).toEqual([page, 404])
    for (const post of POSTS) expect([post, (await hub.as(who).post(`/dialogues/${ref}${post}`)).status]).toEqual([post, 404])
  }
})

const KEY = '00000000-0000-4000-8000-00000000000b'

/** What each operation wants beside the dialogue. */
const INPUT: Readonly<Record<string, unknown>> = {
  'dialogue.edit': PLAN,
  'dialogue.translate': { title: 'T', summary: 'S', questions: [] },
  'dialogue.cast-vote': { choice: 'agree' },
  'dialogue.add-statement': { text: 'T', language: 'en' },
  'dialogue.decline-statement': { rule: 'on-topic' },
  'dialogue.mark-statement': { seed: true, meta: false },
  'dialogue.answer': { text: 'T' },
  'dialogue.choose-voice': { voice: { sort: 'participant' } },
  'dialogue.correct-statement': { text: 'T', language: 'en' },
  'dialogue.tell-country': { country: 'FR' },
  'dialogue.remove-participant': { reason: 'automated' },
  'dialogue.begin-meeting': { key: KEY, title: 'T', language: 'en', heldOn: '2026-02-28', people: 3, codes: ['07-AA'], consent: true },
  'dialogue.enter-sheet': { key: KEY, answers: [] },
  'dialogue.make-entry-link': { givenTo: 'T', quota: 1, endsAt: '2026-03-14T12:00:00Z' },
  'dialogue.merge-statement': { into: 1, reason: 'same-words' },
}

test('nor does any operation of the API tell a draft from nothing', async () => {
  const operations = operationsOf().filter(({ route }) => route?.includes('{dialogue}') === true)
  const isOurs = ({ name }: { readonly name: string }): boolean => name.startsWith('dialogue.')
  expect([operations.filter(isOurs).length, operations.length]).toEqual([40, 52])
  for (const { name, route = '' } of operations) {
    const [method = '', path = ''] = route.split(' ')
    const ask = async (dialogue: string) => {
      const filled = path
        .replace('{dialogue}', dialogue)
        .replace('{statement}', '0')
        .replace('{participant}', '77')
        .replace('{meeting}', '1')
        .replace(/\{(key|link)\}/, KEY)
        .replace('{language}', 'fr')
        .replace('{file}', 'comments.csv')
      const answer = await hub.as('mai').api(method, filled, INPUT[name])
      return [name, ...(await refusalOf(answer))]
    }
    // Issuer and box know no dialogue, and say of a draft what they say of any number.
    const missing = isOurs({ name }) ? [name, 404, 'dialogue.missing'] : await ask(KEY)
    expect(await ask(draft.id)).toEqual(missing)
    if (isOurs({ name })) expect(await ask('nothing-of-that-name')).toEqual(missing)
  }
})

test('it is in no list', async () => {
  for (const who of [null, 'mai'] as const) {
    const visitor = hub.as(who)
    const list = (await (await visitor.api('GET', '/dialogues')).json()) as { title: string }[]
    expect(list.map(({ title }) => title)).toEqual(['There for all'])
    for (const page of ['/', '/dialogues', `/bodies/${UNIT}`]) {
      const html = await (await visitor.get(page)).text()
      expect([page, html.includes('There for all'), html.includes('Hidden for now')]).toEqual([page, true, false])
    }
  }
})

test('those who prepare it see it, and no proxy keeps its picture', async () => {
  const niamh = hub.as('niamh')
  for (const page of ['', '/preview', '/edit', '/moderation', '/moderation/patterns', '/statements', '/result', '/method']) {
    expect([page, (await niamh.get(`/dialogues/${draft.slug}${page}`)).status]).toEqual([page, 200])
  }
  const picture = await niamh.get(`/dialogues/${draft.slug}/card.png`)
  expect([picture.status, picture.headers.get('cache-control')]).toEqual([200, 'private, no-store'])
})
