import { isUuid } from '#base'
import type { Event } from '../../../core/event.ts'
import {
  asNobody,
  idsOf,
  openOnes,
  shownOnes,
  type Publication,
  type Published,
  type PublishedAsked,
  type Subject,
} from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { noonOf } from '../rules.ts'
import { widened } from './audience.ts'
import { drawn, shownRows } from './calls.ts'
import type { Call } from './shapes.ts'

const runningRows = (db: Reader) => shownRows(db).where('over', '=', false)

/** Its subjects are its audience: so the feed brings it to whoever follows one of them, and says by which. */
const published = (call: Call): Published => ({
  ...{ sort: 'call', id: call.id, path: call.path, title: call.title, text: call.text, language: call.language, at: call.sentAt },
  ...{ starts: null, until: noonOf(call.endsOn), checkedOn: null, by: call.sender.name, subjects: call.subjects, open: true },
})

async function ofSubjects(db: Reader, { subjects, before, most, ...reading }: PublishedAsked): Promise<readonly Published[]> {
  let select = runningRows(db).orderBy('sent_at', 'desc').orderBy('id')
  if (before !== null) select = select.where('sent_at', '<', before)
  if (subjects !== null) {
    const wanted = await widened(db, subjects.filter(isOne))
    if (wanted.length === 0) return []
    select = select.where((row) =>
      row.exists(
        row
          .selectFrom('call_subject')
          .select('call_id')
          .whereRef('call_subject.sender_id', '=', 'call.sender_id')
          .whereRef('call_subject.call_id', '=', 'call.id')
          .where((of) => of.or(SORTS.map((sort) => of.and([of('sort', '=', sort), of('subject', 'in', ['', ...idsOf(wanted, sort)])])))),
      ),
    )
  }
  return shownOnes(most, async (at) => {
    const rows = await select.limit(at.most).offset(at.from).execute()
    return { read: rows.length, shown: (await drawn(db, reading, rows)).map(published) }
  })
}

const SORTS = ['body', 'community', 'topic', 'place'] as const
const isOne = ({ sort }: Subject): boolean => SORTS.some((one) => one === sort)

const openAfter: Publication['openAfter'] = (db, after, most) =>
  openOnes({ after, most }, async (from) => {
    let select = runningRows(db).orderBy('id').limit(most)
    if (from !== null) select = select.where('id', '>', from)
    const rows = await select.execute()
    const open = new Set((await drawn(db, asNobody, rows)).map(({ id }) => id))
    return rows.map(({ id }) => ({ id, open: open.has(id) }))
  })

const itself = ({ subject }: Event): string => subject

export const publication: Publication = {
  sort: 'call',
  label: 'calls.one',
  of: ofSubjects,
  async byIds(db, ids, reading) {
    const known = ids.filter(isUuid)
    if (known.length === 0) return []
    return (await drawn(db, reading, await runningRows(db).where('id', 'in', known).execute())).map(published)
  },
  openAfter,
  changedBy: Object.fromEntries(['sent', 'withdrawn', 'ended', 'hidden', 'shown'].map((what) => [`pulse.call.${what}`, itself])),
}
