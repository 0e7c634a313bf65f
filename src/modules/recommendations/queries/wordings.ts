import type { Reader } from '../../../platform/db.ts'
import type { Office } from '../tables.ts'

export type Wording = {
  readonly version: number
  readonly title: string
  readonly text: string
  readonly call: string
  readonly language: string
  readonly writtenAt: Date
  readonly office: Office
  /** The amendment that it came of. */
  readonly amendment: string | null
}

type Of = { readonly sessionId: string; readonly id: string }

const COLUMNS = [
  ...(['recommendation_id as recommendation', 'version', 'title', 'text', 'call', 'language'] as const),
  ...(['written_at as writtenAt', 'office', 'amendment_id as amendment'] as const),
] as const

/** Every wording, the first one first. */
export async function wordingsOf(db: Reader, { sessionId, id }: Of): Promise<readonly Wording[]> {
  return db
    .selectFrom('recommendation_version')
    .select(COLUMNS)
    .where('session_id', '=', sessionId)
    .where('recommendation_id', '=', id)
    .orderBy('version')
    .execute()
}

export async function wordingOf(db: Reader, { sessionId, id }: Of, version: number): Promise<Wording> {
  return db
    .selectFrom('recommendation_version')
    .select(COLUMNS)
    .where('session_id', '=', sessionId)
    .where('recommendation_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
}

type Newest = Wording & {
  /** Title, text and call in the language asked for, where they follow this very wording. */ readonly translated: readonly string[] | null
}

/** The wording that holds now of each of them. */
export async function newestWordings(
  db: Reader,
  those: readonly (Of & { readonly version: number })[],
  language = '',
): Promise<ReadonlyMap<string, Newest>> {
  if (those.length === 0) return new Map()
  const rows = await db
    .selectFrom('recommendation_version')
    .select(COLUMNS)
    .select((eb) =>
      eb
        .selectFrom('recommendation_translation as said')
        .select('said.words')
        .whereRef('said.session_id', '=', 'recommendation_version.session_id')
        .whereRef('said.recommendation_id', '=', 'recommendation_version.recommendation_id')
        .whereRef('said.follows', '=', 'recommendation_version.version')
        .where('said.language', '=', language)
        .where('said.piece', '=', 'wording')
        .as('translated'),
    )
    .where((where) =>
      where(
        where.refTuple('session_id', 'recommendation_id', 'version'),
        'in',
        those.map(({ sessionId, id, version }) => where.tuple(sessionId, id, version)),
      ),
    )
    .execute()
  return new Map(rows.map((row) => [row.recommendation, row]))
}
