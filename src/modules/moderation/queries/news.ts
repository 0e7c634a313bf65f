import type { Reader } from '../../../platform/db.ts'
import type { Own } from '../../../core/holding.ts'
import { newsOfEach, type News, type NewsAsked } from '../../../core/news.ts'
import type { Runner } from '../../../core/perform.ts'
import { THE_HUB } from '../../../core/event.ts'
import { organisations } from '../../organisations/index.ts'
import { toldAt } from '../rules.ts'
import { casesOfAuthor } from './own-cases.ts'
import { decidedBy } from './desk.ts'
import { moderatorsAmong } from './moderators.ts'
import { reportableOf, type Things } from './things.ts'

type Telling = { readonly runner: Runner }

type Case = { readonly scope: string; readonly id: string; readonly sort: string; readonly subject: string; readonly at: Date }

/** Decisions about what an account wrote, and, for those who decide, what waits for longer than two days of the three that are aimed for. */
export const newsOf =
  (things: Things) =>
  async (kit: Telling, asked: NewsAsked): Promise<readonly News[]> => {
    const { owners, since } = asked
    const { db, outside } = kit.runner
    const holders = await organisations.holdersAmong(
      db,
      owners.flatMap(({ persons }) => persons),
    )
    const ofHub = await moderatorsAmong(db, owners, outside.now())
    const deciders = owners.filter(
      ({ account, operator, persons }) => operator || ofHub.has(account) || persons.some((person) => holders.has(person)),
    )
    return [
      ...(await ofAuthors(kit, things, asked)),
      ...(await newsOfEach(deciders, (own) => ofDecider(kit, own, { since, ofHub: ofHub.has(own.account) }))),
    ]
  }

async function ofAuthors({ runner }: Telling, things: Things, { owners, since }: NewsAsked): Promise<readonly News[]> {
  const { db, outside } = runner
  const decided = await decidedSince(db, since)
  const accounts = owners.map(({ account }) => account)
  const mine = await Promise.all(
    [...Map.groupBy(decided, ({ sort }) => sort)].map(async ([sort, cases]) => {
      const by = await reportableOf(things, sort).whichAreBy(db, cases, { accounts, outside })
      return cases.flatMap((one) =>
        by.flatMap(({ scope, subject, account }) => (one.scope === scope && one.subject === subject ? [{ ...one, account }] : [])),
      )
    }),
  )
  const told = mine.flat().map(async (one): Promise<readonly News[]> => {
    // The author hears of hiding and of notes; that somebody reported what stayed is told nobody.
    const [newest] = await casesOfAuthor(db, outside.keys, one)
    if (newest === undefined) return []
    const appealed = newest.appealed
    return [
      {
        ...{
          account: one.account,
          key: `statement/${one.scope}/${one.subject}`,
          sort: 'decision',
          at: one.at,
          path: `/reports/${newest.link}`,
        },
        line: (say) => say(appealed ? 'news.moderation.appeal-decided' : 'news.moderation.decided'),
        about: undefined,
      },
    ]
  })
  return (await Promise.all(told)).flat()
}

/** First decisions and decided appeals, each with its hour. */
async function decidedSince(db: Reader, since: Date): Promise<readonly Case[]> {
  const cases = db
    .selectFrom('moderation_case')
    .select(['moderation_case.scope_id as scope', 'moderation_case.id', 'sort', 'subject'])
    .select((eb) => eb.ref('moderation_case.decided_at').$notNull().as('at'))
    .where('moderation_case.decided_at', '>', since)
  const appeals = db
    .selectFrom('appeal')
    .innerJoin('moderation_case', (join) =>
      join.onRef('moderation_case.scope_id', '=', 'appeal.scope_id').onRef('moderation_case.id', '=', 'appeal.case_id'),
    )
    .select(['moderation_case.scope_id as scope', 'moderation_case.id', 'sort', 'subject'])
    .select((eb) => eb.ref('appeal.decided_at').$notNull().as('at'))
    .where('appeal.decided_at', '>', since)
  return cases.unionAll(appeals).execute()
}

type ToldFor = { readonly since: Date; readonly ofHub: boolean }

async function ofDecider({ runner }: Telling, own: Own, { since, ofHub }: ToldFor): Promise<readonly News[]> {
  const { db, outside } = runner
  const moderated = own.operator
    ? null
    : [
        ...(await Promise.all(own.persons.map((person) => organisations.bodiesWhere(db, person, 'moderator', 'en'))))
          .flat()
          .map(({ id }) => id),
        ...(ofHub ? [THE_HUB] : []),
      ]
  if (moderated !== null && moderated.length === 0) return []
  const now = outside.now()
  const waiting = await waitingFor(db, moderated)
  return waiting.flatMap(({ scope, id, since: from, first }): News[] => {
    const at = toldAt(from)
    const forOther = decidedBy(outside, { scope, id }, { actor: own, tag: first })
    if (at <= since || at > now || forOther) return []
    return [
      {
        ...{ account: own.account, key: `case/${scope}/${id}`, sort: 'answer-due', at, path: `/moderation/cases/${scope}/${id}` },
        line: (say) => say('news.moderation.waiting'),
      },
    ]
  })
}

/** Cases and appeals without a decision; `first`: who decided or proposed first, and so does not do the rest. */
async function waitingFor(db: Reader, bodies: readonly string[] | null) {
  let cases = db
    .selectFrom('moderation_case')
    .leftJoin('hiding_proposal', (join) =>
      join.onRef('hiding_proposal.scope_id', '=', 'moderation_case.scope_id').onRef('hiding_proposal.case_id', '=', 'moderation_case.id'),
    )
    .select(['moderation_case.scope_id as scope', 'moderation_case.id', 'moderation_case.opened_at as since', 'proposer_tag as first'])
    .where('moderation_case.decided_at', 'is', null)
  let appeals = db
    .selectFrom('appeal')
    .innerJoin('moderation_case', (join) =>
      join.onRef('moderation_case.scope_id', '=', 'appeal.scope_id').onRef('moderation_case.id', '=', 'appeal.case_id'),
    )
    .select(['moderation_case.scope_id as scope', 'moderation_case.id', 'appealed_at as since', 'first_decider_tag as first'])
    .where('appeal.decided_at', 'is', null)
  if (bodies !== null) {
    cases = cases.where('moderation_case.body_id', 'in', [...bodies])
    appeals = appeals.where('moderation_case.body_id', 'in', [...bodies])
  }
  return [...(await cases.execute()), ...(await appeals.execute())]
}
