import type { Actor } from '../../../core/actor.ts'
import type { HeldData, Own } from '../../../core/holding.ts'
import type { Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import { draftsOf } from './drafts.ts'
import { bodyOf } from './rows.ts'
import { authorTags, openBody, openWords, voterTags } from './seals.ts'
import { hereIn, type Here } from './standing.ts'

type Row = Readonly<Record<string, unknown>>

/** All that this room holds of somebody, in each community where they are, by each of their names. */
export async function heldOfPosts(db: Reader, outside: Reading['outside'], { account, persons }: Own, now: Date): Promise<HeldData> {
  const held: Record<string, Row[]> = {
    posts: [],
    earlierTexts: [],
    translations: [],
    drafts: [],
    reactions: [],
    ballots: [],
    calls: [],
    pauses: [],
    muted: [],
  }
  for (const person of persons) {
    const actor: Actor = { account, person, operator: false, locale: 'en', guestKey: () => null }
    const reading = { actor, now, outside }
    for (const community of await communities.mine(db, reading))
      for (const [name, rows] of Object.entries(await heldIn(db, reading, await hereIn(db, reading, community), account)))
        held[name]?.push(...rows)
  }
  return held
}

async function heldIn(db: Reader, reading: Reading, here: Here, account: string): Promise<HeldData> {
  const { keys } = reading.outside
  const community = here.community.id
  const member = here.asking.member
  if (member === null) return {}
  const of = { community, identity: reading.actor.person }
  const rows = await db
    .selectFrom('post')
    .selectAll()
    .where('community_id', '=', community)
    .where('author_tag', 'in', [...authorTags(keys, community, account)])
    .orderBy('posted_at')
    .execute()
  const ids = rows.map(({ id }) => id)
  const earlier =
    ids.length === 0
      ? []
      : await db.selectFrom('post_version').selectAll().where('community_id', '=', community).where('post_id', 'in', ids).execute()
  const translations = await db
    .selectFrom('post_translation')
    .selectAll()
    .where('community_id', '=', community)
    .where('member_id', '=', member)
    .execute()
  const reactions = await db
    .selectFrom('post_reaction')
    .select(['post_id as post', 'sort'])
    .where('community_id', '=', community)
    .where('member_id', '=', member)
    .execute()
  const calls = await db.selectFrom('post_call').selectAll().where('community_id', '=', community).where('member_id', '=', member).execute()
  const pauses = await db
    .selectFrom('post_measure')
    .selectAll()
    .where('community_id', '=', community)
    .where('member_id', '=', member)
    .execute()
  return {
    posts: rows.map((row) => ({
      ...{ ...of, post: row.id, thread: row.thread_id, kind: row.kind, state: row.state, named: row.named, postedAt: row.posted_at },
      ...bodyOf(keys, row),
    })),
    earlierTexts: earlier.map((row) => ({
      ...{ ...of, post: row.post_id, version: row.version, until: row.until },
      ...openBody(keys, { community, id: row.post_id }, row.body_sealed),
    })),
    translations: translations.map((row) => ({
      ...{ ...of, post: row.post_id, madeBy: row.made_by, madeOn: row.made_on },
      ...openBody(keys, { community, id: row.post_id }, row.body_sealed),
    })),
    drafts: (await draftsOf(db, reading, here)).map((draft) => ({ ...of, ...draft })),
    reactions: reactions.map((row) => ({ ...of, ...row })),
    ballots: (await ballotsOf(db, reading, community, account)).map((row) => ({ ...of, ...row })),
    calls: calls.map((row) => ({
      ...{ ...of, call: row.id, sort: row.sort, askedAt: row.asked_at, answeredAt: row.answered_at },
      ...openWords(keys, { community, id: row.id }, row.text_sealed),
    })),
    pauses: pauses.map((row) => ({
      ...{ ...of, since: row.since, until: row.until, endedAt: row.ended_at },
      ...openWords(keys, { community, id: row.id }, row.reason_sealed),
    })),
    muted: (await mutedBy(db, here)).map((count) => ({ ...of, count })),
  }
}

/** Of polls that still run: what has ended holds no ballot. */
async function ballotsOf(db: Reader, { outside }: Reading, community: string, account: string) {
  const running = await db
    .selectFrom('post_poll')
    .select('post_id as id')
    .where('community_id', '=', community)
    .where('counts', 'is', null)
    .execute()
  if (running.length === 0) return []
  return db
    .selectFrom('post_ballot')
    .select(['post_id as post', 'answer'])
    .where('community_id', '=', community)
    .where(
      'voter_tag',
      'in',
      running.flatMap(({ id }) => voterTags(outside.keys, id, account)),
    )
    .execute()
}

/** How many, for whom they are is known to nobody. */
async function mutedBy(db: Reader, { community, tags }: Here): Promise<readonly number[]> {
  if (tags.length === 0) return []
  const rows = await db
    .selectFrom('post_mute')
    .select('muted_tag')
    .where('community_id', '=', community.id)
    .where('owner_tag', 'in', [...tags])
    .execute()
  return rows.length === 0 ? [] : [rows.length]
}
