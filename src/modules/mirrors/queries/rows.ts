import type { Selectable } from 'kysely'
import type { Reader, Tables, Tx } from '../../../platform/db.ts'
import { dayIn, untranslated, type Facilitator } from '../rules.ts'
import type { Version } from './shapes.ts'

export type MirrorRow = Selectable<Tables['mirror']>

/** Held until the deed is done. */
export const lockedMirror = (tx: Tx, id: string) => tx.selectFrom('mirror').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

export const lockedBySpace = (tx: Tx, space: string) =>
  tx.selectFrom('mirror').selectAll().where('space_id', '=', space).forUpdate().executeTakeFirst()

export const mirrorOfSpace = (db: Reader, space: string) =>
  db.selectFrom('mirror').selectAll().where('space_id', '=', space).executeTakeFirst()

const said = (text: string | null, language: string | null) => (text === null ? null : { text, language: language ?? 'und' })
export const endedFor = (row: Pick<MirrorRow, 'ended_for' | 'ended_language'>) => said(row.ended_for, row.ended_language)

/** All versions of each of these, newest first. */
export async function versionsOf(
  db: Reader,
  mirrors: readonly Pick<MirrorRow, 'id' | 'from_id' | 'to_id'>[],
): Promise<ReadonlyMap<string, readonly Version[]>> {
  if (mirrors.length === 0) return new Map()
  const ids = mirrors.map(({ id }) => id)
  const rows = await db.selectFrom('mirror_version').selectAll().where('mirror_id', 'in', ids).orderBy('number', 'desc').execute()
  const texts = await db
    .selectFrom('mirror_text')
    .selectAll()
    .where('mirror_id', 'in', ids)
    .orderBy('mirror_id')
    .orderBy('number')
    .orderBy('position')
    .execute()
  const by = Map.groupBy(texts, ({ mirror_id: id, number }) => `${id}/${number}`)
  const all = Map.groupBy(rows, ({ mirror_id: id }) => id)
  return new Map(
    mirrors.map((mirror) => [
      mirror.id,
      (all.get(mirror.id) ?? []).map((row) => {
        const own = by.get(`${mirror.id}/${row.number}`) ?? []
        return {
          ...{ number: row.number, state: row.state, by: row.by_from ? mirror.from_id : mirror.to_id, languages: row.languages },
          ...{
            readable: row.readable,
            due: row.due,
            dueOn: row.due_on,
            missing: [...untranslated({ languages: row.languages, texts: own })],
          },
          texts: own.map(({ language, original, name, sentence, rules }) => ({ language, original, name, sentence, rules })),
          ...{ why: said(row.why, row.why_language), answer: said(row.answer, row.answer_language), on: dayIn(row.proposed_at) },
          ...{ answerBy: row.answer_by, answeredOn: row.answered_at === null ? null : dayIn(row.answered_at) },
        }
      }),
    ]),
  )
}

/** What both said yes to last; before that, what was written last. */
export const current = (versions: readonly Version[]): Version | null =>
  versions.find(({ state }) => state === 'agreed') ?? versions[0] ?? null

/** In the reader's language where there is such a text, else the original. */
export const textFor = (version: Version | null, locale: string) =>
  version?.texts.find(({ language }) => language === locale) ?? version?.texts.find(({ original }) => original) ?? null

export async function facilitatorsOf(db: Reader, space: string): Promise<readonly Facilitator[]> {
  const rows = await db
    .selectFrom('mirror_facilitator')
    .select(['member_id as member', 'of_from as ofFrom', 'place'])
    .where('community_id', '=', space)
    .orderBy('of_from')
    .orderBy('place')
    .execute()
  return rows
}
