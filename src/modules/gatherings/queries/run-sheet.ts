import type { Reader } from '../../../platform/db.ts'
import type { BlockSort } from '../tables.ts'

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

export async function blocksOf(db: Reader, sessionId: string, locale: string): Promise<readonly Block[]> {
  const blocks = await db.selectFrom('block').selectAll().where('session_id', '=', sessionId).orderBy('position').execute()
  const texts = await db.selectFrom('block_text').selectAll().where('session_id', '=', sessionId).orderBy('position').execute()
  const speakers = await db.selectFrom('speaker').selectAll().where('session_id', '=', sessionId).orderBy('position').execute()
  const materials = await db.selectFrom('material').selectAll().where('session_id', '=', sessionId).orderBy('position').execute()
  return blocks.map((block) => {
    const own = texts.filter(({ block_id }) => block_id === block.id)
    const text = own.find(({ language }) => language === locale) ?? own[0]
    return {
      id: block.id,
      position: block.position,
      sort: block.sort,
      startsAt: block.starts_at,
      minutes: block.minutes,
      beganAt: block.began_at,
      endedAt: block.ended_at,
      title: text?.title ?? '',
      summary: text?.summary ?? '',
      language: text?.language ?? 'und',
      speakers: speakers.filter(({ block_id }) => block_id === block.id).map(speakerIn),
      materials: materials
        .filter(({ block_id }) => block_id === block.id)
        .map(({ id, title, language, link }) => ({ id, title, language, link })),
    }
  })
}

type SpeakerRow = {
  readonly id: string
  readonly person_id: string | null
  readonly name: string
  readonly line: string
  readonly language: string
  readonly body_id: string | null
  readonly languages: readonly string[]
}

const speakerIn = ({ id, person_id, name, line, language, body_id, languages }: SpeakerRow): Speaker => ({
  ...{ id, personId: person_id, name, line, language, bodyId: body_id, languages },
})

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
