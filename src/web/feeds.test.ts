import { describe, expect, test } from 'vitest'
import type { Published } from '../core/published.ts'
import { below, readXml, textOf } from '../testing/read-xml.ts'
import { feedFile, writeFeed, type FeedAsked } from './feeds.ts'
import { openBooks } from './say.ts'

const books = openBooks([new URL('./messages/', import.meta.url)])
const pageIn = (locale: string) => ({ say: books.say(locale), publicUrl: 'https://hub.test:8443', hubName: 'R&D <hub>' })

const thing = (more: Partial<Published> = {}): Published => ({
  ...{
    sort: 'post',
    id: 'a1',
    path: '/posts/a1',
    title: 'Cats & <b>dogs</b> ]]> "both"',
    text: 'One & <script>alert(1)</script>\u0001',
    language: 'en',
  },
  ...{
    at: new Date('2026-02-27T10:00:00Z'),
    starts: null,
    until: null,
    checkedOn: null,
    by: 'Mai <mai@example.org>',
    subjects: [],
    open: true,
  },
  ...more,
})
const ARABIC = thing({ id: 'a2', title: 'دعوة إلى الاجتماع', text: 'نلتقي غدًا', language: 'ar', by: null, checkedOn: '2026-03-01' })
const asked = (items: readonly Published[] = [ARABIC, thing()]): FeedAsked => ({
  ...{ title: 'Santé & soins', description: 'Le plus récent <d’abord>', path: '/topics/health', file: '/feeds/topic/health', items },
})
const HTML = '<p lang="en" dir="ltr">One &amp; &lt;script&gt;alert(1)&lt;/script&gt; </p><p><bdi>Mai &lt;mai@example.org&gt;</bdi></p>'
const TITLE = 'Cats &amp; &lt;b&gt;dogs&lt;/b&gt; ]]&gt; &quot;both&quot;'

describe.each(['en', 'fr', 'ar'])('feeds of a page in %s', (locale) => {
  const page = pageIn(locale)

  test('Atom', () => {
    const feed = readXml(writeFeed('atom', asked(), page))
    expect([feed.name, feed.attributes.get('xmlns')]).toEqual(['feed', 'http://www.w3.org/2005/Atom'])
    expect([textOf(feed, 'id'), textOf(feed, 'title'), textOf(feed, 'subtitle'), textOf(feed, 'updated')]).toEqual([
      ...[`tag:hub.test,2026:${locale}/feeds/topic/health`, 'Santé & soins · R&D <hub>', 'Le plus récent <d’abord>'],
      '2026-03-01T00:00:00.000Z',
    ])
    expect(below(feed, 'link').map(({ attributes }) => [attributes.get('rel'), attributes.get('href')])).toEqual([
      ['alternate', `https://hub.test:8443/${locale}/topics/health`],
      ['self', `https://hub.test:8443/${locale}/feeds/topic/health.atom`],
    ])
    expect(below(feed, 'author').map((author) => author.children.map(({ name, text }) => [name, text]))).toEqual([[['name', 'R&D <hub>']]])
    const [first, second] = below(feed, 'entry')
    expect(first?.children.map(({ name, text }) => [name, text])).toEqual([
      ['title', 'دعوة إلى الاجتماع'],
      ['id', 'tag:hub.test,2026:post/a2'],
      ['link', ''],
      ['updated', '2026-03-01T00:00:00.000Z'],
      ['content', '<p lang="ar" dir="rtl">نلتقي غدًا</p>'],
      ['published', '2026-02-27T10:00:00.000Z'],
    ])
    expect(second === undefined ? [] : [textOf(second, 'title'), textOf(second, 'content'), textOf(second, 'updated')]).toEqual([
      TITLE,
      HTML,
      '2026-02-27T10:00:00.000Z',
    ])
  })

  test('RSS', () => {
    const rss = readXml(writeFeed('rss', asked(), page))
    const [channel] = below(rss, 'channel')
    expect([rss.name, rss.attributes.get('version'), channel === undefined ? null : textOf(channel, 'language')]).toEqual([
      'rss',
      '2.0',
      locale,
    ])
    const [, second] = channel === undefined ? [] : below(channel, 'item')
    expect(second?.children.map(({ name, text }) => [name, text])).toEqual([
      ['title', TITLE],
      ['link', `https://hub.test:8443/${locale}/posts/a1`],
      ['guid', 'tag:hub.test,2026:post/a1'],
      ['pubDate', 'Fri, 27 Feb 2026 10:00:00 GMT'],
      ['content:encoded', HTML],
    ])
    expect(second?.children.find(({ name }) => name === 'guid')?.attributes.get('isPermaLink')).toBe('false')
  })

  test('JSON Feed', () => {
    const feed: Record<string, unknown> = JSON.parse(writeFeed('json', asked(), page))
    expect(feed).toMatchObject({
      ...{
        version: 'https://jsonfeed.org/version/1.1',
        language: locale,
        authors: [{ name: 'R&D <hub>' }],
        title: 'Santé & soins · R&D <hub>',
      },
      feed_url: `https://hub.test:8443/${locale}/feeds/topic/health.json`,
    })
    expect(feed['items']).toEqual([
      {
        ...{ id: 'tag:hub.test,2026:post/a2', url: `https://hub.test:8443/${locale}/posts/a1`, title: 'دعوة إلى الاجتماع', language: 'ar' },
        content_html: '<p lang="ar" dir="rtl">نلتقي غدًا</p>',
        ...{ date_published: '2026-02-27T10:00:00.000Z', date_modified: '2026-03-01T00:00:00.000Z' },
      },
      {
        ...{
          id: 'tag:hub.test,2026:post/a1',
          url: `https://hub.test:8443/${locale}/posts/a1`,
          title: 'Cats & <b>dogs</b> ]]> "both"',
          language: 'en',
        },
        ...{ content_html: HTML, date_published: '2026-02-27T10:00:00.000Z', date_modified: '2026-02-27T10:00:00.000Z' },
      },
    ])
  })
})

test('a calendar holds what takes place, and the day on which something ends', () => {
  const [starts, until] = [new Date('2026-03-05T18:00:00Z'), new Date('2026-03-05T20:00:00Z')]
  const items = [thing({ id: 'held', starts, until, title: 'A\nmeeting' }), thing({ id: 'ends', until }), thing({ id: 'neither' })]
  const lines = writeFeed('ics', asked(items), pageIn('en'))
    .replaceAll(/\r\n[ \t]/g, '')
    .split('\r\n')
  const of = (name: string): readonly string[] =>
    lines.filter((line) => line.startsWith(name)).map((line) => line.slice(line.indexOf(':') + 1))
  expect(of('UID')).toEqual(['post-held@hub.test:8443', 'post-ends@hub.test:8443'])
  expect(of('SUMMARY')[0]).toBe('A meeting')
  expect([of('DTSTART'), of('DTEND')]).toEqual([
    ['20260305T180000Z', '20260305'],
    ['20260305T200000Z', '20260306'],
  ])
  expect(lines.some((line) => line.includes('mailto') || line.startsWith('ORGANIZER'))).toBe(false)
})

test('fifty at most, only of what is open, and the same bytes whenever it is asked', () => {
  const many = Array.from({ length: 60 }, (_, n) => thing({ id: `n${n}`, open: n > 0 }))
  const feed: { items: { id: string }[] } = JSON.parse(writeFeed('json', asked(many), pageIn('en')))
  expect([feed.items.length, feed.items[0]?.id]).toEqual([50, 'tag:hub.test,2026:post/n1'])
  for (const form of ['rss', 'atom', 'json', 'ics'] as const) {
    expect(writeFeed(form, asked(many), pageIn('en'))).toBe(writeFeed(form, asked(many), pageIn('en')))
    expect(writeFeed(form, asked([]), pageIn('en'))).toBe(writeFeed(form, asked([]), pageIn('en')))
  }
})

test('names of files', () => {
  expect(['health.rss', 'a.b.json', 'IE.ics', 'all.atom'].map(feedFile)).toEqual([
    { of: 'health', form: 'rss' },
    { of: 'a.b', form: 'json' },
    { of: 'IE', form: 'ics' },
    { of: 'all', form: 'atom' },
  ])
  expect(['health', '.rss', 'health.exe', ''].map(feedFile)).toEqual([null, null, null, null])
})
