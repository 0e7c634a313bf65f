import { isUuid } from '#base'
import { idsOf, type Publication, type Published, type PublishedAsked, type Reading, type Subject } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { places } from '../../places/index.ts'
import { topics } from '../../topics/index.ts'
import { isOpen, maySee } from '../policy.ts'
import { placesIn } from './calendar.ts'
import { hostsSeen, ownHosts } from './host.ts'
import { forEverybody } from './reported.ts'
import { datesOfAll, shownDate, textFor, textsOf, type EventRow } from './rows.ts'
import { pathOf } from '../rules.ts'

/** What is published: events, each once, with the date that comes next. */
export const events: Publication = {
  sort: 'event',
  label: 'events.one',
  of: newestOf,
  byIds: async (db, asked, reading) => {
    const ids = asked.filter(isUuid)
    if (ids.length === 0) return []
    const rows = await db.selectFrom('hosted_event').selectAll().where('id', 'in', ids).where('state', '!=', 'draft').execute()
    return publishedFrom(db, rows, reading)
  },
  openAfter,
  changedBy: Object.fromEntries(
    [
      ...['events.event.published', 'events.event.edited', 'events.event.translated', 'events.event.called-off', 'events.event.hidden'],
      ...['events.event.shown', 'events.date.changed', 'events.date.called-off', 'events.date.added'],
    ].map((kind) => [kind, ({ subject }) => subject]),
  ),
}

async function newestOf(db: Reader, { subjects, before, most, ...reading }: PublishedAsked): Promise<readonly Published[]> {
  if (most <= 0) return []
  const own = (await ownHosts(db, reading)).map(({ id }) => id)
  let select = db.selectFrom('hosted_event').selectAll().where('state', '!=', 'draft').where('hidden_for', 'is', null)
  select = select.where((where) =>
    own.length === 0
      ? where('visibility', '=', 'everybody')
      : where.or([where('visibility', '=', 'everybody'), where('host_id', 'in', own)]),
  )
  if (before !== null) select = select.where('published_at', '<', before)
  if (subjects !== null) {
    const { hosts, within, keys } = await soughtBy(db, subjects)
    if (hosts.length + within.length + keys.length === 0) return []
    select = select.where((where) =>
      where.or([
        ...(hosts.length === 0 ? [] : [where('host_id', 'in', hosts)]),
        ...(within.length === 0 ? [] : [where('place_id', 'in', within)]),
        ...(keys.length === 0 ? [] : [where('topics', '&&', where.val(keys))]),
      ]),
    )
  }
  const rows = await select
    .orderBy('published_at', 'desc')
    .orderBy('id')
    .limit(most * 2 + 20)
    .execute()
  return (await publishedFrom(db, rows, reading)).slice(0, most)
}

/** A topic stands for those below it, a country for its towns. */
async function soughtBy(db: Reader, subjects: readonly Subject[]) {
  const keys = [...(await topics.within(db, idsOf(subjects, 'topic'))).values()].flat()
  const within = await placesIn(db, idsOf(subjects, 'place'))
  return { hosts: [...idsOf(subjects, 'community'), ...idsOf(subjects, 'body')], within, keys }
}

async function publishedFrom(db: Reader, rows: readonly EventRow[], reading: Reading): Promise<readonly Published[]> {
  const hosts = await hostsSeen(
    db,
    reading,
    rows.map((row) => ({ sort: row.host_sort, id: row.host_id })),
  )
  const seen = rows.flatMap((row) => {
    const host = hosts.get(row.host_id)
    return host !== undefined && row.hidden_for === null && maySee(row, host) ? [{ row, host }] : []
  })
  const texts = await textsOf(
    db,
    seen.map(({ row }) => row),
  )
  const dates = await datesOfAll(
    db,
    seen.map(({ row }) => row),
  )
  const subjects = await subjectsOfAll(
    db,
    seen.map(({ row }) => row),
  )
  return seen.map(({ row, host }): Published => {
    const text = textFor(texts.get(row.id), reading.actor.locale)
    const next = shownDate(dates.get(row.id) ?? [], reading.now)
    const all = texts.get(row.id) ?? []
    return {
      ...{ sort: 'event', id: row.id, path: pathOf(row.id), title: text.title, text: text.text.slice(0, 500), language: text.language },
      ...{
        at: row.published_at ?? row.written_at,
        starts: next?.starts_at ?? null,
        until: next?.ends_at ?? null,
        checkedOn: row.checked_on,
      },
      ...{ by: null, subjects: subjects.get(row.id) ?? [], open: isOpen(row, host) },
      words: all.flatMap((one) => [one.title, one.text, one.venue, one.whom]).join('\n'),
    }
  })
}

/** A town lies in its country, and a topic stands below another: whoever follows the wider one finds it there too. */
async function subjectsOfAll(db: Reader, rows: readonly EventRow[]): Promise<ReadonlyMap<string, readonly Subject[]>> {
  const there = await places.named(db, [...new Set(rows.flatMap((row) => row.place_id ?? []))], 'en')
  const about = await topics.named(db, [...new Set(rows.flatMap((row) => row.topics))], 'en')
  return new Map(
    rows.map((row) => {
      const place = there.get(row.place_id ?? '')
      const wider = place === undefined ? [] : [place.id, place.country]
      const keys = row.topics.flatMap((key) => {
        const topic = about.get(key)
        return topic === undefined ? [] : [topic.key, ...(topic.parent === null ? [] : [topic.parent])]
      })
      return [
        row.id,
        [
          { sort: row.host_sort, id: row.host_id },
          ...[...new Set(wider)].map((id) => ({ sort: 'place' as const, id })),
          ...[...new Set(keys)].map((id) => ({ sort: 'topic' as const, id })),
        ],
      ]
    }),
  )
}

async function openAfter(db: Reader, after: string | null, most: number): Promise<readonly string[]> {
  let least = after ?? '00000000-0000-0000-0000-000000000000'
  const open: string[] = []
  while (open.length < most) {
    const rows = await db
      .selectFrom('hosted_event')
      .select(['id', 'host_id', 'host_sort', 'state', 'visibility', 'hidden_for'])
      .where('id', '>', least)
      .where('state', '!=', 'draft')
      .where('visibility', '=', 'everybody')
      .orderBy('id')
      .limit(most)
      .execute()
    const hosts = await hostsSeen(
      db,
      forEverybody('en'),
      rows.map((row) => ({ sort: row.host_sort, id: row.host_id })),
    )
    open.push(
      ...rows.flatMap((row) => {
        const host = hosts.get(row.host_id)
        return host !== undefined && isOpen(row, host) ? [row.id] : []
      }),
    )
    const last = rows.at(-1)
    if (last === undefined || rows.length < most) break
    least = last.id
  }
  return open.slice(0, most)
}
