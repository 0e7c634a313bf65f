import { z } from 'zod'
import { query } from '../../../core/command.ts'
import type { Reader } from '../../../platform/db.ts'
import { demandDialogue, type Dialogue } from './dialogue-facts.ts'
import { moment, ref } from './shapes.ts'

const content = z.record(z.string(), z.union([z.string(), z.array(z.string())]))
const office = z.enum(['steward', 'convener', 'moderator', 'operator']).nullable().describe('Null: not noted')
const texts = z.array(
  z.object({
    sort: z.enum(['words', 'answer']),
    language: z.string(),
    versions: z.array(z.object({ at: moment.nullable().describe('Null: there since the opening'), office, content })),
  }),
)
export type History = z.infer<typeof texts>
export type HistoryVersion = History[number]['versions'][number]

export const readHistory = query({
  name: 'dialogue.history',
  summary: 'Every version of the texts and of the answer of a dialogue, from the first on, with its day and the office that wrote it',
  route: 'GET /dialogues/{dialogue}/history',
  input: z.object({ dialogue: ref }),
  output: texts,
  async read(db, { input, actor }) {
    return historyOf(db, await demandDialogue(db, input.dialogue, actor))
  },
})

/** Those that stand now come last in each list. */
export async function historyOf(db: Reader, { id, languages }: Pick<Dialogue, 'id' | 'languages'>): Promise<History> {
  const earlier = await db
    .selectFrom('earlier_text')
    .select(['sort', 'language', 'content', 'written_at as at', 'office'])
    .where('dialogue_id', '=', id)
    .orderBy('number')
    .execute()
  const current = [...(await wordsNow(db, id)), ...(await answersNow(db, id))]
  const first = (language: string) => (language === languages[0] ? 0 : 1)
  const listed = current.map(({ sort, language, ...last }) => ({
    sort,
    language,
    versions: [...earlier.filter((one) => one.sort === sort && one.language === language), last].map((one) => ({
      at: one.at?.toISOString() ?? null,
      office: one.office,
      content: content.parse(one.content),
    })),
  }))
  return listed.toSorted((a, b) => first(a.language) - first(b.language))
}

async function wordsNow(db: Reader, id: string) {
  const rows = await db.selectFrom('dialogue_text').selectAll().where('dialogue_id', '=', id).orderBy('language').execute()
  const questions = await db
    .selectFrom('guiding_question')
    .select(['language', 'text'])
    .where('dialogue_id', '=', id)
    .orderBy('number')
    .execute()
  return rows.map(({ language, title, summary, background, written_at: at, office: by }) => ({
    sort: 'words' as const,
    language,
    at,
    office: by,
    content: {
      title,
      summary,
      background,
      questions: questions.filter((question) => question.language === language).map(({ text }) => text),
    } as unknown,
  }))
}

async function answersNow(db: Reader, id: string) {
  const rows = await db
    .selectFrom('answer')
    .select(['language', 'text', 'answered_at as at', 'office'])
    .where('dialogue_id', '=', id)
    .orderBy('language')
    .execute()
  return rows.map(({ language, text, at, office: by }) => ({
    sort: 'answer' as const,
    language,
    at: at as Date | null,
    office: by,
    content: { text } as unknown,
  }))
}

/** How many versions there are of each text, by sort and language: what pages say beside it. */
export async function versionCounts(db: Reader, dialogueId: string): Promise<(sort: 'words' | 'answer', language: string) => number> {
  const rows = await db
    .selectFrom('earlier_text')
    .select(['sort', 'language'])
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('dialogue_id', '=', dialogueId)
    .groupBy(['sort', 'language'])
    .execute()
  return (sort, language) => 1 + (rows.find((row) => row.sort === sort && row.language === language)?.count ?? 0)
}
