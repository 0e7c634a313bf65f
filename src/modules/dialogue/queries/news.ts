import type { Reader } from '../../../platform/db.ts'
import type { Own } from '../../../core/holding.ts'
import { newsOfEach, type News, type NewsAsked } from '../../../core/news.ts'
import type { Runner } from '../../../core/perform.ts'
import { organisations } from '../../organisations/index.ts'
import type {} from '../tables.ts'
import { accountTags } from './dialogue-facts.ts'
import { wordsOf } from './words.ts'

type Telling = { readonly runner: Runner }

const DAY_MS = 86_400_000
/** So long before its day an answer is asked for. */
const DUE_DAYS = 7

type Row = {
  readonly id: string
  readonly slug: string
  readonly languages: readonly string[]
  readonly state: string
  readonly closes_at: Date
  readonly closed_at: Date | null
  readonly answered_at: Date | null
  readonly answer_by: Date
}

const COLUMNS = ['id', 'slug', 'languages', 'state', 'closes_at', 'closed_at', 'answered_at', 'answer_by'] as const

/** What became of what accounts wrote and took part in, and which answers their conveners owe. Where they took part as guests nobody can find them. */
export async function newsOf(kit: Telling, { owners, since, sorts }: NewsAsked): Promise<readonly News[]> {
  const { db } = kit.runner
  const now = kit.runner.outside.now()
  const moved = sorts.includes('my-contribution') ? await movedSince(db, since, now) : []
  const holders = await organisations.holdersAmong(
    db,
    owners.flatMap(({ persons }) => persons),
  )
  const conveners = owners.filter(({ persons }) => persons.some((person) => holders.has(person)))
  const told = [
    ...(await ofParticipants(kit, owners, { moved, since, now })),
    ...(await newsOfEach(conveners, (own) => ofConvener(db, own, since, now))),
  ]
  if (told.length === 0) return []
  const titles = await wordsOf(db, [...new Map(told.map(({ dialogue }) => [dialogue.id, dialogue])).values()], '')
  return told.map(({ dialogue, ...news }) => {
    const words = titles.get(dialogue.id)
    return { ...news, about: words === undefined ? undefined : { text: words.title, language: words.language } }
  })
}

type Told = Omit<News, 'about'> & { readonly dialogue: Row }

const closedAt = ({ closed_at: at, closes_at: hour }: Row): Date => at ?? hour

/** The dialogues in which something happened that a participant is told of: few, whatever the hub has seen before. */
async function movedSince(db: Reader, since: Date, now: Date): Promise<readonly Row[]> {
  return db
    .selectFrom('dialogue')
    .select(COLUMNS)
    .where('state', '!=', 'draft')
    .where('origin', '=', 'here')
    .where((where) =>
      where.or([
        where('closed_at', '>', since),
        where('answered_at', '>', since),
        where.and([where('state', '=', 'open'), where('closes_at', '>', since), where('closes_at', '<=', now)]),
        where(
          'id',
          'in',
          where
            .selectFrom('statement')
            .select('dialogue_id')
            .where((of) => of.or([of('decided_at', '>', since), of('merged_at', '>', since)]))
            .where((of) => of.or([of('author_number', 'is not', null), of('merged_at', '>', since)])),
        ),
      ]),
    )
    .execute()
}

type Moved = { readonly moved: readonly Row[]; readonly since: Date; readonly now: Date }

type Part = { readonly account: string; readonly dialogue: Row; readonly author: number | null }

/** So many tags are looked for in one reading. */
const AT_ONCE = 1000

async function partsOf({ db, outside }: Runner, owners: readonly Own[], moved: readonly Row[]): Promise<readonly Part[]> {
  const asked = moved.flatMap((dialogue) =>
    owners.flatMap(({ account }) => accountTags(dialogue.id, account, outside).map((tag) => ({ tag, account, dialogue }))),
  )
  const parts: Part[] = []
  for (let begin = 0; begin < asked.length; begin += AT_ONCE) {
    const some = new Map(asked.slice(begin, begin + AT_ONCE).map((one) => [one.tag.toString('hex'), one]))
    const rows = await db
      .selectFrom('participant')
      .select(['holder_tag as tag', 'author_number as author'])
      .where((where) =>
        where(
          where.refTuple('dialogue_id', 'holder_tag'),
          'in',
          [...some.values()].map(({ dialogue, tag }) => where.tuple(dialogue.id, tag)),
        ),
      )
      .execute()
    for (const { tag, author } of rows) {
      const found = tag === null ? undefined : some.get(tag.toString('hex'))
      if (found !== undefined) parts.push({ account: found.account, dialogue: found.dialogue, author })
    }
  }
  return parts
}

async function ofParticipants({ runner }: Telling, owners: readonly Own[], { moved, since, now }: Moved): Promise<readonly Told[]> {
  if (moved.length === 0) return []
  const parts = await partsOf(runner, owners, moved)
  const ended = parts.flatMap(({ account, dialogue }): Told[] => {
    const path = `/dialogues/${dialogue.slug}`
    const answered = dialogue.answered_at
    const ofThis = { account, key: `dialogue/${dialogue.id}`, dialogue }
    if (answered !== null && answered > since) return [{ ...telling('answered', answered), ...ofThis, path: `${path}#answer` }]
    const closed = closedAt(dialogue)
    return closed > since && closed <= now ? [{ ...telling('closed', closed), ...ofThis, path: `${path}/result` }] : []
  })
  return [...ended, ...(await ofAuthors(runner.db, parts, since))]
}

async function ofAuthors(db: Reader, parts: readonly Part[], since: Date): Promise<readonly Told[]> {
  const written = parts.flatMap(({ author, ...part }) => (author === null ? [] : [{ ...part, author }]))
  if (written.length === 0) return []
  const rows = await db
    .selectFrom('statement')
    .select(['dialogue_id', 'number', 'author_number as author', 'status', 'declined_for', 'decided_at'])
    .where((where) =>
      where(
        where.refTuple('dialogue_id', 'author_number'),
        'in',
        written.map(({ dialogue, author }) => where.tuple(dialogue.id, author)),
      ),
    )
    .where('decided_at', '>', since)
    .where('status', '!=', 'waiting')
    .execute()
  const decided = rows.flatMap(({ dialogue_id: id, number, author: by, status, declined_for: why, decided_at: at }) => {
    const part = written.find(({ dialogue, author }) => dialogue.id === id && author === by)
    // What its author took back is no news to them.
    if (part === undefined || at === null || why === 'withdrawn') return []
    const { account, dialogue } = part
    const path = `/dialogues/${dialogue.slug}/${status === 'published' ? `statements/${number}` : 'my-part'}`
    return [
      { ...telling(status === 'published' ? 'published' : 'declined', at), account, key: `statement/${id}/${number}`, path, dialogue },
    ]
  })
  return [...decided, ...(await ofMerged(db, written, since))]
}

type Written = Part & { readonly author: number }

/** Both who wrote what was merged and who wrote what it was merged into hear of it. */
async function ofMerged(db: Reader, written: readonly Written[], since: Date): Promise<readonly Told[]> {
  const rows = await db
    .selectFrom('statement as own')
    .innerJoin('statement as merged', (join) =>
      join
        .onRef('merged.dialogue_id', '=', 'own.dialogue_id')
        .on((on) => on.or([on('merged.number', '=', on.ref('own.number')), on('merged.merged_into', '=', on.ref('own.number'))])),
    )
    .select(['own.dialogue_id', 'own.number', 'own.author_number as author', 'merged.number as merged', 'merged.merged_at'])
    .where((where) =>
      where(
        where.refTuple('own.dialogue_id', 'own.author_number'),
        'in',
        written.map(({ dialogue, author }) => where.tuple(dialogue.id, author)),
      ),
    )
    .where('own.status', '=', 'published')
    .where('merged.status', '=', 'published')
    .where('merged.merged_at', '>', since)
    .execute()
  return rows.flatMap(({ dialogue_id: id, number, author: by, merged, merged_at: at }) => {
    const part = written.find(({ dialogue, author }) => dialogue.id === id && author === by)
    if (part === undefined || at === null) return []
    const { account, dialogue } = part
    const path = `/dialogues/${dialogue.slug}/statements/${number}`
    return [{ ...telling(merged === number ? 'merged' : 'said-again', at), account, key: `statement/${id}/${number}`, path, dialogue }]
  })
}

/** Answers that a body of theirs owes: seven days before the day, and when it has passed. */
async function ofConvener(db: Reader, own: Own, since: Date, now: Date): Promise<readonly Told[]> {
  const convened = (await Promise.all(own.persons.map((person) => organisations.bodiesWhere(db, person, 'convener', 'en')))).flat()
  if (convened.length === 0) return []
  const rows = await db
    .selectFrom('dialogue')
    .select(COLUMNS)
    .where('body_id', 'in', [...new Set(convened.map(({ id }) => id))])
    .where('state', 'in', ['open', 'closed'])
    .where('origin', '=', 'here')
    .where('answer_by', '<=', new Date(now.getTime() + DUE_DAYS * DAY_MS))
    .execute()
  return rows.flatMap((dialogue): Told[] => {
    const due = new Date(Math.max(closedAt(dialogue).getTime(), dialogue.answer_by.getTime() - DUE_DAYS * DAY_MS))
    const late = dialogue.answer_by <= now
    const at = late ? dialogue.answer_by : due
    if (at <= since || at > now || closedAt(dialogue) > now) return []
    const path = `/dialogues/${dialogue.slug}/answer`
    return [{ ...telling(late ? 'answer-late' : 'answer-due', at), account: own.account, key: `answer/${dialogue.id}`, path, dialogue }]
  })
}

const SORTS = {
  published: 'my-contribution',
  declined: 'my-contribution',
  merged: 'my-contribution',
  'said-again': 'my-contribution',
  closed: 'my-contribution',
  answered: 'my-contribution',
  'answer-due': 'answer-due',
  'answer-late': 'answer-due',
} as const

const telling = (what: keyof typeof SORTS, at: Date): Pick<News, 'sort' | 'at' | 'line'> => ({
  sort: SORTS[what],
  at,
  line: (say) => say(`news.dialogue.${what}`),
})
