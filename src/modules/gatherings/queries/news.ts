import type { Own } from '../../../core/holding.ts'
import { newsOfEach, type News, type NewsAsked } from '../../../core/news.ts'
import type { Runner } from '../../../core/perform.ts'
import type { Reader } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import type {} from '../tables.ts'
import { editionById } from './editions.ts'
import { sessionsByIds, type SessionCard } from './sessions.ts'

type Telling = { readonly runner: Runner }

/** Who is asked to host with others, what became of an example, who has a role now, and what was called off in which somebody has a part. */
export async function newsOf({ runner: { db } }: Telling, { owners, since, sorts }: NewsAsked): Promise<readonly News[]> {
  const persons = owners.flatMap((own) => own.persons)
  if (persons.length === 0) return []
  const accounts = new Map<string, string>(owners.flatMap(({ account, persons: own }) => own.map((person) => [person, account] as const)))
  const found = [
    ...(sorts.includes('my-contribution') ? await answered(db, persons, since) : []),
    ...(sorts.includes('decision') ? await rolesGiven(db, persons, since) : []),
    ...(sorts.includes('decision') ? await calledOff(db, persons, since) : []),
  ]
  const cards = await sessionsByIds(
    db,
    found.map(({ session }) => session),
    'en',
  )
  const told = found.flatMap((one) => {
    const [account, card] = [accounts.get(one.person), cards.get(one.session)]
    return account === undefined || card === undefined ? [] : [asNews(one, account, card)]
  })
  if (!sorts.includes('answer-due')) return told
  const holders = await organisations.holdersAmong(db, persons)
  const officers = owners.filter((own) => own.persons.some((person) => holders.has(person)))
  return [...told, ...(await newsOfEach(officers, (own) => askedToHost(db, own, since)))]
}

type Found = {
  readonly person: string
  readonly session: string
  readonly what: 'application-answered' | 'role-given' | 'called-off'
  readonly key: string
  readonly at: Date
  /** Below the address of the session. */
  readonly below: string
}

const asNews = ({ what, key, at, below }: Found, account: string, card: SessionCard): News => ({
  ...{ account, key, at, sort: what === 'application-answered' ? 'my-contribution' : 'decision', path: `${card.path}${below}` },
  line: (say) => say(`news.gatherings.${what}`),
  about: { text: card.title, language: card.language },
})

/** Of an example that somebody proposed for a body. */
async function answered(db: Reader, persons: readonly string[], since: Date): Promise<readonly Found[]> {
  const rows = await db
    .selectFrom('application')
    .select(['person_id', 'session_id', 'id', 'block_id', 'answered_at'])
    .where('person_id', 'in', [...persons])
    .where('answered_at', '>', since)
    .where('state', 'in', ['chosen', 'declined'])
    .execute()
  return rows.flatMap(({ person_id: person, session_id: session, id, block_id: block, answered_at: at }) =>
    person === null || at === null
      ? []
      : [{ person, session, at, what: 'application-answered', key: `application/${session}/${id}`, below: `/blocks/${block}/call` }],
  )
}

/** Whoever took a role up by a link knows it. */
async function rolesGiven(db: Reader, persons: readonly string[], since: Date): Promise<readonly Found[]> {
  const rows = await db
    .selectFrom('session_role')
    .select(['person_id as person', 'session_id as session', 'role', 'since as at'])
    .where('person_id', 'in', [...persons])
    .where('since', '>', since)
    .execute()
  if (rows.length === 0) return []
  const links = await db
    .selectFrom('session_invitation')
    .select(['session_id', 'role', 'accepted_at'])
    .where('session_id', 'in', [...new Set(rows.map(({ session }) => session))])
    .where('accepted_at', '>', since)
    .execute()
  const taken = new Set(links.map(({ session_id, role, accepted_at: at }) => `${session_id}/${role}/${at?.getTime()}`))
  return rows
    .filter(({ session, role, at }) => !taken.has(`${session}/${role}/${at.getTime()}`))
    .map(({ person, session, role, at }) => ({ person, session, at, what: 'role-given', key: `role/${session}/${role}`, below: '' }))
}

/** By itself or with its edition: for whoever has a role in it or speaks there. What was held was held. */
async function calledOff(db: Reader, persons: readonly string[], since: Date): Promise<readonly Found[]> {
  const off = await sessionsOff(db, since)
  if (off.size === 0) return []
  const ids = [...off.keys()]
  const roles = await db
    .selectFrom('session_role')
    .select(['person_id', 'session_id'])
    .where('session_id', 'in', ids)
    .where('person_id', 'in', [...persons])
    .execute()
  const speakers = await db
    .selectFrom('speaker')
    .select(['person_id', 'session_id'])
    .where('session_id', 'in', ids)
    .where('person_id', 'in', [...persons])
    .execute()
  return [...roles, ...speakers].flatMap(({ person_id: person, session_id: session }) => {
    const at = off.get(session)
    return person === null || at === undefined ? [] : [{ person, session, at, what: 'called-off', key: `session/${session}`, below: '' }]
  })
}

/** Few, whatever the hub has seen before. */
async function sessionsOff(db: Reader, since: Date): Promise<ReadonlyMap<string, Date>> {
  const alone = await db.selectFrom('summit_session').select(['id', 'called_off_at as at']).where('called_off_at', '>', since).execute()
  const whole = await db
    .selectFrom('edition')
    .innerJoin('summit_session', 'summit_session.edition_id', 'edition.id')
    .select(['summit_session.id', 'edition.called_off_at as at'])
    .where('edition.called_off_at', '>', since)
    .where('summit_session.state', '=', 'announced')
    .where('summit_session.closed_at', 'is', null)
    .execute()
  return new Map([...alone, ...whole].flatMap(({ id, at }) => (at === null ? [] : [[id, at] as const])))
}

/** For whoever can say yes for their body; until somebody did. */
async function askedToHost(db: Reader, own: Own, since: Date): Promise<readonly News[]> {
  const bodies = (await Promise.all(own.persons.map((person) => organisations.bodiesWhere(db, person, 'convener', 'en')))).flat()
  if (bodies.length === 0) return []
  const rows = await db
    .selectFrom('edition_host')
    .select(['edition_id', 'body_id', 'asked_at'])
    .where('body_id', 'in', [...new Set(bodies.map(({ id }) => id))])
    .where('confirmed_at', 'is', null)
    .where('asked_at', '>', since)
    .execute()
  const told: News[] = []
  for (const { edition_id: id, body_id: body, asked_at: at } of rows) {
    const edition = await editionById(db, id, 'en')
    if (edition === null || edition.state === 'called-off') continue
    told.push({
      ...{ account: own.account, key: `host/${id}/${body}`, sort: 'answer-due', at, path: '/summits' },
      line: (say) => say('news.gatherings.host-asked'),
      about: { text: edition.name, language: edition.language },
    })
  }
  return told
}
