import { dayIn } from '#base'
import type { Own } from '../../../core/holding.ts'
import { newsOfEach, type News, type NewsAsked } from '../../../core/news.ts'
import type { Runner } from '../../../core/perform.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings } from '../../gatherings/index.ts'
import { organisations } from '../../organisations/index.ts'
import type { Recommendation } from '../policy.ts'
import { DUE_DAYS, pathOf } from '../rules.ts'
import { writtenBy } from './contribution-facts.ts'
import { recommendationOf, selectRecommendations } from './facts.ts'
import { newestWordings } from './wordings.ts'

const DAY_MS = 86_400_000

/** Which answers the bodies of these accounts owe, and what the rapporteur answered to what they wrote. */
export async function newsOf({ runner }: { readonly runner: Runner }, { owners, since, sorts }: NewsAsked): Promise<readonly News[]> {
  const { db } = runner
  const due = sorts.includes('answer-due') ? await dueNow(db, { since, now: runner.outside.now() }) : []
  const holders =
    due.length === 0
      ? new Set<string>()
      : await organisations.holdersAmong(
          db,
          owners.flatMap(({ persons }) => persons),
        )
  const conveners = owners.filter(({ persons }) => persons.some((person) => holders.has(person)))
  return [
    ...(await newsOfEach(conveners, (own) => owedBy(db, own, due))),
    ...(sorts.includes('my-contribution') ? await repliedTo(runner, owners, since) : []),
  ]
}

type Due = { readonly recommendation: Recommendation; readonly at: Date; readonly late: boolean; readonly owed: readonly string[] }

/** So many days before its day, or when it is put if that is later; and once more when the day has passed. */
async function dueNow(db: Reader, { since, now }: { readonly since: Date; readonly now: Date }): Promise<readonly Due[]> {
  const put = (await selectRecommendations(db).where('state', '=', 'put').where('hidden_for', 'is', null).execute()).map(recommendationOf)
  const sessions = await gatherings.sessionsByIds(
    db,
    put.map(({ sessionId }) => sessionId),
    'en',
  )
  const due: Due[] = []
  for (const recommendation of put) {
    const session = sessions.get(recommendation.sessionId)
    if (session === undefined) continue
    const day = new Date(recommendation.answerBy).getTime()
    const late = dayIn(now, session.zone) > recommendation.answerBy
    const at = new Date(late ? day + DAY_MS : Math.max(recommendation.putAt?.getTime() ?? 0, day - DUE_DAYS * DAY_MS))
    if (at <= since || at > now) continue
    const { addresseeBody } = recommendation
    // Somebody outside the hub has no news here: the organisers ask them.
    const owed = addresseeBody === null ? await gatherings.hostsOf(db, recommendation.editionId) : [addresseeBody]
    due.push({ recommendation, at, late, owed })
  }
  return due
}

async function owedBy(db: Reader, own: Own, due: readonly Due[]): Promise<readonly News[]> {
  const bodies = (await Promise.all(own.persons.map((person) => organisations.bodiesWhere(db, person, 'convener', 'en')))).flat()
  const mine = due.filter(({ owed }) => owed.some((id) => bodies.some((body) => body.id === id)))
  const titles = await newestWordings(
    db,
    mine.map(({ recommendation }) => recommendation),
  )
  return mine.map(({ recommendation: { id }, at, late }) => ({
    ...{ account: own.account, key: `recommendation-answer/${id}`, sort: 'answer-due' as const, at, path: `${pathOf(id)}/answer` },
    line: (say) => say(late ? 'news.recommendations.answer-late' : 'news.recommendations.answer-due'),
    about: aboutOf(titles, id),
  }))
}

function aboutOf(titles: Awaited<ReturnType<typeof newestWordings>>, id: string): News['about'] {
  const words = titles.get(id)
  return words === undefined ? undefined : { text: words.title, language: words.language }
}

async function repliedTo(runner: Runner, owners: readonly Own[], since: Date): Promise<readonly News[]> {
  const { db, outside } = runner
  const rows = await db
    .selectFrom('recommendation_contribution')
    .select(['session_id as scope', 'id as subject', 'recommendation_id as recommendation', 'sort', 'replied_at as at'])
    .where('replied_at', '>', since)
    .where('state', '!=', 'withdrawn')
    .execute()
  const by = await writtenBy(db, rows, { accounts: owners.map(({ account }) => account), outside })
  return by.flatMap(({ scope, subject, account }): News[] => {
    const row = rows.find((one) => one.scope === scope && one.subject === subject)
    if (row === undefined || row.at === null) return []
    return [
      {
        ...{ account, key: `recommendation-contribution/${subject}`, sort: 'my-contribution', at: row.at },
        path: `${pathOf(row.recommendation)}/contributions/${subject}`,
        line: (say) => say(row.sort === 'amendment' ? 'news.recommendations.amendment-decided' : 'news.recommendations.objection-answered'),
      },
    ]
  })
}
