import type { Own } from '../../../core/holding.ts'
import { newsOfEach, type News, type NewsAsked } from '../../../core/news.ts'
import type { Runner } from '../../../core/perform.ts'
import type { Reader } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { assistPathOf, dayOf, daysAfter, pathOf, REMIND_DAYS } from '../rules.ts'
import { isReader } from './facts.ts'
import { nobody } from '../../../core/actor.ts'

type Due = { readonly body: string; readonly key: string; readonly at: Date; readonly path: string; readonly line: News['line'] }
const DAY_MS = 86_400_000

/** What became of what somebody wrote; for bodies, what is to be looked at again, and what a pair waits for; for readers, that somebody waits. */
export async function newsOf({ runner }: { readonly runner: Runner }, asked: NewsAsked): Promise<readonly News[]> {
  const { sorts } = asked
  return [
    ...(sorts.includes('my-contribution') ? await ofWriters(runner, asked) : []),
    ...(sorts.includes('answer-due') ? await ofBodies(runner, asked) : []),
    ...(sorts.includes('answer-due') ? await ofReaders(runner, asked) : []),
  ]
}

const LINES = { published: 'news.library.published', declined: 'news.library.declined' } as const

async function ofWriters({ db, outside }: Runner, { owners, since }: NewsAsked): Promise<readonly News[]> {
  const accounts = new Map(owners.flatMap(({ account, persons }) => persons.map((person) => [String(person), account] as const)))
  if (accounts.size === 0) return []
  const [now, today] = [outside.now(), dayOf(outside.now())]
  const rows = await db
    .selectFrom('library_entry')
    .select(['id', 'person_id', 'state', 'decided_at', 'reason', 'review_on'])
    .where('body_id', 'is', null)
    .where('person_id', 'is not', null)
    .where('hidden_for', 'is', null)
    .where((where) =>
      where.or([
        where('decided_at', '>', since),
        where.and([where('state', '=', 'published'), where('review_on', '<=', daysAfter(today, REMIND_DAYS))]),
      ]),
    )
    .execute()
  return rows.flatMap((row): News[] => {
    const account = accounts.get(row.person_id ?? '')
    if (account === undefined) return []
    const base = { account, key: `library/${row.id}`, sort: 'my-contribution' as const, path: pathOf(row.id) }
    if (row.decided_at !== null && row.decided_at > since) {
      const line = LINES[row.reason === null ? 'published' : 'declined']
      return [{ ...base, at: row.decided_at, line: (say) => say(line) }]
    }
    const at = reminded(row.review_on)
    return at > since && at <= now ? [{ ...base, at, line: (say) => say('news.library.review') }] : []
  })
}

const reminded = (reviewOn: string | null): Date =>
  reviewOn === null ? new Date(0) : new Date(new Date(reviewOn).getTime() - REMIND_DAYS * DAY_MS)

async function ofBodies({ db, outside }: Runner, { owners, since }: NewsAsked): Promise<readonly News[]> {
  const now = outside.now()
  const due = [...(await reviewsDue(db, now)), ...(await pairsDue(db))].filter(({ at }) => at > since && at <= now)
  if (due.length === 0) return []
  const holders = await organisations.holdersAmong(
    db,
    owners.flatMap(({ persons }) => persons),
  )
  const conveners = owners.filter((own) => own.persons.some((person) => holders.has(person)))
  return newsOfEach(conveners, async (own) => {
    const bodies = (await Promise.all(own.persons.map((person) => organisations.bodiesWhere(db, person, 'convener', 'en')))).flat()
    return due
      .filter(({ body }) => bodies.some(({ id }) => id === body))
      .map(({ key, at, path, line }) => ({ account: own.account, key, sort: 'answer-due' as const, at, path, line }))
  })
}

async function reviewsDue(db: Reader, now: Date): Promise<readonly Due[]> {
  const rows = await db
    .selectFrom('library_entry')
    .select(['id', 'body_id as body', 'review_on'])
    .where('body_id', 'is not', null)
    .where('state', '=', 'published')
    .where('hidden_for', 'is', null)
    .where('review_on', '<=', daysAfter(dayOf(now), REMIND_DAYS))
    .execute()
  return rows.flatMap(({ id, body, review_on: on }) =>
    body === null ? [] : [{ body, key: `library/${id}`, at: reminded(on), path: pathOf(id), line: (say) => say('news.library.review') }],
  )
}

/** What one side waits for from the other. */
async function pairsDue(db: Reader): Promise<readonly Due[]> {
  const rows = await db
    .selectFrom('assist_offer')
    .innerJoin('assist', 'assist.id', 'assist_offer.assist_id')
    .leftJoin('assist_meeting', (join) =>
      join.onRef('assist_meeting.assist_id', '=', 'assist_offer.assist_id').onRef('assist_meeting.body_id', '=', 'assist_offer.body_id'),
    )
    .leftJoin('assist_note', (join) =>
      join.onRef('assist_note.assist_id', '=', 'assist_offer.assist_id').onRef('assist_note.body_id', '=', 'assist_offer.body_id'),
    )
    .select(['assist.id', 'assist.body_id as asker', 'assist_offer.body_id as helper', 'assist_offer.state', 'offered_at', 'decided_at'])
    .select([
      'assist_meeting.starts_at as starts',
      'assist_meeting.held',
      'assist_note.written_at as noted',
      'assist_note.agreed_at as agreed',
    ])
    .select(['assist_note.asker_agreed as askerAgreed', 'assist_note.helper_agreed as helperAgreed'])
    .where('assist.hidden_for', 'is', null)
    .where('assist_offer.state', '!=', 'withdrawn')
    .execute()
  return rows.flatMap((row): Due[] => {
    const path = assistPathOf(row.id)
    const to = (body: string, at: Date | null, line: PairLine): Due[] =>
      at === null ? [] : [{ body, key: `assist/${row.id}/${row.helper}`, at, path, line: (say) => say(line) }]
    if (row.state === 'waiting') return to(row.asker, row.offered_at, 'news.assist.offered')
    if (row.state === 'declined') return to(row.helper, row.decided_at, 'news.assist.declined')
    if (row.noted !== null && row.agreed === null)
      return [
        ...(row.askerAgreed === true ? [] : to(row.asker, row.noted, 'news.assist.note')),
        ...(row.helperAgreed === true ? [] : to(row.helper, row.noted, 'news.assist.note')),
      ]
    // The day before both sides are reminded of the hour.
    const before = row.starts === null || row.held !== null ? null : new Date(row.starts.getTime() - DAY_MS)
    return [...to(row.helper, row.decided_at, 'news.assist.paired'), ...both(row, (body) => to(body, before, 'news.assist.soon'))]
  })
}
type PairLine = 'news.assist.offered' | 'news.assist.declined' | 'news.assist.note' | 'news.assist.paired' | 'news.assist.soon'

const both = (
  { asker, helper }: { readonly asker: string; readonly helper: string },
  each: (body: string) => readonly Due[],
): readonly Due[] => [asker, helper].flatMap(each)

async function ofReaders({ db, outside }: Runner, { owners, since }: NewsAsked): Promise<readonly News[]> {
  const now = outside.now()
  const waiting = await db
    .selectFrom('library_entry')
    .select(['proposed_at as at', 'person_id as person'])
    .where('proposed_at', '>', since)
    .where('hidden_for', 'is', null)
    .orderBy('proposed_at', 'desc')
    .execute()
  if (waiting.length === 0) return []
  const candidates = await readersAmong(db, owners)
  return newsOfEach(candidates, async ({ account, persons }) => {
    const theirs = waiting.find(({ person }) => !persons.some((own) => own === person))
    if (theirs?.at == null) return []
    for (const person of persons)
      if (await isReader(db, { actor: { ...nobody('en'), person }, now }))
        return [
          {
            ...{ account, key: 'library/proposals', sort: 'answer-due' as const, at: theirs.at, path: '/library/proposals' },
            line: (say) => say('news.library.waiting'),
          },
        ]
    return []
  })
}

/** The few of them who could be readers: keepers, and whoever holds an office. */
async function readersAmong(db: Reader, owners: readonly Own[]): Promise<readonly Own[]> {
  const keepers = new Set((await db.selectFrom('library_keeper').select('person_id').execute()).map((row) => row.person_id))
  const holders = await organisations.holdersAmong(
    db,
    owners.flatMap(({ persons }) => persons),
  )
  return owners.filter(({ persons }) => persons.some((person) => keepers.has(person) || holders.has(person)))
}
