import type { Own } from '../../../core/holding.ts'
import { newsOfEach, type News, type NewsAsked } from '../../../core/news.ts'
import type { Runner } from '../../../core/perform.ts'
import type { Reader } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { answerDue, dayOf, daysAfter, pathOf, quarterEnds, questionPathOf, questionStateOf, reportsPathOf, RESULT_DAYS } from '../rules.ts'
import { selectCommitments } from './facts.ts'
import { practicesOf } from './practices.ts'
import { askerTags, isPublished, selectQuestions } from './questions.ts'
import { owedBy, sentReports } from './reports.ts'

/** What a body owes: an answer to whoever asked it, or a report. */
type Due = { readonly body: string; readonly key: string; readonly at: Date; readonly path: string; readonly line: News['line'] }

/** What the bodies of these accounts are asked: to agree to a commitment, to support one, to show evidence, to report; and to whoever asked, the answer. */
export async function newsOf({ runner }: { readonly runner: Runner }, asked: NewsAsked): Promise<readonly News[]> {
  const { sorts } = asked
  return [
    ...(sorts.includes('answer-due') ? await duties(runner, asked) : []),
    ...(sorts.includes('my-contribution') ? await answersTo(runner, asked) : []),
  ]
}

async function duties({ db, outside }: Runner, { owners, since }: NewsAsked): Promise<readonly News[]> {
  const now = outside.now()
  const all = [...(await asksOf(db)), ...(await reportsDue(db, now)), ...(await questionsDue(db, now)), ...(await practicesDue(db, now))]
  const due = all.filter(({ at }) => at > since && at <= now)
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

/** From the day after it was asked, since no hour of it is kept; and once more from the day after the answer was due. */
async function questionsDue(db: Reader, now: Date): Promise<readonly Due[]> {
  const rows = (await selectQuestions(db).where('answer', 'is', null).execute()).filter(isPublished)
  const about = rows.length === 0 ? [] : await selectCommitments(db).where('hidden_for', 'is', null).execute()
  return rows.flatMap((row): Due[] => {
    const commitment = about.find(({ id }) => id === row.commitment)
    if (commitment === undefined) return []
    const state = questionStateOf(row, commitment, dayOf(now))
    if (state !== 'awaited' && state !== 'overdue') return []
    const late = state === 'overdue'
    return [
      {
        ...{ body: commitment.leadBody, key: `commitment-question/${row.commitment}/${row.number}` },
        ...{ at: new Date(daysAfter(late ? answerDue(row.askedOn) : row.askedOn, 1)), path: questionPathOf(row.commitment, row.number) },
        line: (say) => say(late ? 'news.commitments.question-late' : 'news.commitments.question'),
      },
    ]
  })
}

/** A practice that nobody has looked at for a year, for its body; a year after one was taken up, for the body that did. */
async function practicesDue(db: Reader, now: Date): Promise<readonly Due[]> {
  const practices = await practicesOf(db, {}, { actor: { locale: 'en' }, now })
  return practices.flatMap(({ id, path, endsOn, fresh, card, adoptions }): Due[] => [
    ...(fresh
      ? []
      : [
          {
            ...{ body: card.lead.id, key: `practice/${id}`, at: new Date(daysAfter(endsOn, 1)), path },
            line: (say: Parameters<Due['line']>[0]) => say('news.commitments.practice-ends'),
          },
        ]),
    ...adoptions
      .filter(({ state }) => state === 'awaited' || state === 'overdue')
      .map(({ body, adoptedOn }): Due => ({
        ...{ body: body.id, key: `practice-result/${id}/${body.id}`, at: new Date(daysAfter(adoptedOn, RESULT_DAYS)), path },
        line: (say) => say('news.commitments.result-due'),
      })),
  ])
}

/** For whoever asked for evidence. */
async function answersTo({ db, outside: { keys } }: Runner, { owners, since }: NewsAsked): Promise<readonly News[]> {
  const rows = await selectQuestions(db).where('answered_at', '>', since).where('asker_tag', 'is not', null).execute()
  return rows.flatMap(({ commitment, number, tag, answeredAt, hiddenFor }) =>
    owners.flatMap(({ account }): News[] => {
      const own = askerTags(keys, commitment, account).some((one) => tag?.equals(one) === true)
      if (!own || answeredAt === null || hiddenFor !== null) return []
      const path = questionPathOf(commitment, number)
      return [
        {
          ...{ account, key: `commitment-answer/${commitment}/${number}`, sort: 'my-contribution', at: answeredAt, path },
          line: (say) => say('news.commitments.answered'),
        },
      ]
    }),
  )
}
