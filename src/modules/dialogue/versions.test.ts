import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { doAsHub, makeClosed, makeDraft, makeOpen, refusalOf } from '../../testing/dialogues.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import type { History } from './queries/history.ts'
import { wordChanges } from '../../web/word-changes.ts'

let hub: Hub
beforeAll(async () => void (hub = await openHub()))
afterAll(() => hub.close())

const DAY_MS = 86_400_000
const later = () => hub.setNow(new Date(hub.runner.outside.now().getTime() + DAY_MS))
const historyOf = async (slug: string) => (await (await hub.as(null).api('GET', `/dialogues/${slug}/history`)).json()) as History

describe('versions of texts', () => {
  test('each answer that was replaced is kept, with its day and its office', async () => {
    const made = await makeClosed(hub)
    const answer = (who: 'niamh' | 'aoife', text: string) => hub.as(who).api('PUT', `/dialogues/${made.slug}/answers/en`, { text })
    await answer('niamh', 'We will open on Saturday.')
    later()
    await answer('aoife', 'We will open on Sunday.')
    later()
    // The same words once more are no new version.
    await answer('niamh', 'We will open on Sunday.')
    const [text] = (await historyOf(made.slug)).filter(({ sort }) => sort === 'answer')
    expect(text?.versions).toEqual([
      { at: '2026-03-01T12:00:00.000Z', office: 'convener', content: { text: 'We will open on Saturday.' } },
      { at: '2026-03-02T12:00:00.000Z', office: 'steward', content: { text: 'We will open on Sunday.' } },
    ])
    const html = await (await hub.as(null).get(`/dialogues/${made.slug}`)).text()
    expect(html).toContain('Edited on')
    expect(html).toContain('/history#answer-en')
    for (const [locale, added, edited] of [
      ['en', 'added:', 'by a steward'],
      ['fr', 'ajouté\u00a0:', 'par une personne responsable'],
      ['ar', 'أُضيف:', 'من القائم على الهيئة'],
    ] as const) {
      const page = await (await hub.as(null, locale).get(`/dialogues/${made.slug}/history`)).text()
      expect(page).toMatch(/<del><span class="aloud">[^<]*<\/span>Saturday\.<\/del>/)
      expect(page).toMatch(/<ins><span class="aloud">[^<]*<\/span>Sunday\.<\/ins>/)
      expect([locale, page.includes(added), page.includes(edited), /Niamh|Aoife/.test(page)]).toEqual([locale, true, true, false])
    }
  })

  test('a translation that is mended shows what it was; a draft has no history', async () => {
    const made = await makeDraft(hub)
    const niamh = hub.as('niamh')
    const french = { title: 'La santé', summary: 'Ici et là.', questions: ['Quoi ?'] }
    const translate = (more: object) => niamh.api('PUT', `/dialogues/${made.slug}/texts/fr`, { ...french, ...more })
    await translate({})
    await translate({ title: 'Santé' })
    await doAsHub(hub, 'dialogue.open', { dialogue: made.id })
    await translate({ title: 'Santé' })
    expect((await historyOf(made.slug)).map(({ versions }) => versions.length)).toEqual([1, 1])
    await translate({ title: 'Santé', questions: ['Quoi donc ?'] })
    const [text] = (await historyOf(made.slug)).filter(({ language }) => language === 'fr')
    expect(text?.versions.map(({ at, office, content }) => [at === null, office, content['questions']])).toEqual([
      [true, null, ['Quoi ?']],
      [false, 'convener', ['Quoi donc ?']],
    ])
    expect(await (await hub.as(null, 'fr').get(`/dialogues/${made.slug}`)).text()).toContain('/history#words-fr')
    expect(await (await hub.as(null).get(`/dialogues/${made.slug}`)).text()).not.toContain('/history#')
  })

  test('the history of a draft is there for those who prepare it alone', async () => {
    const draft = await makeDraft(hub)
    const open = await makeOpen(hub)
    for (const [who, ofDraft] of [
      ['niamh', 200],
      ['samir', 200],
      ['mai', 404],
      [null, 404],
    ] as const) {
      expect([who, (await hub.as(who).get(`/dialogues/${draft.slug}/history`)).status]).toEqual([who, ofDraft])
      expect([who, (await hub.as(who).get(`/dialogues/${open.slug}/history`)).status]).toEqual([who, 200])
    }
    expect(await refusalOf(await hub.as('mai').api('GET', `/dialogues/${draft.slug}/history`))).toEqual([404, 'dialogue.missing'])
  })
})

describe('changes in words', () => {
  const texts = fc.array(fc.constantFrom('care', 'abroad', 'دواء', ' ', '\n', '  ', 'é.'), { maxLength: 40 }).map((words) => words.join(''))

  test('from the pieces both versions can be put together again', () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const pieces = wordChanges(before, after)
        const without = (sort: string) =>
          pieces
            .filter((piece) => piece.sort !== sort)
            .map(({ text }) => text)
            .join('')
        expect([without('added'), without('removed')]).toEqual([before, after])
      }),
    )
  })

  test('a word that is changed is told from those beside it, and long texts are quick', () => {
    expect(wordChanges('one two three', 'one 2 three')).toEqual([
      { sort: 'same', text: 'one ' },
      { sort: 'removed', text: 'two' },
      { sort: 'added', text: '2' },
      { sort: 'same', text: ' three' },
    ])
    const long = Array.from({ length: 9000 }, (_, at) => `w${at}`).join(' ')
    expect(wordChanges(long, long.replace('w4500 ', 'changed '))).toHaveLength(4)
    const other = long.replaceAll('w', 'v')
    expect(wordChanges(long, other).map(({ sort }) => sort)).toEqual(['removed', 'added'])
  })
})
