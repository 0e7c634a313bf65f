import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Actor } from '../../../core/actor.ts'
import type { Reader } from '../../../platform/db.ts'
import { maySeeSession } from '../policy.ts'
import { correctionEndsAt, phaseOf, type Part, type Phase } from '../rules.ts'
import type { EditionState, SessionState } from '../tables.ts'
import { calledOffIn, inLanguage, type CalledOff } from './editions.ts'
import { partsIn } from './parts.ts'

/** What other rooms know of a session. */
export type SessionCard = {
  readonly id: string
  readonly editionId: string
  readonly summitId: string
  /** The body of the summit: whose moderators decide about what is written here. */
  readonly bodyId: string
  readonly number: number
  /** Addresses, without language. */
  readonly path: string
  readonly editionPath: string
  /** Of its edition, chosen as the title is. */
  readonly editionName: string
  readonly editionLanguage: string
  /** The bodies that hold it: those that were named for it, else all that hold the edition. */
  readonly hosts: readonly string[]
  readonly state: SessionState
  readonly editionState: EditionState
  readonly phase: Phase
  readonly startsAt: Date
  readonly endsAt: Date
  /** False: its hours follow. Then the two moments above are the ends of the days for which it is planned, and not to be shown. */
  readonly hoursKnown: boolean
  /** False: the days of its edition are not said yet either. */
  readonly daysKnown: boolean
  readonly openedAt: Date | null
  readonly closedAt: Date | null
  /** The zone of the venue (IANA). */
  readonly zone: string
  readonly languages: readonly string[]
  /** In the reader's language where the note has it, else as it was written first. */
  readonly title: string
  readonly language: string
  readonly correctionHours: number
  /** Until when speakers correct or withdraw; null: the session has not ended. */
  readonly correctionEndsAt: Date | null
  /** Of the session itself; where its edition was called off, that says why. */
  readonly calledOff: CalledOff | null
  readonly placeNumber: number | null
  readonly onlineNumber: number | null
  readonly changes: number
}

const selectSessions = (db: Reader) =>
  db
    .selectFrom('summit_session')
    .innerJoin('edition', 'edition.id', 'summit_session.edition_id')
    .innerJoin('summit', 'summit.id', 'edition.summit_id')
    .select([
      'summit_session.id',
      'summit_session.edition_id',
      'summit_session.number',
      'summit_session.state',
      'summit_session.languages',
      'summit_session.starts_at',
      'summit_session.ends_at',
      'summit_session.hours_known',
      'summit_session.opened_at',
      'summit_session.closed_at',
      'summit_session.correction_hours',
      'summit_session.place_number',
      'summit_session.online_number',
      'summit_session.called_off_at',
      'summit_session.called_off_reason',
      'summit_session.called_off_language',
      'summit_session.changes',
      'edition.slug as edition_slug',
      'edition.state as edition_state',
      'edition.days_known',
      'edition.zone',
      'summit.id as summit_id',
      'summit.slug as summit_slug',
      'summit.body_id',
    ])
    .select((of) =>
      jsonArrayFrom(
        of
          .selectFrom('edition_text')
          .select(['edition_text.language', 'edition_text.name'])
          .whereRef('edition_text.edition_id', '=', 'edition.id')
          .orderBy('edition_text.position'),
      ).as('edition_texts'),
    )
    .select((of) =>
      jsonArrayFrom(
        of
          .selectFrom('briefing_note')
          .select(['briefing_note.language', 'briefing_note.title'])
          .whereRef('briefing_note.session_id', '=', 'summit_session.id')
          .orderBy('briefing_note.position'),
      ).as('titles'),
    )
    .select((of) => [
      jsonArrayFrom(
        of
          .selectFrom('edition_host')
          .select('edition_host.body_id as id')
          .whereRef('edition_host.edition_id', '=', 'edition.id')
          .where('edition_host.confirmed_at', 'is not', null)
          .orderBy('edition_host.confirmed_at')
          .orderBy('edition_host.body_id'),
      ).as('co_hosts'),
      jsonArrayFrom(
        of
          .selectFrom('session_host')
          .select('session_host.body_id as id')
          .whereRef('session_host.session_id', '=', 'summit_session.id')
          .orderBy('session_host.part', 'desc'),
      ).as('named_hosts'),
    ])

type Row = Awaited<ReturnType<ReturnType<typeof selectSessions>['execute']>>[number]

const cardsOf = (rows: readonly Row[], locale: string): readonly SessionCard[] => rows.map((row) => cardOf(row, locale))

function cardOf(row: Row, locale: string): SessionCard {
  const title = inLanguage(row.titles, locale)
  const edition = inLanguage(row.edition_texts, locale)
  const editionPath = `/summits/${row.summit_slug}/${row.edition_slug}`
  // An edition that is called off takes its announced sessions with it; what was held was held.
  const gone = row.edition_state === 'called-off' && row.state === 'announced' && row.closed_at === null
  const clock = { state: gone ? 'called-off' : row.state, openedAt: row.opened_at, closedAt: row.closed_at } as const
  return {
    id: row.id,
    editionId: row.edition_id,
    summitId: row.summit_id,
    bodyId: row.body_id,
    number: row.number,
    path: `${editionPath}/sessions/${row.number}`,
    editionPath,
    editionName: edition?.name ?? row.edition_slug,
    editionLanguage: edition?.language ?? 'und',
    hosts: hostsIn(row),
    editionState: row.edition_state,
    ...clock,
    phase: phaseOf(clock),
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    hoursKnown: row.hours_known,
    daysKnown: row.days_known,
    zone: row.zone,
    languages: row.languages,
    title: title?.title ?? '',
    language: title?.language ?? row.languages[0] ?? 'und',
    correctionHours: row.correction_hours,
    correctionEndsAt: correctionEndsAt({ closedAt: row.closed_at, correctionHours: row.correction_hours }),
    calledOff: calledOffIn(row),
    placeNumber: row.place_number,
    onlineNumber: row.online_number,
    changes: row.changes,
  }
}

function hostsIn({ body_id: first, co_hosts: others, named_hosts: named }: Row): readonly string[] {
  const all = [...new Set([first, ...others.map(({ id }) => id)])]
  const own = named.map(({ id }) => id).filter((id) => all.includes(id))
  return own.length === 0 ? all : own
}

export async function sessionById(db: Reader, id: string, locale: string): Promise<SessionCard | null> {
  return cardsOf(await selectSessions(db).where('summit_session.id', '=', id).execute(), locale)[0] ?? null
}

export async function sessionsByIds(db: Reader, ids: readonly string[], locale: string): Promise<ReadonlyMap<string, SessionCard>> {
  if (ids.length === 0) return new Map()
  const rows = await selectSessions(db)
    .where('summit_session.id', 'in', [...new Set(ids)])
    .execute()
  return new Map(cardsOf(rows, locale).map((card) => [card.id, card]))
}

/** By number; drafts are among them: `seenSession` says who may know of one. */
export async function sessionsOfEdition(db: Reader, editionId: string, locale: string): Promise<readonly SessionCard[]> {
  return cardsOf(await selectSessions(db).where('edition.id', '=', editionId).orderBy('summit_session.number').execute(), locale)
}

/** Sessions of the editions that this body hosts, newest first. */
export async function sessionsOfBody(db: Reader, bodyId: string, locale: string): Promise<readonly SessionCard[]> {
  const rows = await selectSessions(db)
    .where((where) =>
      where.or([
        where('summit.body_id', '=', bodyId),
        where(
          'edition.id',
          'in',
          where
            .selectFrom('edition_host')
            .select('edition_host.edition_id')
            .where('edition_host.body_id', '=', bodyId)
            .where('edition_host.confirmed_at', 'is not', null),
        ),
      ]),
    )
    .orderBy('summit_session.starts_at', 'desc')
    .execute()
  return cardsOf(rows, locale)
}

export type SessionAddress = { readonly summit: string; readonly edition: string; readonly number: number }

const byAddress = ({ summit, edition, number }: SessionAddress, db: Reader) =>
  selectSessions(db).where('summit.slug', '=', summit).where('edition.slug', '=', edition).where('summit_session.number', '=', number)

/** For whoever holds a link into it; drafts too. */
export const sessionByAddress = async (db: Reader, asked: SessionAddress, locale: string): Promise<SessionCard | null> =>
  cardsOf(await byAddress(asked, db).execute(), locale)[0] ?? null

/** Those that run now, the newest first. */
export async function runningSessions(db: Reader, locale: string): Promise<readonly SessionCard[]> {
  const rows = await selectSessions(db)
    .where('summit_session.state', '=', 'announced')
    .where('edition.state', '=', 'announced')
    .where('summit_session.opened_at', 'is not', null)
    .where('summit_session.closed_at', 'is', null)
    .orderBy('summit_session.opened_at', 'desc')
    .execute()
  return cardsOf(rows, locale)
}

/** A session with what the actor is in it. */
export type SeenSession = { readonly session: SessionCard; readonly parts: ReadonlySet<Part> }

type Asked = SessionAddress | { readonly id: string }

async function askedSession(db: Reader, asked: Asked, locale: string): Promise<SessionCard | undefined> {
  const rows = await ('id' in asked ? selectSessions(db).where('summit_session.id', '=', asked.id) : byAddress(asked, db)).execute()
  return cardsOf(rows, locale)[0]
}

const seenBy = ({ state, editionState }: SessionCard, parts: ReadonlySet<Part>): boolean =>
  maySeeSession({ state, editionAnnounced: editionState !== 'draft' }, parts)

/** Null where there is none, or none that this actor may know of: both look the same. */
export async function seenSession(db: Reader, asked: Asked, actor: Actor): Promise<SeenSession | null> {
  const session = await askedSession(db, asked, actor.locale)
  if (session === undefined) return null
  const parts = await partsIn(db, session, actor)
  return seenBy(session, parts) ? { session, parts } : null
}

/** The same without what the actor is in it, which is read only where the session is hidden: for streams, which a whole hall opens at once. */
export async function knownSession(db: Reader, asked: Asked, actor: Actor): Promise<SessionCard | null> {
  const session = await askedSession(db, asked, actor.locale)
  if (session === undefined) return null
  return seenBy(session, new Set()) || seenBy(session, await partsIn(db, session, actor)) ? session : null
}

export type Question = { readonly number: number; readonly language: string; readonly text: string }

/** The guiding questions, each in the reader's language where it is translated, else as it was written. */
export async function questionsOf(db: Reader, sessionId: string, locale: string): Promise<readonly Question[]> {
  const rows = await db
    .selectFrom('session_question')
    .innerJoin('briefing_note', (join) =>
      join
        .onRef('briefing_note.session_id', '=', 'session_question.session_id')
        .onRef('briefing_note.language', '=', 'session_question.language'),
    )
    .select(['session_question.number', 'session_question.language', 'session_question.text', 'briefing_note.position'])
    .where('session_question.session_id', '=', sessionId)
    .orderBy('session_question.number')
    .orderBy('briefing_note.position')
    .execute()
  return [...Map.groupBy(rows, ({ number }) => number).values()].flatMap((own) => {
    const chosen = own.find(({ language }) => language === locale) ?? own[0]
    return chosen === undefined ? [] : [{ number: chosen.number, language: chosen.language, text: chosen.text }]
  })
}
