import { isUuid } from '#base'
import { idsOf, type Publication, type Published, type PublishedAsked, type Reading, type Subject } from '../../../core/published.ts'
import type { Event } from '../../../core/event.ts'
import type { Reader } from '../../../platform/db.ts'
import { places } from '../../places/index.ts'
import { topics } from '../../topics/index.ts'
import { assistPathOf } from '../rules.ts'
import { bodyNames, cardsOf, openEntries, subjectsOf, type EntryRow, type OpenEntries } from './entries.ts'
import { seeingOf, seesAssist, type AssistRow } from './assists.ts'

const NOWHERE = '00000000-0000-0000-0000-000000000000'

async function published(db: Reader, rows: readonly EntryRow[], reading: Reading): Promise<readonly Published[]> {
  const cards = await cardsOf(db, rows, reading)
  const subjects = await subjectsOf(
    db,
    rows.map(({ id }) => id),
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return cards.flatMap((card): Published[] => {
    const row = byId.get(card.id)
    if (row === undefined || row.published_at === null) return []
    const own = (subjects.get(card.id) ?? []).map(({ sort, subject }): Subject => ({ sort, id: subject }))
    const person: readonly Subject[] = card.by === null || row.person_id === null ? [] : [{ sort: 'person', id: row.person_id }]
    return [
      {
        ...{ sort: 'library-entry', id: card.id, path: card.path, title: card.title, text: card.summary, language: card.language },
        ...{ at: row.published_at, starts: null, until: null, checkedOn: row.checked_on, by: card.body?.name ?? card.by },
        subjects: [...(row.body_id === null ? [] : [{ sort: 'body' as const, id: row.body_id }]), ...own, ...person],
        ...{ open: true, words: row.found_by },
      },
    ]
  })
}

/** Those that belong to any of these: also by a topic below it, or a town in it. */
async function ofSubjects(db: Reader, wanted: OpenEntries, subjects: readonly Subject[]): Promise<OpenEntries> {
  const keys = [...(await topics.within(db, idsOf(subjects, 'topic'))).values()].flat()
  const there = [...(await places.named(db, idsOf(subjects, 'place'), 'en')).values()]
  const towns = await places.townsWithin(
    db,
    there.map(({ id }) => id),
  )
  const spots = [...there.map(({ country }) => country), ...[...towns.values()].flat()]
  const bodies = [...idsOf(subjects, 'body'), NOWHERE]
  return wanted.where((where) =>
    where.or([
      where('body_id', 'in', bodies),
      where.and([where('body_id', 'is', null), where('person_id', 'in', [...idsOf(subjects, 'person'), NOWHERE])]),
      where.exists(
        where
          .selectFrom('library_subject')
          .select('library_subject.entry_id')
          .whereRef('library_subject.entry_id', '=', 'library_entry.id')
          .where((eb) =>
            eb.or([
              eb.and([eb('sort', '=', 'topic'), eb('subject', 'in', ['', ...keys])]),
              eb.and([eb('sort', '=', 'place'), eb('subject', 'in', ['', ...spots])]),
              eb.and([eb('sort', '=', 'body'), eb('subject', 'in', bodies)]),
            ]),
          ),
      ),
    ]),
  )
}

async function entriesOf(db: Reader, { subjects, before, most, ...reading }: PublishedAsked): Promise<readonly Published[]> {
  let wanted: OpenEntries = openEntries(db)
  if (before !== null) wanted = wanted.where('published_at', '<', before)
  if (subjects !== null) wanted = await ofSubjects(db, wanted, subjects)
  const rows = await wanted.orderBy('published_at', 'desc').orderBy('id').limit(most).execute()
  const found = await published(db, rows, reading)
  const people = new Set(idsOf(subjects, 'person'))
  if (people.size === 0 || subjects === null) return found
  // Who may not be seen is not followed either: what is found by a name alone needs that name.
  const asked = new Set(subjects.map(({ sort, id }) => `${sort}:${id}`))
  const rowOf = new Map(rows.map((row) => [row.id, row]))
  return found.filter((one) => {
    const row = rowOf.get(one.id)
    const byName = row?.body_id === null && row.person_id !== null && people.has(row.person_id)
    return !byName || one.subjects.some(({ sort, id }) => asked.has(`${sort}:${id}`))
  })
}

const subjectOf = (event: Event): string => event.subject

export const entries: Publication = {
  sort: 'library-entry',
  label: 'library.thing',
  of: entriesOf,
  async byIds(db, ids, reading) {
    const known = ids.filter(isUuid)
    if (known.length === 0) return []
    return published(db, await openEntries(db).where('id', 'in', known).execute(), reading)
  },
  async openAfter(db, after, most) {
    const all = openEntries(db).clearSelect().select('id')
    const rows = await (after === null ? all : all.where('id', '>', after)).orderBy('id').limit(most).execute()
    return rows.map(({ id }) => id)
  },
  changedBy: Object.fromEntries(
    ['published', 'changed', 'archived', 'restored', 'hidden', 'shown', 'translated', 'confirmed'].map((deed) => [
      `library.entry.${deed}`,
      subjectOf,
    ]),
  ),
}

async function publishedAssists(db: Reader, rows: readonly AssistRow[], reading: Reading): Promise<readonly Published[]> {
  const sight = await seeingOf(db, reading)
  const seen = rows.filter((row) => row.hidden_for === null && seesAssist(row, sight))
  const names = await bodyNames(
    db,
    seen.map((row) => row.body_id),
    reading.actor.locale,
  )
  return seen.map((row) => ({
    ...{ sort: 'peer-assist', id: row.id, path: assistPathOf(row.id), title: row.question, text: row.context, language: row.language },
    ...{
      at: row.made_at,
      starts: null,
      until: new Date(`${row.until}T23:59:59Z`),
      checkedOn: null,
      by: names.get(row.body_id)?.name ?? null,
    },
    ...{ subjects: [{ sort: 'body' as const, id: row.body_id }], open: row.audience === 'everybody' },
  }))
}

const standing = (db: Reader) => db.selectFrom('assist').selectAll().where('state', '=', 'open').where('hidden_for', 'is', null)

export const assists: Publication = {
  sort: 'peer-assist',
  label: 'assist.thing',
  async of(db, { subjects, before, most, ...reading }) {
    let wanted = standing(db)
    if (before !== null) wanted = wanted.where('made_at', '<', before)
    if (subjects !== null) wanted = wanted.where('body_id', 'in', [...idsOf(subjects, 'body'), NOWHERE])
    const { verified } = await seeingOf(db, reading)
    if (!verified) wanted = wanted.where('audience', '=', 'everybody')
    return publishedAssists(db, await wanted.orderBy('made_at', 'desc').orderBy('id').limit(most).execute(), reading)
  },
  async byIds(db, ids, reading) {
    const known = ids.filter(isUuid)
    if (known.length === 0) return []
    return publishedAssists(db, await db.selectFrom('assist').selectAll().where('id', 'in', known).execute(), reading)
  },
  async openAfter(db, after, most) {
    const all = standing(db).clearSelect().select('id').where('audience', '=', 'everybody')
    const rows = await (after === null ? all : all.where('id', '>', after)).orderBy('id').limit(most).execute()
    return rows.map(({ id }) => id)
  },
  changedBy: Object.fromEntries(['asked', 'ended', 'hidden', 'shown'].map((deed) => [`library.assist.${deed}`, subjectOf])),
}
