import { sql } from 'kysely'
import type { Reader } from '../../../platform/db.ts'
import { FetchFault, type SafeFetch } from '../../../platform/safe-fetch.ts'
import { askBefore, dayOf, daysAfter, GRACE_DAYS, isThere, LINKS_A_TURN, movedTo } from '../rules.ts'
import type {} from '../tables.ts'

export type DueLink = { readonly place: string; readonly item: string; readonly url: string }

/** A few links of what pages show now, whose week is over (or the three days after a failure): those first that were never asked for. One of each host. */
export async function dueLinks(db: Reader, now: Date): Promise<readonly DueLink[]> {
  const { answering, failing } = askBefore(now)
  const rows = await db
    .selectFrom('abroad_link')
    .innerJoin('abroad_item', (join) =>
      join.onRef('abroad_item.place', '=', 'abroad_link.place').onRef('abroad_item.id', '=', 'abroad_link.item_id'),
    )
    .select(['abroad_link.place', 'abroad_link.item_id as item', 'abroad_link.url'])
    .where('abroad_item.state', '=', 'published')
    .where('abroad_item.expires_on', '>=', daysAfter(dayOf(now), -GRACE_DAYS))
    .where((where) =>
      where.or([
        where('asked_at', 'is', null),
        where.and([where('abroad_link.state', '=', 'fails'), where('asked_at', '<=', failing)]),
        where('asked_at', '<=', answering),
      ]),
    )
    .orderBy(sql`asked_at asc nulls first`)
    .orderBy('abroad_link.item_id')
    .limit(LINKS_A_TURN * 10)
    .execute()
  const hosts = new Map<string, DueLink>()
  for (const row of rows) {
    const { host } = new URL(row.url)
    if (!hosts.has(host)) hosts.set(host, row)
  }
  return [...hosts.values()].slice(0, LINKS_A_TURN)
}

export type Looked = { readonly answered: boolean; readonly movedTo: string | null }

/** Asked for the head alone first; who does not answer that is asked for the page. What is too large or packed is there all the same. */
export async function look(fetch: SafeFetch, url: string): Promise<Looked> {
  for (const head of [true, false]) {
    try {
      const { status, url: reached } = await fetch(url, { head, accept: 'text/html, */*' })
      if (isThere(status)) return { answered: true, movedTo: movedTo(url, reached) }
    } catch (error) {
      if (!(error instanceof FetchFault)) throw error
      if (error.code === 'size' || error.code === 'encoding') return { answered: true, movedTo: null }
    }
  }
  return { answered: false, movedTo: null }
}
