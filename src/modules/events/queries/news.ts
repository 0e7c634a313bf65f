import type { News, NewsAsked } from '../../../core/news.ts'
import type { Own } from '../../../core/holding.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { DAY_MS, dayOfNow, remindAt, pathOf } from '../rules.ts'
import { openTold } from './links.ts'
import type {} from '../tables.ts'

type Telling = { readonly runner: { readonly db: Reader; readonly outside: Pick<Outside, 'keys' | 'now'> } }
type Answered = Awaited<ReturnType<typeof answersSince>>[number]

/**
 * What changed where somebody goes, that a place is free for them, that it is near; and, for whoever carries a decision of a body, that its day has
 * passed. Lines say neither what nor whose, so a letter tells nothing of a community that is hidden.
 */
export async function newsOf({ runner: { db, outside } }: Telling, { owners, since, sorts, urgent }: NewsAsked): Promise<readonly News[]> {
  const now = outside.now()
  const told: News[] = []
  if (sorts.includes('event')) {
    const byAccount = new Set(owners.map(({ account }) => String(account)))
    for (const answer of await answersSince(db, since, now)) {
      const { account } = openTold(outside.keys, answer.sealed)
      const own = account === null || !byAccount.has(account) ? undefined : owners.find((one) => one.account === account)
      if (own === undefined) continue
      told.push(...ofAnswer(own.account, answer, { since, now }).filter((one) => urgent !== true || one.urgent === true))
    }
  }
  if (sorts.includes('answer-due') && urgent !== true)
    told.push(...(await lateDecisions(db, owners, since, now)), ...(await pointsDue(db, owners, since, now)))
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

async function lateDecisions(db: Reader, owners: readonly Own[], since: Date, now: Date): Promise<readonly News[]> {
  const persons = owners.flatMap((own) => own.persons.map((person) => [String(person), own.account] as const))
  if (persons.length === 0) return []
  const accounts = new Map(persons)
  const rows = await db
    .selectFrom('event_decision')
    .select(['event_id as event', 'slot', 'number', 'due_on as due', 'by_ref as by'])
    .where('done_on', 'is', null)
    .where('due_on', '<', dayOfNow(now))
    .where('due_on', '>=', dayOfNow(new Date(since.getTime() - DAY_MS)))
    .where('by_ref', 'is not', null)
    .execute()
  return rows.flatMap(({ event, slot, number, due, by }): readonly News[] => {
    const account = accounts.get(by ?? '')
    const at = new Date(Date.parse(`${due}T00:00:00Z`) + DAY_MS)
    if (account === undefined || at <= since) return []
    return [
      {
        account,
        key: `event/${event}/${slot}/decision/${number}`,
        sort: 'answer-due',
        at,
        path: pathOf(event, slot),
        line: (say) => say('news.events.decision-late'),
      },
    ]
  })
}

/** Points that nobody has answered two days before a meeting: whoever answers for the event of a body hears of it. */
async function pointsDue(db: Reader, owners: readonly Own[], since: Date, now: Date): Promise<readonly News[]> {
  const accounts = new Map(owners.flatMap((own) => own.persons.map((person) => [String(person), own.account] as const)))
  if (accounts.size === 0) return []
  const rows = await db
    .selectFrom('event_point as point')
    .innerJoin('event_occurrence as date', (join) =>
      join.onRef('date.host_id', '=', 'point.host_id').onRef('date.event_id', '=', 'point.event_id').onRef('date.slot', '=', 'point.slot'),
    )
    .innerJoin('hosted_event as plan', (join) => join.onRef('plan.host_id', '=', 'point.host_id').onRef('plan.id', '=', 'point.event_id'))
    .select(['point.event_id as event', 'point.slot', 'date.starts_at as starts', 'plan.owner_ref as owner'])
    .distinct()
    .where('point.state', '=', 'proposed')
    .where('plan.state', '=', 'published')
    .where('date.state', '=', 'on')
    .where('date.starts_at', '>', now)
    .where('date.starts_at', '<=', new Date(now.getTime() + 2 * DAY_MS))
    .execute()
  return rows.flatMap(({ event, slot, starts, owner }): readonly News[] => {
    const account = accounts.get(owner ?? '')
    const at = new Date(starts.getTime() - 2 * DAY_MS)
    if (account === undefined || at <= since) return []
    return [
      {
        ...{ account, key: `event/${event}/${slot}/agenda`, sort: 'answer-due', at, path: pathOf(event, slot) },
        line: (say) => say('news.events.point-due'),
      },
    ]
  })
}
