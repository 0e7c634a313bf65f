import { expect } from 'vitest'
import { nobody } from '../core/actor.ts'
import { SUBJECT_SORTS, subjectKey, type Publication, type Published } from '../core/published.ts'
import type { Hub } from './hub.ts'

const DAY_MS = 86_400_000

/** What everybody may read of one sort holds to what core/published.ts says; whatever there is of it, in the order in which it is told. */
export async function holdsToItsWord(hub: Hub, publication: Publication): Promise<readonly Published[]> {
  const { db, outside } = hub.runner
  const reading = { actor: nobody('en'), now: outside.now(), outside }
  const asked = { ...reading, subjects: null, before: null, most: 100 }
  const all = await publication.of(db, asked)
  const named = all.map(({ sort, id }) => `${sort} ${id}`)
  expect(new Set(named).size).toBe(named.length)
  for (const one of all) {
    expect([one.sort, one.open, one.path.startsWith('/'), one.title !== '']).toEqual([publication.sort, true, true, true])
    expect(one.at.getTime()).toBeLessThanOrEqual(outside.now().getTime() + DAY_MS)
    for (const subject of one.subjects) {
      const there = await publication.of(db, { ...asked, subjects: [subject] })
      expect(
        there.map(({ id }) => id),
        `${publication.sort} of ${subjectKey(subject)}`,
      ).toContain(one.id)
      // What belongs to a town belongs to its country, and what belongs to a narrower topic to the wider one.
      if (subject.sort === 'place' || subject.sort === 'topic') continue
      expect(
        there.filter(({ subjects }) => !subjects.some((other) => subjectKey(other) === subjectKey(subject))),
        `${publication.sort} of ${subjectKey(subject)}`,
      ).toEqual([])
    }
  }
  const times = all.map(({ at }) => at.getTime())
  expect(times).toEqual(times.toSorted((a, b) => b - a))
  const ids = all.map(({ id }) => id)
  expect(byId(await publication.byIds(db, ids, reading))).toEqual(byId(all))
  const [newest, ...older] = all
  if (newest !== undefined)
    expect((await publication.of(db, { ...asked, before: newest.at })).map(({ id }) => id)).toEqual(
      older.filter(({ at }) => at < newest.at).map(({ id }) => id),
    )
  const walked: string[] = []
  for (let part = await publication.openAfter(db, null, 3); part.length > 0; part = await publication.openAfter(db, part.at(-1) ?? null, 3))
    walked.push(...part)
  expect(walked).toEqual([...new Set(walked)].toSorted())
  expect((await publication.byIds(db, walked, reading)).map(({ id }) => id).toSorted()).toEqual(walked)
  expect(await publication.byIds(db, ['', 'no such thing', '00000000-0000-4000-8000-000000000001'], reading)).toEqual([])
  for (const sort of SUBJECT_SORTS) expect(await publication.of(db, { ...asked, subjects: [{ sort, id: 'no such thing' }] })).toEqual([])
  return all
}

/** The page leads whoever reads it to what they can take along, with its picture and a sentence for messengers; null: it does not. */
export async function sharedAt(hub: Hub, path: string): Promise<string | null> {
  const page = await (await hub.as(null).get(path)).text()
  const share = /href="\/en(\/share\/[^"/]+\/[^"/]+)"/.exec(page)?.[1] ?? null
  if (share === null) return null
  expect([path, page.includes(`${share}/card.png`), /<meta property="og:description" content="[^"]+"/.test(page)]).toEqual([
    path,
    true,
    true,
  ])
  expect([share, (await hub.as(null).get(share)).status]).toEqual([share, 200])
  return share
}

/** Without the words to find it by, which a room may leave out where nobody searches. */
const byId = (all: readonly Published[]) => all.map(({ words: _words, ...told }) => told).toSorted((a, b) => a.id.localeCompare(b.id))
