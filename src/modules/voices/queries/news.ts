import type { News, NewsAsked } from '../../../core/news.ts'
import type { Runner } from '../../../core/perform.ts'
import type { Reader } from '../../../platform/db.ts'
import { dayIn, mandatePath } from '../rules.ts'
import { readerTags } from './seals.ts'

/** For intermediaries, that somebody was named or that something changed, and for second readers that something waits: never what, and never whose. */
export async function newsOf({ runner: { db, outside } }: { readonly runner: Runner }, asked: NewsAsked): Promise<readonly News[]> {
  if (!asked.sorts.includes('answer-due')) return []
  const accounts = new Map(asked.owners.flatMap(({ account, persons }) => persons.map((person) => [String(person), account] as const)))
  if (accounts.size === 0) return []
  const now = outside.now()
  const told = { sort: 'answer-due' as const, path: '/voices/desk' }
  const rows = await db
    .selectFrom('voice_intermediary')
    .select(['id', 'person_id', 'state', 'asked_at', 'heard_at'])
    .where('state', '!=', 'ended')
    .where((where) => where.or([where('asked_at', '>', asked.since), where('heard_at', '>', asked.since)]))
    .execute()
  const news: News[] = []
  for (const { id, person_id: person, state, asked_at: asking, heard_at: heard } of rows) {
    const account = accounts.get(person ?? '')
    if (account === undefined) continue
    if (state === 'asked' && asking > asked.since)
      news.push({ ...told, account, key: `voices/${id}`, at: asking, line: (say) => say('news.voices.asked') })
    if (heard !== null && heard > asked.since && heard <= now)
      news.push({ ...told, account, key: `voices/${id}/changed`, at: heard, line: (say) => say('news.voices.changed') })
  }
  return [...news, ...(await ofReaders({ db, outside }, accounts, asked.since)), ...(await ofHolders(db, accounts, asked.since))]
}

const DAY_MS = 86_400_000
const WAITS_DAYS = 7

/** From the morning after it was handed to them, so that the hour tells nothing. */
async function ofReaders({ db, outside }: Pick<Runner, 'db' | 'outside'>, accounts: ReadonlyMap<string, News['account']>, since: Date) {
  const now = outside.now()
  const waiting = await db.selectFrom('kept_voice').select(['reader_tag', 'read_by']).where('state', '=', 'reading').execute()
  if (waiting.length === 0) return []
  const tags = new Map(
    [...accounts].flatMap(([person, account]) => readerTags(outside.keys, person).map((tag) => [tag.toString('hex'), account] as const)),
  )
  return waiting.flatMap(({ reader_tag: tag, read_by: by }): News[] => {
    const account = tags.get(tag?.toString('hex') ?? '')
    if (account === undefined || by === null) return []
    const at = new Date(new Date(`${dayIn(new Date(by))}T00:00:00Z`).getTime() - (WAITS_DAYS - 1) * DAY_MS)
    if (at <= since || at > now) return []
    return [{ account, key: 'voices/reading', sort: 'answer-due', at, path: '/voices/desk', line: (say) => say('news.voices.reading') }]
  })
}

/** That one may speak for others waits for one's own yes. The day alone is kept, so one hears when it is over. */
async function ofHolders(db: Reader, accounts: ReadonlyMap<string, News['account']>, since: Date): Promise<readonly News[]> {
  const rows = await db
    .selectFrom('mandate')
    .select(['id', 'holder_id as holder', 'given_on as day'])
    .where('holder_id', 'in', [...accounts.keys()])
    .where('accepted_on', 'is', null)
    .where('withdrawn_on', 'is', null)
    .where('given_on', '>=', dayIn(since))
    .execute()
  return rows.flatMap(({ id, holder, day }): News[] => {
    const account = accounts.get(holder ?? '')
    if (account === undefined) return []
    const at = new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS)
    return [{ account, key: `mandate/${id}`, sort: 'answer-due', at, path: mandatePath(id), line: (say) => say('news.voices.mandate') }]
  })
}
