import type { Own } from '../../../core/holding.ts'
import { newsOfEach, type News, type NewsAsked } from '../../../core/news.ts'
import type { Runner } from '../../../core/perform.ts'
import type { Reader } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { dayOf, daysAfter, pathOf, quarterEnds, reportsPathOf } from '../rules.ts'
import { selectCommitments } from './facts.ts'
import { owedBy, sentReports } from './reports.ts'

/** What a body owes: an answer to whoever asked it, or a report. */
type Due = { readonly body: string; readonly key: string; readonly at: Date; readonly path: string; readonly line: News['line'] }

/** What the bodies of these accounts are asked: to agree to a commitment, to support one, to report on a quarter. */
export async function newsOf({ runner }: { readonly runner: Runner }, { owners, since, sorts }: NewsAsked): Promise<readonly News[]> {
  if (!sorts.includes('answer-due')) return []
  const { db, outside } = runner
  const now = outside.now()
  const due = [...(await asksOf(db)), ...(await reportsDue(db, now))].filter(({ at }) => at > since && at <= now)
  if (due.length === 0) return []
  const persons = owners.flatMap((own) => own.persons)
  const holders = await organisations.holdersAmong(db, persons)
  const conveners = owners.filter((own) => own.persons.some((person) => holders.has(person)))
  return newsOfEach(conveners, (own) => dueFor(db, own, due))
}

async function dueFor(db: Reader, own: Own, due: readonly Due[]): Promise<readonly News[]> {
  const bodies = (await Promise.all(own.persons.map((person) => organisations.bodiesWhere(db, person, 'convener', 'en')))).flat()
  return due
    .filter(({ body }) => bodies.some(({ id }) => id === body))
    .map(({ key, at, path, line }) => ({ account: own.account, key, sort: 'answer-due' as const, at, path, line }))
}

async function asksOf(db: Reader): Promise<readonly Due[]> {
  const proposed = await selectCommitments(db).where('state', '=', 'proposed').execute()
  const asked = await db
    .selectFrom('commitment_supporter')
    .innerJoin('commitment', 'commitment.id', 'commitment_supporter.commitment_id')
    .select(['commitment.id', 'commitment_supporter.body_id as body', 'commitment_supporter.asked_at as at'])
    .where('commitment_supporter.state', '=', 'asked')
    .where('commitment.state', '=', 'running')
    .where('commitment.hidden_for', 'is', null)
    .execute()
  return [
    ...proposed.map(({ id, leadBody, madeAt }): Due => ({
      ...{ body: leadBody, key: `commitment-proposal/${id}`, at: madeAt, path: `${pathOf(id)}/acceptance` },
      line: (say) => say('news.commitments.proposed'),
    })),
    ...asked.map(({ id, body, at }): Due => ({
      ...{ body, key: `commitment-support/${id}/${body}`, at, path: `${pathOf(id)}/support` },
      line: (say) => say('news.commitments.support-asked'),
    })),
  ]
}

/** From the day after the quarter, and once more from the day after the report was due. */
async function reportsDue(db: Reader, now: Date): Promise<readonly Due[]> {
  const bodies = Map.groupBy(await selectCommitments(db).where('accepted_on', 'is not', null).execute(), ({ leadBody }) => leadBody)
  const ids = [...bodies.keys()]
  const sent = await sentReports(db, ids)
  const cards = await organisations.bodyCards(db, ids, 'en')
  return [...bodies].flatMap(([body, own]) => {
    const slug = cards.get(body)?.slug
    if (slug === undefined) return []
    return owedBy(own, sent.get(body) ?? [], dayOf(now)).flatMap(({ quarter, due, state }): Due[] => {
      if (state !== 'awaited' && state !== 'missing') return []
      const late = state === 'missing'
      return [
        {
          ...{ body, key: `action-report/${body}/${quarter}`, at: new Date(daysAfter(late ? due : quarterEnds(quarter), 1)) },
          path: `${reportsPathOf(slug)}/${quarter}/write`,
          line: (say) => say(late ? 'news.commitments.report-late' : 'news.commitments.report-due'),
        },
      ]
    })
  })
}
