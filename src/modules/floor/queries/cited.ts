import { nobody } from '../../../core/actor.ts'
import type { Citable, Source } from '../../../core/citable.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings } from '../../gatherings/index.ts'
import { isPublic } from '../rules.ts'
import { readQuestions, type SeenQuestion } from './questions.ts'
import { readExtracts, readTables, type Extract, type TableReport, type TableText } from './records.ts'

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const ID = new RegExp(`^(${UUID})/(${UUID})$`)

type Reading = (db: Reader, session: { readonly id: string; readonly path: string }, locale: string) => Promise<readonly Source[]>

/** Every id names its session first: the rows of one session lie together. Sessions that are not announced have nothing to cite. */
function citable(sort: string, takenBy: readonly string[], read: Reading): Citable {
  const ofSession = async (db: Reader, sessionId: string, locale: string): Promise<readonly Source[]> => {
    const session = await gatherings.sessionById(db, sessionId, locale)
    return session === null || session.state === 'draft' || session.editionState === 'draft' ? [] : read(db, session, locale)
  }
  return {
    sort,
    takenBy,
    ofSession: async (db, sessionId, locale) => (await ofSession(db, sessionId, locale)).filter(({ state }) => state === 'standing'),
    async byIds(db, ids, locale) {
      const wanted = new Set(ids.filter((id) => ID.test(id)))
      const found: Source[] = []
      for (const session of new Set([...wanted].map((id) => id.slice(0, 36))))
        found.push(...(await ofSession(db, session, locale)).filter(({ id }) => wanted.has(id)))
      return found
    },
  }
}

const withdrawn = { text: '', state: 'withdrawn', speaker: null } as const

function fromQuestion(sort: string, session: { readonly id: string; readonly path: string }, question: SeenQuestion): Source {
  const { id, text, language, version, guiding, speaker, askedAt } = question
  const source = {
    ...{
      sort,
      id: `${session.id}/${id}`,
      path: `${session.path}/floor/questions/${id}`,
      text,
      language,
      version,
      state: 'standing' as const,
    },
    ...{ session: session.id, question: guiding, speaker, at: askedAt, from: [] },
  }
  return isPublic(question) ? source : { ...source, ...withdrawn }
}

/** Questions that everybody reads. One that was taken back or hidden after it was shown has no words any more. */
const questions = citable('question', ['floor.question.withdrawn', 'floor.question.hidden'], async (db, session, locale) => {
  const all = await readQuestions(db, { session: session.id, actor: nobody(locale), own: [] }, 'queue')
  const gone = await readQuestions(db, { session: session.id, actor: nobody(locale), own: [] }, { ids: await takenBack(db, session.id) })
  return [...all, ...gone].flatMap((question) =>
    question.chairOnly || question.shownAt === null ? [] : [fromQuestion('question', session, question)],
  )
})

async function takenBack(db: Reader, session: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('floor_question')
    .select('id')
    .where('session_id', '=', session)
    .where('state', '=', 'withdrawn')
    .execute()
  return rows.map(({ id }) => id)
}

function fromExtract(session: { readonly id: string; readonly path: string }, extract: Extract): Source {
  const { id, text, language, version, state, guiding, speaker, markedAt } = extract
  return {
    ...{ sort: 'extract', id: `${session.id}/${id}`, path: `${session.path}/floor/so-far#extract-${id}`, text, language, version, state },
    ...{ session: session.id, question: guiding, speaker: state === 'standing' ? speaker : null, at: markedAt, from: [] },
  }
}

const extracts = citable('extract', ['floor.extract.withdrawn'], async (db, session, locale) =>
  (await readExtracts(db, session.id, await gatherings.blocksOf(db, session.id, locale))).map((extract) => fromExtract(session, extract)),
)

function fromTable(session: { readonly id: string; readonly path: string }, table: TableReport, text: TableText): Source {
  return {
    ...{ sort: 'table', id: `${session.id}/${text.id}`, path: `${session.path}/floor/so-far#table-${table.number}` },
    ...{ text: text.text, language: text.language, version: 1, state: 'standing', session: session.id, question: text.guiding },
    ...{ speaker: null, at: table.enteredAt, from: [] },
  }
}

/** What a table wrote under one guiding question. A report that was taken back leaves its texts, empty. */
const tables = citable('table', ['floor.table.withdrawn'], async (db, session) => {
  const standing = await readTables(db, session.id)
  const gone = await db
    .selectFrom('floor_table_text')
    .innerJoin('floor_table', (join) =>
      join.onRef('floor_table.session_id', '=', 'floor_table_text.session_id').onRef('floor_table.id', '=', 'floor_table_text.table_id'),
    )
    .select(['floor_table_text.id', 'floor_table_text.guiding', 'floor_table_text.language', 'floor_table.number'])
    .where('floor_table_text.session_id', '=', session.id)
    .where('floor_table.withdrawn_at', 'is not', null)
    .execute()
  return [
    ...standing.flatMap((table) => table.texts.map((text) => fromTable(session, table, text))),
    ...gone.map(({ id, guiding, language, number }): Source => ({
      ...{ sort: 'table', id: `${session.id}/${id}`, path: `${session.path}/floor/so-far#table-${number}`, language, version: 2 },
      ...{ ...withdrawn, session: session.id, question: guiding, at: null, from: [] },
    })),
  ]
})

export const citables: readonly Citable[] = [questions, extracts, tables]
