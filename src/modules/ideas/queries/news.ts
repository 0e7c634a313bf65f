import type { Own } from '../../../core/holding.ts'
import { newsOfEach, type News, type NewsAsked } from '../../../core/news.ts'
import type { Runner } from '../../../core/perform.ts'
import { gatherings, type SessionCard } from '../../gatherings/index.ts'
import { organisations } from '../../organisations/index.ts'
import { DUE_DAYS } from '../rules.ts'
import type {} from '../tables.ts'
import { linkTo, ownerTags } from './links.ts'

type Telling = { readonly runner: Runner }
const DAY_MS = 86_400_000

/** What became of an idea, for authors with an account; and for whoever organises, that answers are due or late. */
export async function newsOf(kit: Telling, asked: NewsAsked): Promise<readonly News[]> {
  const { owners, sorts } = asked
  const holders = await organisations.holdersAmong(
    kit.runner.db,
    owners.flatMap(({ persons }) => persons),
  )
  const organisers = owners.filter(({ persons }) => persons.some((person) => holders.has(person)))
  return [
    ...(sorts.includes('my-contribution') ? await ofAuthors(kit, asked) : []),
    ...(sorts.includes('answer-due') ? await newsOfEach(organisers, (own) => ofOrganiser(kit, own, asked.since)) : []),
  ]
}

const LINES = { answered: 'news.ideas.answered', published: 'news.ideas.published', declined: 'news.ideas.declined' } as const

async function ofAuthors({ runner: { db, outside } }: Telling, { owners, since }: NewsAsked): Promise<readonly News[]> {
  const moved = await db
    .selectFrom('idea')
    .leftJoin('idea_answer', (join) =>
      join.onRef('idea_answer.session_id', '=', 'idea.session_id').onRef('idea_answer.idea_id', '=', 'idea.id'),
    )
    .select(['idea.session_id as session', 'idea.id', 'owner_tag as tag', 'status', 'decided_at as decided', 'answered_at as answered'])
    .where('owner_tag', 'is not', null)
    .where((where) => where.or([where('decided_at', '>', since), where('answered_at', '>', since)]))
    .execute()
  const told: News[] = []
  for (const [session, own] of Map.groupBy(moved, (row) => row.session))
    for (const { account } of owners) {
      const tags = ownerTags(outside.keys, session, account)
      for (const { id, tag, status, decided, answered } of own) {
        if (!tags.some((one) => tag?.equals(one) === true) || status === 'waiting' || status === 'withdrawn') continue
        const news =
          answered !== null && answered > since
            ? ({ what: 'answered', at: answered } as const)
            : decided === null
              ? null
              : { what: status, at: decided }
        if (news === null) continue
        const path = `/ideas/${linkTo(outside.keys, { session, id })}`
        told.push({
          account,
          key: `idea/${session}/${id}`,
          sort: 'my-contribution',
          at: news.at,
          path,
          line: (say) => say(LINES[news.what]),
        })
      }
    }
  return told
}

async function ofOrganiser({ runner: { db, outside } }: Telling, own: Own, since: Date): Promise<readonly News[]> {
  const now = outside.now()
  const bodies = (await Promise.all(own.persons.map((person) => organisations.bodiesWhere(db, person, 'convener', 'en')))).flat()
  const sessions = new Map<string, SessionCard>()
  for (const { id } of bodies) for (const card of await gatherings.sessionsOfBody(db, id, 'en')) sessions.set(card.id, card)
  if (sessions.size === 0) return []
  const due = await db
    .selectFrom('idea_call')
    .select(['session_id as session', 'closes_at as closes', 'answer_by as by'])
    .where('session_id', 'in', [...sessions.keys()])
    .where('answer_by', '<=', new Date(now.getTime() + DUE_DAYS * DAY_MS))
    .where((where) =>
      where.exists(
        where
          .selectFrom('idea')
          .select('idea.id')
          .whereRef('idea.session_id', '=', 'idea_call.session_id')
          .where('status', '=', 'published')
          .where((eb) =>
            eb.not(
              eb.exists(
                eb
                  .selectFrom('idea_answer')
                  .select('idea_id')
                  .whereRef('idea_answer.session_id', '=', 'idea.session_id')
                  .whereRef('idea_answer.idea_id', '=', 'idea.id'),
              ),
            ),
          ),
      ),
    )
    .execute()
  return due.flatMap(({ session, closes, by }): News[] => {
    const card = sessions.get(session)
    const late = by <= now
    const at = late ? by : new Date(Math.max(closes.getTime(), by.getTime() - DUE_DAYS * DAY_MS))
    if (card === undefined || at <= since || at > now) return []
    return [
      {
        ...{ account: own.account, key: `ideas/${session}`, sort: 'answer-due', at, path: `${card.path}/ideas/desk` },
        line: (say) => say(late ? 'news.ideas.late' : 'news.ideas.due'),
        about: { text: card.title, language: card.language },
      },
    ]
  })
}
