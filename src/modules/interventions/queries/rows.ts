import type { Selectable } from 'kysely'
import type { Actor } from '../../../core/actor.ts'
import { nobody } from '../../../core/actor.ts'
import { dayOf } from '../../../core/event.ts'
import type { Reader, Tables } from '../../../platform/db.ts'
import { profiles } from '../../profiles/index.ts'
import { FEWEST_NAMED } from '../rules.ts'
import type {} from '../tables.ts'
import { frameOf, type Frame } from './session-facts.ts'
import type { Shown } from './shapes.ts'

export type Row = Selectable<Tables['intervention']>
type Place = { readonly id: string; readonly path: string }

export const pathOf = (sessionPath: string, id: string): string => `${sessionPath}/interventions/${id}`
export const dateOf = (at: Date): string => dayOf(at).toISOString().slice(0, 10)

/**
 * In no order of time: where it stood among others would say who spoke when. By guiding question, then by an id that chance made; those that
 * are filed under none come last.
 */
export const ordered = <Sorted extends Pick<Row, 'question' | 'id'>>(rows: readonly Sorted[]): readonly Sorted[] =>
  rows.toSorted((a, b) => (a.question ?? 1000) - (b.question ?? 1000) || (a.id < b.id ? -1 : 1))

export async function rowOf(db: Reader, session: string, id: string): Promise<Row | null> {
  const row = await db.selectFrom('intervention').selectAll().where('session_id', '=', session).where('id', '=', id).executeTakeFirst()
  return row ?? null
}

/** What is known of them all at once: names as this actor may see them, the run sheet, meetings on paper. */
type Around = {
  readonly names: ReadonlyMap<string, string>
  readonly speakers: Frame['speakers']
  readonly meetings: ReadonlyMap<string, Shown['meeting']>
}

/** As this actor may know of them; the rows are of one session. */
export async function drawn(db: Reader, session: Place, rows: readonly Row[], actor: Actor): Promise<readonly Shown[]> {
  const around: Around = {
    names: await profiles.namesFor(db, actor, personsIn(rows)),
    speakers: (await frameOf(db, session.id, actor.locale)).speakers,
    meetings: await meetingsOf(db, session.id),
  }
  return rows.map((row) => drawOne(row, session.path, around))
}

/** As everybody may know of them: what can be quoted. They may be of many sessions, so a run sheet is read only where it names somebody. */
export async function drawnForAll(
  db: Reader,
  sessions: ReadonlyMap<string, Place>,
  { rows, locale }: { readonly rows: readonly Row[]; readonly locale: string },
): Promise<readonly (Shown & { readonly session: string })[]> {
  const names = await profiles.namesFor(db, nobody(locale), personsIn(rows))
  const bySheet = rows.filter((row) => row.attribution === 'named' && row.person_id === null && stateOf(row) === 'standing')
  const sheets = new Map<string, Frame['speakers']>()
  for (const id of new Set(bySheet.map(({ session_id: session }) => session))) sheets.set(id, (await frameOf(db, id, locale)).speakers)
  return rows.flatMap((row) => {
    const session = sessions.get(row.session_id)
    if (session === undefined) return []
    const around = { names, speakers: sheets.get(row.session_id) ?? [], meetings: new Map() }
    return [{ ...drawOne(row, session.path, around), session: session.id }]
  })
}

const personsIn = (rows: readonly Row[]): readonly string[] => rows.flatMap(({ person_id: person }) => person ?? [])

async function meetingsOf(db: Reader, session: string): Promise<Around['meetings']> {
  const rows = await db.selectFrom('session_meeting').selectAll().where('session_id', '=', session).execute()
  // Of a small meeting nothing is said: everybody who sat there would know whose words they are.
  const large = rows.filter(({ people }) => people >= FEWEST_NAMED)
  return new Map(large.map(({ id, title, language, place, held_on }) => [id, { title, language, place, day: held_on }]))
}

export const stateOf = ({ withdrawn_at, hidden_for }: Pick<Row, 'withdrawn_at' | 'hidden_for'>): Shown['state'] =>
  withdrawn_at !== null ? 'withdrawn' : hidden_for !== null ? 'hidden' : 'standing'

function drawOne(row: Row, sessionPath: string, around: Around): Shown {
  const state = stateOf(row)
  const here = { id: row.id, path: pathOf(sessionPath, row.id), state, version: row.version, question: row.question, source: row.source }
  if (state !== 'standing')
    return {
      ...here,
      ...{ text: '', language: 'und', form: null, role: null, speaker: { sort: 'nobody', name: null }, saidAt: null, meeting: null },
      withdrawnOn: row.withdrawn_at === null ? null : dateOf(row.withdrawn_at),
    }
  const speaker = speakerOf(row, around)
  return {
    ...here,
    ...{ text: row.text, language: row.language, form: row.form, role: row.role, speaker },
    // When it was said names whoever did not choose to be named: the run sheet says who spoke then.
    saidAt: speaker.sort === 'named' && row.said_at !== null ? row.said_at.toISOString() : null,
    meeting: row.meeting_id === null ? null : (around.meetings.get(row.meeting_id) ?? null),
    withdrawnOn: null,
  }
}

/** Who chose to be named and cannot be seen by this reader, or was taken off the run sheet, is somebody of that role. */
function speakerOf({ attribution, person_id, speaker_id, label }: Row, { names, speakers }: Around): Shown['speaker'] {
  if (attribution === 'label') return { sort: 'label', name: label }
  if (attribution === 'left') return { sort: 'left', name: null }
  if (attribution !== 'named') return { sort: 'role', name: null }
  const name = person_id === null ? speakers.find(({ id }) => id === speaker_id)?.name : names.get(person_id)
  return name === undefined ? { sort: 'role', name: null } : { sort: 'named', name }
}
