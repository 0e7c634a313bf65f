import { isUuid } from '#base'
import type { Selectable } from 'kysely'
import type { Reading } from '../../../core/published.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader, Tables } from '../../../platform/db.ts'
import { no } from '../refusals.ts'
import { callPath, dayIn, inTens, monthIn } from '../rules.ts'
import { openSenders, type Key, type Sender } from './senders.ts'
import type { Call } from './shapes.ts'

export type Row = Selectable<Tables['call']>
type Text = Selectable<Tables['call_text']>

export const senderKey = (row: Row): Key => ({ sort: row.sender_sort, id: row.sender_id })
export const shownRows = (db: Reader) => db.selectFrom('call').selectAll().where('hidden_for', 'is', null)

export async function rowOf(db: Reader, id: string): Promise<Row | null> {
  if (!isUuid(id)) return null
  return (await db.selectFrom('call').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** For deeds: nobody else changes it meanwhile. */
export async function heldRow(db: Reader, id: string): Promise<Row> {
  const row = isUuid(id) ? await db.selectFrom('call').selectAll().where('id', '=', id).forUpdate().executeTakeFirst() : undefined
  return row ?? refuse(no('pulse.call-missing'))
}

export const isOver = (row: Row, now: Date): boolean => row.over || row.ends_on < dayIn(now)

/** How many a sender may still send in this month. */
export async function sentIn(db: Reader, sender: string, now: Date): Promise<number> {
  const row = await db
    .selectFrom('call')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('sender_id', '=', sender)
    .where('month', '=', monthIn(now))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

const textIn = (texts: readonly Text[], locale: string): Text | undefined => texts.find(({ language }) => language === locale) ?? texts[0]

/** As this reader may read them; those whose sender is not open any more are absent. */
export async function drawn(db: Reader, reading: Reading, rows: readonly Row[]): Promise<readonly Call[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const senders = await openSenders(db, reading, rows.map(senderKey))
  const texts = await db.selectFrom('call_text').selectAll().where('call_id', 'in', ids).orderBy('position').execute()
  const subjects = await db.selectFrom('call_subject').selectAll().where('call_id', 'in', ids).orderBy('sort').orderBy('subject').execute()
  return rows.flatMap((row): Call[] => {
    const own = texts.filter(({ call_id: id }) => id === row.id)
    const [sender, text] = [senders.get(row.sender_id), textIn(own, reading.actor.locale)]
    if (sender === undefined || text === undefined) return []
    return [
      {
        ...{ id: row.id, path: callPath(row.id), sender: shownSender(sender), title: text.title, text: text.text, language: text.language },
        ...{ languages: own.map(({ language }) => language), to: row.path, sentAt: row.sent_at, endsOn: row.ends_on },
        subjects: subjects.flatMap(({ call_id: of, sort, subject: id }) => (of === row.id ? [{ sort, id }] : [])),
        ...{ over: isOver(row, reading.now), opened: inTens(row.opened) },
      },
    ]
  })
}

const shownSender = ({ sort, id, name, language, path }: Sender): Call['sender'] => ({ sort, id, name, language, path })

export type SeenCall = { readonly call: Call; readonly row: Row }

/** One that everybody may read; hidden by moderation it is there for nobody. */
export async function seenCall(db: Reader, reading: Reading, id: string): Promise<SeenCall> {
  const row = await rowOf(db, id)
  if (row === null || row.hidden_for !== null) return refuse(no('pulse.call-missing'))
  const [call] = await drawn(db, reading, [row])
  return call === undefined ? refuse(no('pulse.call-missing')) : { call, row }
}

const ON_A_PAGE = 50

/** Those that run, the newest first; of one sender or of all. */
export async function runningCalls(db: Reader, reading: Reading, sender: string | null): Promise<readonly Call[]> {
  let select = shownRows(db).where('over', '=', false).where('ends_on', '>=', dayIn(reading.now))
  if (sender !== null) select = select.where('sender_id', '=', sender)
  return drawn(db, reading, await select.orderBy('sent_at', 'desc').orderBy('id').limit(ON_A_PAGE).execute())
}
