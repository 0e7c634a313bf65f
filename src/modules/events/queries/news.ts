import type { News, NewsAsked } from '../../../core/news.ts'
import type { Own } from '../../../core/holding.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import type { Outside } from '../../../platform/outside.ts'
import { communities } from '../../communities/index.ts'
import { organisations } from '../../organisations/index.ts'
import { DAY_MS, dayOfNow, remindAt, pathOf } from '../rules.ts'
import { openTold } from './links.ts'
import type { HostSort } from '../tables.ts'

type Telling = { readonly runner: { readonly db: Reader; readonly outside: Pick<Outside, 'keys' | 'now'> } }
type Answered = Awaited<ReturnType<typeof answersSince>>[number]

/**
 * What changed where somebody goes, that a place is free for them, that it is near; and, for those who answer for a decision or an agenda, that a day
 * has passed or is near. Lines say neither what nor whose, so a letter tells nothing of a community that is hidden.
 */
export async function newsOf({ runner: { db, outside } }: Telling, { owners, since, sorts, urgent }: NewsAsked): Promise<readonly News[]> {
  const now = outside.now()
  const told: News[] = []
  if (sorts.includes('event')) {
    const byAccount = new Map(owners.map(({ account }) => [String(account), account] as const))
    for (const answer of await answersSince(db, since, now)) {
      const account = byAccount.get(openTold(outside.keys, answer.sealed).account ?? '')
      if (account === undefined) continue
      told.push(...ofAnswer(account, answer, { since, now }).filter((one) => urgent !== true || one.urgent === true))
    }
  }
  if (sorts.includes('answer-due') && urgent !== true)
    for (const late of [lateDecisions, pointsDue, proposals]) told.push(...(await late({ db, keys: outside.keys, owners, since, now })))
  return told
}

/** Those of dates that changed, of people who moved up, and of dates that are near: a few among all. */
async function answersSince(db: Reader, since: Date, now: Date) {
  return db
    .selectFrom('event_answer as answer')
    .innerJoin('event_occurrence as date', (join) =>
      join
        .onRef('date.host_id', '=', 'answer.host_id')
        .onRef('date.event_id', '=', 'answer.event_id')
        .onRef('date.slot', '=', 'answer.slot'),
    )
    .innerJoin('hosted_event as plan', (join) => join.onRef('plan.host_id', '=', 'answer.host_id').onRef('plan.id', '=', 'answer.event_id'))
    .select(['answer.event_id as event', 'answer.slot', 'answer.told_sealed as sealed', 'answer.remind', 'answer.asked_at as asked'])
    .select([
      'answer.moved_up_at as up',
      'answer.waiting',
      'date.changed_at as changed',
      'date.state',
      'date.starts_at as starts',
      'date.moved_from',
    ])
    .where('answer.account_tag', 'is not', null)
    .where('answer.answer', '!=', 'no')
    .where('plan.state', '!=', 'draft')
    .where('plan.hidden_for', 'is', null)
    .where((where) =>
      where.or([
        where('date.changed_at', '>', since),
        where('answer.moved_up_at', '>', since),
        where.and([where('date.starts_at', '>', now), where('date.starts_at', '<=', new Date(now.getTime() + DAY_MS))]),
      ]),
    )
    .execute()
}

const LINES = {
  off: 'news.events.called-off',
  moved: 'news.events.moved',
  changed: 'news.events.changed',
} as const

function ofAnswer(account: Own['account'], answer: Answered, { since, now }: { since: Date; now: Date }): readonly News[] {
  const { event, slot, changed, state, up, starts, asked, waiting } = answer
  const at = pathOf(event, slot)
  // Sooner than a day ahead nobody waits for the letter of the day.
  const soon = starts.getTime() - now.getTime() < DAY_MS ? ({ urgent: true } as const) : {}
  const told: News[] = []
  if (changed !== null && changed > since && changed > asked) {
    const what = state === 'called-off' ? 'off' : answer.moved_from === null ? 'changed' : 'moved'
    told.push({ account, key: `event/${event}/${slot}`, sort: 'event', at: changed, path: at, line: (say) => say(LINES[what]), ...soon })
  }
  if (state === 'called-off') return told
  if (up !== null && up > since)
    told.push({
      account,
      key: `event/${event}/${slot}/place`,
      sort: 'event',
      at: up,
      path: at,
      line: (say) => say('news.events.place-free'),
      ...soon,
    })
  const due = remindAt(starts, answer.remind)
  if (due !== null && !waiting && due > since && due <= now && due > asked)
    told.push({
      account,
      key: `event/${event}/${slot}/near`,
      sort: 'event',
      at: due,
      path: at,
      line: (say) => say('news.events.near'),
      urgent: true,
    })
  return told
}

type Due = {
  readonly db: Reader
  readonly keys: Pick<Keys, 'tags'>
  readonly owners: readonly Own[]
  readonly since: Date
  readonly now: Date
}
type Hosted = { readonly sort: HostSort; readonly host: string; readonly by: string | null }

/**
 * Whose news it is: of a body, whoever answers for it by name; of a community, all who look after it, for they answer together, and nobody else
 * learns from it who belongs there.
 */
async function answering({ db, keys, owners }: Due, rows: readonly Hosted[]): Promise<(row: Hosted) => readonly Own['account'][]> {
  const persons = new Map(owners.flatMap((own) => own.persons.map((person) => [String(person), own.account] as const)))
  const leads = new Map<string, readonly Own['account'][]>()
  const accounts = owners.map(({ account }) => account)
  for (const host of new Set(rows.flatMap((row) => (row.sort === 'community' ? [row.host] : [])))) {
    const there = await communities.membersAmong(db, keys, host, accounts)
    leads.set(
      host,
      accounts.filter((account) => (there.get(account)?.role ?? 'member') !== 'member'),
    )
  }
  return ({ sort, host, by }) => {
    if (sort === 'community') return leads.get(host) ?? []
    const account = persons.get(by ?? '')
    return account === undefined ? [] : [account]
  }
}

async function lateDecisions(due: Due): Promise<readonly News[]> {
  const { db, since, now } = due
  const rows = await db
    .selectFrom('event_decision as decision')
    .innerJoin('hosted_event as plan', (join) =>
      join.onRef('plan.host_id', '=', 'decision.host_id').onRef('plan.id', '=', 'decision.event_id'),
    )
    .select(['decision.event_id as event', 'decision.slot', 'decision.number', 'decision.due_on as day', 'decision.by_ref as by'])
    .select(['plan.host_sort as sort', 'plan.host_id as host'])
    .where('decision.done_on', 'is', null)
    .where('decision.due_on', '<', dayOfNow(now))
    .where('decision.due_on', '>=', dayOfNow(new Date(since.getTime() - DAY_MS)))
    .where('plan.hidden_for', 'is', null)
    .execute()
  const accountsOf = await answering(due, rows)
  return rows.flatMap((row): readonly News[] => {
    const at = new Date(Date.parse(`${row.day}T00:00:00Z`) + DAY_MS)
    if (at <= since) return []
    return accountsOf(row).map((account) => ({
      ...{
        account,
        key: `event/${row.event}/${row.slot}/decision/${row.number}`,
        sort: 'answer-due',
        at,
        path: pathOf(row.event, row.slot),
      },
      line: (say) => say('news.events.decision-late'),
    }))
  })
}

/** Points that nobody has answered two days before a meeting: whoever answers for the event hears of it. */
async function pointsDue(due: Due): Promise<readonly News[]> {
  const { db, since, now } = due
  const rows = await db
    .selectFrom('event_point as point')
    .innerJoin('event_occurrence as date', (join) =>
      join.onRef('date.host_id', '=', 'point.host_id').onRef('date.event_id', '=', 'point.event_id').onRef('date.slot', '=', 'point.slot'),
    )
    .innerJoin('hosted_event as plan', (join) => join.onRef('plan.host_id', '=', 'point.host_id').onRef('plan.id', '=', 'point.event_id'))
    .select(['point.event_id as event', 'point.slot', 'date.starts_at as starts', 'plan.owner_ref as by'])
    .select(['plan.host_sort as sort', 'plan.host_id as host'])
    .distinct()
    .where('point.state', '=', 'proposed')
    .where('plan.state', '=', 'published')
    .where('plan.hidden_for', 'is', null)
    .where('date.state', '=', 'on')
    .where('date.starts_at', '>', now)
    .where('date.starts_at', '<=', new Date(now.getTime() + 2 * DAY_MS))
    .execute()
  const accountsOf = await answering(due, rows)
  return rows.flatMap((row): readonly News[] => {
    const at = new Date(row.starts.getTime() - 2 * DAY_MS)
    if (at <= since) return []
    return accountsOf(row).map((account) => ({
      ...{ account, key: `event/${row.event}/${row.slot}/agenda`, sort: 'answer-due', at, path: pathOf(row.event, row.slot) },
      line: (say) => say('news.events.point-due'),
    }))
  })
}

/** What members have proposed: whoever leads there hears of it, and decides. */
async function proposals({ db, keys, owners, since, now }: Due): Promise<readonly News[]> {
  const rows = await db
    .selectFrom('hosted_event')
    .select(['id as event', 'host_sort as sort', 'host_id as host', 'written_at as at'])
    .where('state', '=', 'draft')
    .where('owner_ref', 'is', null)
    .where('written_at', '>', since)
    .where('written_at', '<=', now)
    .orderBy('id')
    .execute()
  const conveners = new Map<string, readonly string[]>()
  for (const host of new Set(rows.flatMap((row) => (row.sort === 'body' ? [row.host] : [])))) {
    const officers = await organisations.officersOf(db, host)
    conveners.set(
      host,
      officers.flatMap(({ person, role }) => (role === 'steward' || role === 'convener' ? [person] : [])),
    )
  }
  const each = rows.flatMap((row) => {
    const by: readonly (string | null)[] = row.sort === 'community' ? [null] : (conveners.get(row.host) ?? [])
    return by.map((one) => ({ ...row, by: one }))
  })
  const accountsOf = await answering({ db, keys, owners, since, now }, each)
  return each.flatMap((row): readonly News[] =>
    [...accountsOf(row)].map((account) => ({
      ...{ account, key: `event/${row.event}/proposal`, sort: 'answer-due', at: row.at, path: pathOf(row.event) },
      line: (say) => say('news.events.handed-in'),
    })),
  )
}
