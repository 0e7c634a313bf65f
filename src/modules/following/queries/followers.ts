import type { Subject } from '../../../core/published.ts'
import { subjectKey } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { topics } from '../../topics/index.ts'
import { toldCount } from '../rules.ts'
import type {} from '../tables.ts'
import { openState, ownerTags } from './state.ts'

/** Of these it is told how many follow them; of a person or a community it would be a measure of somebody, and of a sensitive topic too much. */
const COUNTED: ReadonlySet<string> = new Set(['body', 'topic', 'place', 'dialogue', 'summit'])

/** In tens from ten on; null below, and where it is not told. */
export async function followersOf(db: Reader, subject: Subject): Promise<number | null> {
  if (!COUNTED.has(subject.sort)) return null
  const row = await db.selectFrom('followed').select('followers').where('subject', '=', subjectKey(subject)).executeTakeFirst()
  return told(db, subject, row?.followers ?? 0)
}

/** The same with whether this account follows it, in one reading: for the button that stands on many pages. */
export async function followOf(db: Reader, keys: Pick<Keys, 'tags' | 'open'>, account: string | null, subject: Subject) {
  if (account === null) return { followed: false, followers: await followersOf(db, subject) }
  const key = subjectKey(subject)
  const { sealed, followers } = await db
    .selectNoFrom((eb) => [
      eb
        .selectFrom('following_state')
        .select('sealed')
        .where('owner_tag', 'in', [...ownerTags(keys, account)])
        .limit(1)
        .as('sealed'),
      eb.selectFrom('followed').select('followers').where('subject', '=', key).as('followers'),
    ])
    .executeTakeFirstOrThrow()
  const followed = sealed !== null && openState(keys, account, sealed).follows.some(([known]) => known === key)
  return { followed, followers: await told(db, subject, followers ?? 0) }
}

async function told(db: Reader, subject: Subject, followers: number): Promise<number | null> {
  if (!COUNTED.has(subject.sort)) return null
  const count = toldCount(followers)
  if (count === null || subject.sort !== 'topic') return count
  return (await topics.named(db, [subject.id], 'en')).get(subject.id)?.sensitive === false ? count : null
}
