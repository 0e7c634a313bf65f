import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Reader } from '../../../platform/db.ts'
import type { BlockSort } from '../tables.ts'
import { inLanguage } from './editions.ts'

export type Speaker = {
  readonly id: string
  readonly personId: string | null
  readonly name: string
  readonly line: string
  readonly language: string
  /** A body of this hub for which they speak. */
  readonly bodyId: string | null
  readonly languages: readonly string[]
}

export type Material = { readonly id: string; readonly title: string; readonly language: string; readonly link: string }

/** A part of a session: what is planned, and what happened. */
export type Block = {
  readonly id: string
  readonly position: number
  readonly sort: BlockSort
  readonly startsAt: Date
  readonly minutes: number
  readonly beganAt: Date | null
  readonly endedAt: Date | null
  readonly title: string
  readonly summary: string
  readonly language: string
  readonly speakers: readonly Speaker[]
  readonly materials: readonly Material[]
}

/** In one reading: a page that shows the run sheet reads much else. */
export async function blocksOf(db: Reader, sessionId: string, locale: string): Promise<readonly Block[]> {
  const rows = await db
    .selectFrom('block')
    .select(['id', 'position', 'sort', 'starts_at as startsAt', 'minutes', 'began_at as beganAt', 'ended_at as endedAt'])
    .select((of) => [
      jsonArrayFrom(
        of
          .selectFrom('block_text as text')
          .select(['text.language', 'text.title', 'text.summary'])
          .whereRef('text.session_id', '=', 'block.session_id')
          .whereRef('text.block_id', '=', 'block.id')
          .orderBy('text.position'),
      ).as('texts'),
      jsonArrayFrom(
        of
          .selectFrom('speaker')
          .select(['speaker.id', 'speaker.person_id as personId', 'speaker.name', 'speaker.line'])
          .select(['speaker.language', 'speaker.body_id as bodyId', 'speaker.languages'])
          .whereRef('speaker.session_id', '=', 'block.session_id')
          .whereRef('speaker.block_id', '=', 'block.id')
          .orderBy('speaker.position'),
      ).as('speakers'),
      jsonArrayFrom(
        of
          .selectFrom('material')
          .select(['material.id', 'material.title', 'material.language', 'material.link'])
          .whereRef('material.session_id', '=', 'block.session_id')
          .whereRef('material.block_id', '=', 'block.id')
          .orderBy('material.position'),
      ).as('materials'),
    ])
    .where('session_id', '=', sessionId)
    .orderBy('position')
    .execute()
  return rows.map(({ texts, ...block }) => {
    const { title = '', summary = '', language = 'und' } = inLanguage(texts, locale) ?? {}
    return { ...block, title, summary, language }
  })
}

export type BlockText = { readonly language: string; readonly title: string; readonly summary: string }

/** Every language of a block, the first one first. */
export const textsOfBlock = (db: Reader, sessionId: string, blockId: string): Promise<readonly BlockText[]> =>
  db
    .selectFrom('block_text')
    .select(['language', 'title', 'summary'])
    .where('session_id', '=', sessionId)
    .where('block_id', '=', blockId)
    .orderBy('position')
    .execute()

/** Blocks of several sessions at once, for the programme of an edition: without materials and long texts. */
export async function sheetsOf(db: Reader, sessionIds: readonly string[], locale: string): Promise<ReadonlyMap<string, readonly Block[]>> {
  const sheets = new Map<string, readonly Block[]>()
  for (const id of sessionIds) sheets.set(id, await blocksOf(db, id, locale))
  return sheets
}
