import type { News, NewsAsked } from '../../../core/news.ts'
import type { Runner } from '../../../core/perform.ts'
import { gatherings } from '../../gatherings/index.ts'
import type {} from '../tables.ts'

type Telling = { readonly runner: Runner }

/** So many are looked for in one reading. */
const AT_ONCE = 1000

/** What became of what accounts asked on the floor. */
export async function newsOf({ runner: { db } }: Telling, { owners, since, sorts }: NewsAsked): Promise<readonly News[]> {
  if (!sorts.includes('my-contribution')) return []
  const accounts = new Map(owners.flatMap(({ account, persons }) => persons.map((person) => [String(person), account] as const)))
  const decided = await db
    .selectFrom('floor_question')
    .select(['session_id as session', 'id', 'person_id as person', 'state', 'decided_at as at'])
    .where('decided_at', '>', since)
    .where('person_id', 'is not', null)
    .where('state', 'in', ['shown', 'answered', 'merged', 'declined'])
    .orderBy('decided_at', 'desc')
    .limit(AT_ONCE * 10)
    .execute()
  const mine = decided.flatMap(({ person, ...row }) => {
    const account = accounts.get(person ?? '')
    return account === undefined || row.at === null ? [] : [{ ...row, account, at: row.at }]
  })
  const sessions = await gatherings.sessionsByIds(
    db,
    mine.map(({ session }) => session),
    '',
  )
  return mine.flatMap(({ session, id, state, at, account }): News[] => {
    const card = sessions.get(session)
    if (card === undefined) return []
    return [
      {
        ...{ account, key: `question/${session}/${id}`, sort: 'my-contribution', at, path: `${card.path}/floor#own-${id}` },
        line: (say) => say(`news.floor.${state}`),
        about: { text: card.title, language: card.language },
      },
    ]
  })
}
