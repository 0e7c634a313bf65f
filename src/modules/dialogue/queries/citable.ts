import type { Agreement, Citable, Slate, Source } from '../../../core/citable.ts'
import { nobody } from '../../../core/actor.ts'
import { dayOf } from '../../../core/event.ts'
import type { Reader } from '../../../platform/db.ts'
import { FEWEST_SHOWN, isSealed } from '../rules.ts'
import { dialogueFacts, type Dialogue } from './dialogue-facts.ts'
import { latestResult, type Result } from './latest-result.ts'
import { shownOf } from './result-page.ts'
import { dialoguesOfSession, sharedQuestions } from './session.ts'
import { slateInWords } from './slate-in-words.ts'
import type { Speaker } from './shapes.ts'
import { withSpeakers } from './speakers.ts'
import { readStatements, type StatementRow } from './statement-list.ts'
import { answersIn } from './sureness.ts'
import { wordsOf } from './words.ts'

const SORT = 'statement'
const ID = /^([0-9a-f-]{36})\/(\d{1,9})$/

/** Published statements, as texts may lead back to them: `<dialogue>/<number>`. What was taken back or hidden stays without its words. */
export const citableStatements: Citable = {
  sort: SORT,
  takenBy: [...['dialogue.statement.withdrawn', 'dialogue.statement.declined', 'dialogue.meeting.withdrawn', 'dialogue.sheet.undone']],
  async ofSession(db, sessionId, locale) {
    const found: Source[] = []
    for (const dialogue of await dialoguesOfSession(db, sessionId, nobody(locale))) found.push(...(await sourcesIn(db, dialogue, locale)))
    return found
  },
  async byIds(db, ids, locale) {
    const asked = ids.flatMap((id) => {
      const [, dialogue, number] = ID.exec(id) ?? []
      return dialogue === undefined ? [] : [{ dialogue, number: Number(number) }]
    })
    const found: Source[] = []
    for (const [id, statements] of Map.groupBy(asked, ({ dialogue }) => dialogue)) {
      const dialogue = await dialogueFacts(db, id, nobody(locale))
      const numbers = statements.map(({ number }) => number)
      if (dialogue !== null && dialogue.state !== 'draft') found.push(...(await sourcesIn(db, dialogue, locale, numbers)))
    }
    return found
  },
  async slatesOf(db, sessionId, locale) {
    const dialogues = await dialoguesOfSession(db, sessionId, nobody(locale))
    const words = await wordsOf(db, dialogues, locale)
    const found: Slate[] = []
    for (const dialogue of dialogues) {
      const { title = dialogue.slug, language = 'und' } = words.get(dialogue.id) ?? {}
      const slate = await slateOf(db, dialogue, locale)
      if (slate !== null) found.push({ ...slate, title, language })
    }
    return found
  },
}

/** As the page of the result shows it; null where that shows none. */
async function slateOf(db: Reader, dialogue: Dialogue, locale: string): Promise<Omit<Slate, 'title' | 'language'> | null> {
  const result = isSealed(dialogue) ? null : await latestResult(db, dialogue.id)
  if (result === null || result.analysis.participants < FEWEST_SHOWN) return null
  const rows = await readStatements(db, dialogue.id, { status: 'published' })
  const { live, large } = shownOf(result.analysis, await withSpeakers(db, dialogue, rows, nobody(locale)))
  const slate = slateInWords(result.analysis, live, large)
  if (slate === null || slate.statements.length === 0) return null
  const numbers = slate.statements.map(({ number }) => number)
  const sources = new Map((await sourcesIn(db, dialogue, locale, numbers)).map((source) => [source.id, source]))
  return {
    ...{ path: `/dialogues/${dialogue.slug}/result#slate`, certificate: result.certificate, at: dayOf(result.computedAt) },
    sources: numbers.flatMap((number) => sources.get(`${dialogue.id}/${number}`) ?? []),
    reached: slate.reached,
    means: slate.meanOf.map(({ group, mean }) => ({ letter: group, mean })),
    leftOut: slate.open === null ? null : { people: slate.open.people },
  }
}

async function sourcesIn(db: Reader, dialogue: Dialogue, locale: string, numbers?: readonly number[]): Promise<Source[]> {
  const everPublished = await publishedOnce(db, dialogue.id)
  const rows = (await readStatements(db, dialogue.id, numbers === undefined ? {} : { numbers })).filter(({ number }) =>
    everPublished.has(number),
  )
  const result = isSealed(dialogue) ? null : await latestResult(db, dialogue.id)
  const shared = await sharedQuestions(db, dialogue)
  return (await withSpeakers(db, dialogue, rows, nobody(locale))).map((row): Source => {
    const standing = row.status === 'published'
    const agreement = standing && result !== null ? agreementOn(dialogue, result, row) : undefined
    return {
      ...{ sort: SORT, id: `${dialogue.id}/${row.number}`, path: `/dialogues/${dialogue.slug}/statements/${row.number}` },
      ...{ text: standing ? row.text : '', language: row.language, state: standing ? 'standing' : 'withdrawn' },
      // Words change while nobody has read them, and never afterwards.
      version: 1,
      ...{ session: dialogue.session, question: row.question !== null && shared.has(row.question) ? row.question : null },
      speaker: standing ? nameOf(row.speaker) : null,
      // The second would say who wrote it.
      at: dayOf(everPublished.get(row.number) ?? row.createdAt),
      from: [],
      ...(agreement === undefined ? {} : { agreement }),
    }
  })
}

/** When each was published first, of all that anybody could read once: what waits, or was declined while it waited, never was. */
async function publishedOnce(db: Reader, dialogueId: string): Promise<ReadonlyMap<number, Date>> {
  const rows = await db
    .selectFrom('statement')
    .select(['number', 'created_at', 'published_at'])
    .where('dialogue_id', '=', dialogueId)
    .where((where) =>
      where.or([
        where('status', '=', 'published'),
        where('published_at', 'is not', null),
        where('voice', 'not in', ['participant', 'intermediary']),
      ]),
    )
    .execute()
  return new Map(rows.map((row) => [row.number, row.published_at ?? row.created_at]))
}

function nameOf({ body, name }: Speaker): string | null {
  return body === null ? name : body.name
}

/** By group, of the groups of ten people and more that answered it; with fewer than ten people in all, nothing. */
function agreementOn(
  dialogue: Dialogue,
  { analysis, certificate, computedAt }: Result,
  { number }: Pick<StatementRow, 'number'>,
): Agreement | undefined {
  if (analysis.participants < FEWEST_SHOWN) return undefined
  const result = analysis.results.find(({ id }) => id === number)
  if (result === undefined) return undefined
  const groups = analysis.groups.flatMap(({ id, size }) => {
    const counts = result.byGroup[id]
    if (size < FEWEST_SHOWN || counts === undefined || answersIn(counts) === 0) return []
    return [{ letter: id, agree: counts.agrees / answersIn(counts) }]
  })
  if (groups.length === 0) return undefined
  return { path: `/dialogues/${dialogue.slug}/result`, certificate, at: dayOf(computedAt), groups }
}
