import { isUuid } from '#base'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { media } from '../../media/index.ts'
import { dayOfNow, pathOf } from '../rules.ts'
import type { At } from './rows.ts'

export type Picture = {
  readonly id: string
  readonly path: string
  readonly state: 'waiting' | 'shown' | 'asked'
  readonly text: string
  readonly language: string
  readonly width: number | null
  readonly height: number | null
  readonly decideBy: string | null
  readonly late: boolean
  /** Whether the reader can be recognised on it: whether they have agreed; null: it is not about them. */
  readonly mine: boolean | null
}

const rowsAt = (db: Reader, { host, event, slot }: At) =>
  db.selectFrom('event_picture').selectAll().where('host_id', '=', host).where('event_id', '=', event).where('slot', '=', slot)

type Reading = { readonly team: boolean; readonly answer: string | null; readonly now: Date }

/** Those that are shown; for those who hold it all of them, and for somebody who can be recognised those that wait for them. */
export async function picturesOf(
  db: Reader,
  keys: Pick<Keys, 'open'>,
  at: At,
  { team, answer, now }: Reading,
): Promise<readonly Picture[]> {
  const rows = await rowsAt(db, at).orderBy('added_on').orderBy('id').execute()
  if (rows.length === 0) return []
  const mine = answer === null ? new Map<string, boolean>() : await consentsOf(db, at, answer)
  const seen = rows.filter(({ id, state }) => team || state === 'shown' || (state === 'waiting' && mine.has(id)))
  const shown = await media.shownOf(
    db,
    keys,
    at.host,
    seen.map(({ id }) => id),
  )
  return seen.flatMap(({ id, state, decide_by: decideBy }): readonly Picture[] => {
    const one = shown.get(id)
    if (one === undefined) return []
    const { text, language, width, height } = one
    const late = decideBy !== null && decideBy < dayOfNow(now)
    return [
      {
        id,
        path: `${pathOf(at.event, at.slot)}/pictures/${id}`,
        state,
        text,
        language,
        width,
        height,
        decideBy,
        late,
        mine: mine.get(id) ?? null,
      },
    ]
  })
}

async function consentsOf(db: Reader, at: At, answer: string): Promise<Map<string, boolean>> {
  const rows = await db
    .selectFrom('event_consent')
    .select(['picture_id as id', 'agreed'])
    .where('host_id', '=', at.host)
    .where('event_id', '=', at.event)
    .where('slot', '=', at.slot)
    .where('answer_id', '=', answer)
    .execute()
  return new Map(rows.map(({ id, agreed }) => [id, agreed]))
}

/** Whether somebody may see its bytes now. */
export async function maySeePicture(
  db: Reader,
  keys: Pick<Keys, 'open'>,
  at: At & { readonly id: string },
  reading: Reading,
): Promise<boolean> {
  return isUuid(at.id) && (await picturesOf(db, keys, at, reading)).some(({ id }) => id === at.id)
}
