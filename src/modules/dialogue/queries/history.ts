import { createHash } from 'node:crypto'
import { jcs, type Json } from '#base'
import { sql } from 'kysely'
import { z } from 'zod'
import { query } from '../../../core/command.ts'
import type { CommittedSort, EntryFields, EntryKind, Recorded, RecordedEvent, Records, Standing } from '../../../core/recorded.ts'
import type { Reader } from '../../../platform/db.ts'
import { demandDialogue, type Dialogue } from './dialogue-facts.ts'
import { FEWEST_SHOWN } from '../rules.ts'
import { ownVotesSigned } from './my-part.ts'
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

/** What the public log says of each dialogue, beside its page: what it is called, and of which body it is. */
async function about(db: Reader, id: string): Promise<(EntryFields & { readonly language: string; readonly path: string }) | null> {
  const row = await db
    .selectFrom('dialogue')
    .innerJoin('dialogue_text', 'dialogue_text.dialogue_id', 'dialogue.id')
    .select(['dialogue.slug', 'dialogue.body_id as body', 'dialogue_text.title', 'dialogue_text.language'])
    .where('dialogue.id', '=', id)
    .where('dialogue.state', '!=', 'draft')
    .whereRef('dialogue_text.language', '=', sql<string>`dialogue.languages[1]`)
    .executeTakeFirst()
  if (row === undefined) return null
  const { slug, body, title, language } = row
  return { dialogue: id, path: `/dialogues/${slug}`, body, title, language }
}

const digestOf = (value: Json): string => createHash('sha256').update(jcs(value)).digest('hex')

type Detailed = (db: Reader, event: RecordedEvent, known: { readonly language: string }) => Promise<EntryFields | null>

const entryOf = (kind: string, t: EntryKind, detailed: Detailed): Recorded => ({
  kind,
  async entry(db, event) {
    const known = await about(db, event.scope)
    const details = known === null ? null : await detailed(db, event, known)
    return details === null ? null : { t, fields: { ...known, ...details } }
  },
})

/** The rules that hold from the opening on, and a digest of the words in which people were asked. */
const opened: Detailed = async (db, { scope, data }, { language }) => {
  const row = await db
    .selectFrom('dialogue')
    .select(['participation', 'moderation', 'publication', 'may_add', 'rules'])
    .where('id', '=', scope)
    .executeTakeFirstOrThrow()
  const asked = (await wordsNow(db, scope)).find((one) => one.language === language)
  return {
    ...{ opens_at: String(data['opensAt']), closes_at: String(data['closesAt']), answer_by: String(data['answerBy']) },
    ...{ participation: row.participation, moderation: row.moderation, publication: row.publication, may_add: row.may_add },
    ...{ rules: row.rules, words: digestOf(content.parse(asked?.content)), seeds: digestOf(await seedsNow(db, scope)) },
  }
}

/** What a vote means is the statement that stands under its number: the convener's are told of with the opening, all others when they are published. */
async function seedsNow(db: Reader, dialogue: string) {
  const rows = await db
    .selectFrom('statement')
    .select(['number', 'text', 'language'])
    .where('dialogue_id', '=', dialogue)
    .where('seed', '=', true)
    .orderBy('number')
    .execute()
  return rows.map(({ number, text, language }) => ({ number, text, language }))
}

const answered: Detailed = async (db, { scope, data }) => {
  const said = (await answersNow(db, scope)).find(({ language }) => language === data['language'])
  if (said === undefined) return null
  return { answer_language: said.language, late: data['late'] === true, words: digestOf(content.parse(said.content)) }
}

/** A translation, or other words than those that stood there; of a draft nothing is told. */
const edited: Detailed = async (db, { scope, data, visibility }) => {
  const said = (await wordsNow(db, scope)).find(({ language }) => language === data['language'])
  if (said === undefined || visibility !== 'public') return null
  const version = (await versionCounts(db, scope))('words', said.language)
  return { text_language: said.language, version, words: digestOf(content.parse(said.content)) }
}

/** A step that was replaced before it was taken in is not in the log: the one that replaced it is. Of fewer than ten people nothing is told. */
const signed: Detailed = async (db, { scope, data }) => {
  const row = await db
    .selectFrom('checkable_result')
    .innerJoin('result', 'result.dialogue_id', 'checkable_result.dialogue_id')
    .select(['checkable_result.certificate', 'checkable_result.version', sql<string>`signature -> 'statement' ->> 'key'`.as('key')])
    .where('checkable_result.dialogue_id', '=', scope)
    .where('result.participants', '>=', FEWEST_SHOWN)
    .executeTakeFirst()
  if (row === undefined || row.certificate !== data['certificate']) return null
  return { certificate: row.certificate, version: row.version, key: row.key }
}

/** Statements are people's: the log commits to their words. */
const SORT = 'statement'

const publishedOnes = async (db: Reader, dialogue: string, numbers: readonly number[]) =>
  db
    .selectFrom('statement')
    .innerJoin('dialogue', 'dialogue.id', 'statement.dialogue_id')
    .select(['statement.number', 'statement.text', 'statement.language'])
    .where('statement.dialogue_id', '=', dialogue)
    .where('statement.number', 'in', [...numbers])
    .where('statement.status', '=', 'published')
    .where('dialogue.state', '!=', 'draft')
    .execute()

const statementPublished = (kind: string): Recorded => ({
  kind,
  daily: true,
  async entry(db, { scope, subject, data }) {
    if (kind.endsWith('.added') && data['status'] !== 'published') return null
    const known = await about(db, scope)
    const [row] = await publishedOnes(db, scope, [Number(subject)])
    if (known === null || row === undefined) return null
    const { number, text, language } = row
    const committed = { sort: SORT, id: `${scope}/${number}`, value: { text, language } }
    return {
      t: 'statement.published',
      fields: { dialogue: scope, statement: number, path: `${known.path}/statements/${number}` },
      committed,
    }
  },
})

/** Taken back or declined. Of one that nobody had read yet the number is not told: nobody knows it. */
const statementGone = (kind: string, t: 'statement.withdrawn' | 'statement.declined'): Recorded => ({
  kind,
  daily: true,
  async entry(_db, { scope, subject, data }) {
    const wasRead = data['before'] === 'published'
    if (t === 'statement.withdrawn') return wasRead ? { t, fields: { dialogue: scope, statement: Number(subject) } } : null
    const said = { dialogue: scope, rule: String(data['rule']), by: String(data['by']) }
    return { t, fields: wasRead ? { ...said, statement: Number(subject) } : said }
  },
})

const itself = ({ scope, subject }: Pick<RecordedEvent, 'scope' | 'subject'>): string => `${scope}/${subject}`

const statements: CommittedSort = {
  sort: SORT,
  takenBy: { 'dialogue.statement.withdrawn': itself, 'dialogue.statement.declined': itself },
  ofThing: itself,
  async standing(db, ids) {
    const asked = ids.map((id) => id.split('/')).map(([dialogue = '', number]) => ({ dialogue, number: Number(number) }))
    const found: (readonly [string, Standing])[] = []
    for (const [dialogue, own] of Map.groupBy(asked, (one) => one.dialogue))
      for (const { number, text, language } of await publishedOnes(
        db,
        dialogue,
        own.map((one) => one.number),
      ))
        found.push([`${dialogue}/${number}`, { value: { text, language }, shown: true }])
    return new Map(found)
  },
}

export const recorded: Records = {
  entries: [
    entryOf('dialogue.dialogue.opened', 'dialogue.opened', opened),
    entryOf('dialogue.dialogue.closed', 'dialogue.closed', async (_db, { data }) => ({ early: data['early'] === true })),
    entryOf('dialogue.answer.published', 'dialogue.answered', answered),
    entryOf('dialogue.text.translated', 'dialogue.edited', edited),
    entryOf('dialogue.result.signed', 'result.signed', signed),
    // The minute of a head would tell when the last of ten people voted.
    { ...entryOf('dialogue.sums.signed', 'result.signed', signed), daily: true },
    ...[statementPublished('dialogue.statement.added'), statementPublished('dialogue.statement.published')],
    statementGone('dialogue.statement.withdrawn', 'statement.withdrawn'),
    statementGone('dialogue.statement.declined', 'statement.declined'),
  ],
  committed: [statements],
  own: [ownVotesSigned],
}
