import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nobody } from '../../core/actor.ts'
import { publicationsFrom, subjectKey, type Publication, type Published, type PublishedAsked, type Subject } from '../../core/published.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { readFeed } from './queries/feed.ts'
import { FIRST_ORDERING } from './queries/state.ts'
import { entryKey, PAGE, USUAL_WEIGHT, type Cursor, type Mute, type Order } from './rules.ts'

const NOW = new Date('2026-03-01T12:00:00Z')
const ago = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000)

/** A sort of which there are these things, as a room would hand it over; it counts how often it was asked. */
function staged(sort: string, things: readonly Published[]): Publication & { asked: number } {
  const shown = (wanted: readonly Subject[] | null) => {
    const keys = wanted === null ? null : new Set(wanted.map(subjectKey))
    return things.filter(({ subjects }) => keys === null || subjects.some((one) => keys.has(subjectKey(one))))
  }
  const all: Publication & { asked: number } = {
    ...{ sort, label: 'feed.of', asked: 0, changedBy: {} },
    async of(_db, { subjects, before, most }: PublishedAsked) {
      all.asked += 1
      return shown(subjects)
        .filter(({ at }) => before === null || at < before)
        .toSorted((a, b) => b.at.getTime() - a.at.getTime())
        .slice(0, most)
    },
    byIds: async (_db, ids) => things.filter(({ id }) => ids.includes(id)),
    openAfter: async () => [],
  }
  return all
}

const thing = (sort: string, id: string, at: Date, subject: Subject = HEALTH): Published => ({
  ...{ sort, id, path: `/${sort}/${id}`, title: `${sort} ${id}`, text: '', language: 'en', at },
  ...{ starts: null, until: null, checkedOn: null, by: null, subjects: [subject], open: true },
})
const HEALTH: Subject = { sort: 'topic', id: 'health' }

describe('the reading of a feed', () => {
  let hub: Hub
  beforeAll(async () => {
    hub = await openHub()
  })
  afterAll(() => hub.close())

  const read = (
    publications: readonly Publication[],
    more: { subjects?: readonly Subject[]; cursor?: Cursor | null; mutes?: readonly Mute[]; order?: Order } = {},
  ) =>
    readFeed(hub.db, {
      ...{ publications: publicationsFrom(publications), reading: { actor: nobody('en'), now: NOW, outside: hub.runner.outside } },
      ...{
        subjects: more.subjects ?? [HEALTH],
        ordering: { ...FIRST_ORDERING, order: more.order ?? 'time' },
        weightOf: () => USUAL_WEIGHT,
      },
      ...{ mutes: more.mutes ?? [], cursor: more.cursor ?? null },
    })

  async function walk(
    publications: readonly Publication[],
    order: Order,
    between: () => void = () => undefined,
  ): Promise<readonly string[]> {
    const seen: string[] = []
    let cursor: Cursor | null = null
    do {
      const page: Awaited<ReturnType<typeof read>> = await read(publications, { cursor, order })
      expect(page.entries.length).toBeLessThanOrEqual(PAGE)
      seen.push(...page.entries.map(entryKey))
      cursor = page.next
      between()
    } while (cursor !== null)
    return seen
  }

  test('page after page, of several sorts and many things of one moment, without gaps or doubles', async () => {
    const posts = Array.from({ length: 75 }, (_, n) => thing('post', `p${n}`, ago(Math.floor(n / 30))))
    const events = Array.from({ length: 33 }, (_, n) => thing('event', `e${n}`, ago(n * 7)))
    // Forty of one thousandth of a second, more than a page holds.
    const once = Array.from({ length: 40 }, (_, n) => thing('note', `n${n}`, ago(1)))
    const sorts = [staged('post', posts), staged('event', events), staged('note', once)]
    const seen = await walk(sorts, 'time')
    const all = [...posts, ...events, ...once]
      .toSorted((a, b) => b.at.getTime() - a.at.getTime() || (`${a.sort}:${a.id}` < `${b.sort}:${b.id}` ? -1 : 1))
      .map(({ sort, id }) => `${sort}:${id}`)
    expect(seen).toEqual(all)
  })

  test('what is published meanwhile moves nothing of the pages after it, in any order', async () => {
    for (const order of ['time', 'ending', 'turns', 'points'] as const) {
      const things = Array.from({ length: 50 }, (_, n) => thing('post', `p${n}`, ago(n + 10)))
      let later = 0
      const seen = await walk([staged('post', things)], order, () => {
        things.push(thing('post', `later${later}`, new Date(NOW.getTime() + ++later * 60_000)))
      })
      expect([order, seen.length, new Set(seen).size]).toEqual([order, 50, 50])
    }
  })

  test('each sort is asked once for a page, however much is followed', async () => {
    const [posts, events] = [
      staged(
        'post',
        Array.from({ length: 400 }, (_, n) => thing('post', `p${n}`, ago(n))),
      ),
      staged('event', []),
    ]
    const many = Array.from({ length: 2000 }, (_, n): Subject => ({
      sort: 'body',
      id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    }))
    for (const order of ['time', 'ending', 'turns', 'points'] as const) {
      ;[posts.asked, events.asked] = [0, 0]
      const { entries, next } = await read([posts, events], { subjects: [HEALTH, ...many], order })
      expect([order, posts.asked, events.asked, entries.length, next === null]).toEqual([order, 1, 1, PAGE, false])
    }
  })

  test('a topic brings what stands below it, a country its towns, and each thing says by what it is there', async () => {
    const cork = await hub.db.selectFrom('place').select('id').where('country', '=', 'IE').where('slug', '=', 'cork').executeTakeFirst()
    const town: Subject = { sort: 'place', id: cork?.id ?? '' }
    const things = [
      thing('post', 'care', ago(1), { sort: 'topic', id: 'caring' }),
      thing('post', 'food', ago(2), { sort: 'topic', id: 'food' }),
      thing('post', 'cork', ago(3), town),
      { ...thing('post', 'both', ago(4), town), subjects: [town, HEALTH] },
    ]
    const { entries } = await read([staged('post', things)], { subjects: [HEALTH, { sort: 'place', id: 'IE' }] })
    expect(entries.map((one) => [one.thing.id, ...one.by])).toEqual([
      ['care', 'topic:health'],
      ['cork', 'place:IE'],
      ['both', 'place:IE', 'topic:health'],
    ])
    // Whoever follows the town does not get the whole country.
    const ireland = [thing('post', 'ireland', ago(1), { sort: 'place', id: 'IE' })]
    expect((await read([staged('post', ireland)], { subjects: [town] })).entries).toEqual([])
  })

  test('muted things are there and marked, so that they can be counted and shown', async () => {
    const things = [thing('post', 'care', ago(1), { sort: 'topic', id: 'caring' }), thing('post', 'plain', ago(2))]
    const marked = async (mutes: readonly Mute[]) => (await read([staged('post', things)], { mutes })).entries.map(({ muted }) => muted)
    expect(await marked([{ sort: 'subject', what: 'topic:health', until: null }])).toEqual([true, true])
    expect(await marked([{ sort: 'subject', what: 'topic:caring', until: null }])).toEqual([true, false])
    expect(await marked([{ sort: 'word', what: 'PLAIN', until: '2026-03-02' }])).toEqual([false, true])
    expect(await marked([{ sort: 'word', what: 'plain', until: '2026-03-01' }])).toEqual([false, false])
  })

  test('who follows nothing asks nobody', async () => {
    const posts = staged('post', [thing('post', 'a', ago(1))])
    expect([(await read([posts], { subjects: [] })).entries, posts.asked]).toEqual([[], 0])
  })
})
