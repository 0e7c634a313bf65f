import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { no } from '../refusals.ts'
import { assistPathOf, dayOf } from '../rules.ts'
import { bodyNames, cardsOf, subjectsOf, type EntryRow } from './entries.ts'
import { demandEntry, type Asking, type Found } from './facts.ts'
import { entry, whole, type ShownTrial, type Whole } from './shapes.ts'

export const readEntry = query({
  name: 'library.read',
  summary: 'One entry whole: the original, its translations, what came of it elsewhere, when somebody last looked, and its licence',
  route: 'GET /library/{entry}',
  input: z.object({ entry }),
  output: whole,
  read: async (db, { input, actor, now }) => (await wholeEntry(db, input.entry, { actor, now })).entry,
})

/** The text that everybody reads; the newest one for whoever writes it or is to read it first, where they ask for it. */
export async function wholeEntry(db: Reader, id: string, asking: Asking, newest = false): Promise<Found & { readonly entry: Whole }> {
  const found = await demandEntry(db, id, asking)
  const { row, relation } = found
  const inside = relation.owner || (relation.reader && found.facts.waits)
  const [entryIn] = await wholesOf(db, [row], asking, { newest: row.shown === null || (newest && inside), inside })
  return { ...found, entry: entryIn ?? refuse(no('library.missing')) }
}

type How = { readonly newest: boolean; readonly inside: boolean }

export async function wholesOf(db: Reader, rows: readonly EntryRow[], asking: Asking, { newest, inside }: How): Promise<readonly Whole[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const cards = new Map((await cardsOf(db, rows, { ...asking, newest })).map((card) => [card.id, card]))
  const versions = await db
    .selectFrom('library_version')
    .selectAll()
    .where((where) =>
      where(
        where.refTuple('entry_id', 'version'),
        'in',
        rows.map((row) => where.tuple(row.id, newest ? row.version : (row.shown ?? row.version))),
      ),
    )
    .execute()
  const translated = await db.selectFrom('library_translation').selectAll().where('entry_id', 'in', ids).orderBy('language').execute()
  const subjects = await subjectsOf(db, ids)
  const about = [...subjects.values()].flat().flatMap(({ sort, subject }) => (sort === 'body' ? [subject] : []))
  const tried = await db
    .selectFrom('library_trial')
    .selectAll()
    .where('entry_id', 'in', ids)
    .orderBy('told_at')
    .orderBy('body_id')
    .execute()
  const names = await bodyNames(db, [...about, ...tried.map((one) => one.body_id)], asking.actor.locale)
  // The whole library is taken along at once: each list is gone through once, and not for each entry.
  const texts = new Map(versions.map((one) => [one.entry_id, one]))
  const translations = Map.groupBy(translated, (one) => one.entry_id)
  const trials = Map.groupBy(tried, (one) => one.entry_id)
  return rows.flatMap((row): Whole[] => {
    const [card, text] = [cards.get(row.id), texts.get(row.id)]
    if (card === undefined || text === undefined) return []
    return [
      {
        ...card,
        ...{ version: text.version, text: { title: text.title, summary: text.summary, words: { ...text.words } } },
        facts: { ...text.facts, sources: [...text.facts.sources], risks: { ...text.facts.risks } },
        bodies: (subjects.get(row.id) ?? []).flatMap(({ sort, subject }) => (sort === 'body' ? (names.get(subject) ?? []) : [])),
        ...{ law: row.law, reviewMonths: row.review_months },
        translations: (translations.get(row.id) ?? []).map(
          ({ language, title, summary, words, follows, translator, translator_name: translatorName, checked }) => ({
            ...{ language, title, summary, words: { ...words }, follows, translator, translatorName, checked },
          }),
        ),
        tried: (trials.get(row.id) ?? []).map(({ body_id: body, outcome, text: words, language, year }): ShownTrial => ({
          ...{ body: names.get(body) ?? null, outcome, text: words, language, year },
        })),
        assist: row.assist_id === null ? null : assistPathOf(row.assist_id),
        waits: inside && row.answer_by !== null ? { answerBy: row.answer_by.toISOString() } : null,
      },
    ]
  })
}

export type Version = {
  readonly version: number
  readonly title: string
  readonly summary: string
  readonly words: Readonly<Record<string, string>>
  readonly writtenAt: Date
}

/** The newest first. One that waits for a reader is there for those alone who write or read it. */
export async function versionsOf(db: Reader, { row, relation }: Pick<Found, 'row' | 'relation'>): Promise<readonly Version[]> {
  const most = relation.owner || (relation.reader && row.proposed_at !== null) ? row.version : (row.shown ?? 0)
  const rows = await db
    .selectFrom('library_version')
    .select(['version', 'title', 'summary', 'words', 'written_at as writtenAt'])
    .where('entry_id', '=', row.id)
    .where('version', '<=', most)
    .orderBy('version', 'desc')
    .execute()
  return rows
}

export const listVersions = query({
  name: 'library.versions',
  summary: 'How an entry read before: each version of the original, the newest first',
  route: 'GET /library/{entry}/versions',
  input: z.object({ entry }),
  output: z.array(
    z.object({
      version: z.number().int(),
      title: z.string(),
      summary: z.string(),
      words: z.record(z.string(), z.string()),
      writtenOn: z.string(),
    }),
  ),
  async read(db, { input, actor, now }) {
    const versions = await versionsOf(db, await demandEntry(db, input.entry, { actor, now }))
    return versions.map(({ writtenAt, words, ...version }) => ({
      ...version,
      words: { ...words },
      writtenOn: dayOf(writtenAt),
    }))
  },
})
