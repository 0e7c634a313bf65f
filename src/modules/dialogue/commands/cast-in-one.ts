import { CompiledQuery } from 'kysely'
import type { Actor } from '../../../core/actor.ts'
import { isOfOne, type Db } from '../../../platform/db.ts'
import { gatheringIn, oneForEach } from '../../../platform/gathering.ts'
import type { Outside } from '../../../platform/outside.ts'
import { forgetName, holderTags, idNamed } from '../queries/dialogue-facts.ts'
import { valueOf } from '../rules.ts'
import type {} from '../tables.ts'

export type Cast = { readonly dialogue: string; readonly changed: boolean }
type Wanted = {
  readonly dialogue: string
  readonly statement: number
  readonly choice: Parameters<typeof valueOf>[0]
  readonly important: boolean
}
type Asking = { readonly actor: Actor; readonly now: Date; readonly outside: Pick<Outside, 'keys'> }

/**
 * What `mayVote` asks, in SQL, and no more lenient: the dialogue is open and for whoever asks, the statement is published, they take part. The dialogue is
 * held still, and what is asked of it is asked again where a closing came first. What members alone may do, and tags of a replaced secret, are left to
 * the deed. A row that was there has an `xmax`: the vote took the place of an earlier one. Rows are written in one order, so that of two such statements
 * neither waits for the other in a circle. Lists are selected, so that the server
 * does not see how long they are and plans once; each is looked up by itself, so that a plan of a small table does not read the whole of a large one.
 */
const STATEMENT = `
  with asked as (
    select * from unnest(
      (select $2::bytea[]), (select $3::int[]), (select $4::smallint[]), (select $5::boolean[]), (select $6::boolean[]), (select $7::timestamptz[])
    ) as asked (tag, statement, value, important, signed_in, at)
  ), open as (
    select id, opens_at, closes_at, participation from dialogue where id = $1 and state = 'open' for share
  ), taking as (
    select participant.number, asked.* from open
    join asked on open.opens_at <= asked.at and open.closes_at > asked.at
      and (open.participation = 'anyone' or open.participation = 'account' and asked.signed_in)
    cross join lateral (
      select from statement where dialogue_id = $1 and number = asked.statement and status = 'published' limit 1
    ) published
    cross join lateral (
      select number from participant where dialogue_id = $1 and holder_tag = asked.tag and removed_for is null limit 1
    ) participant
  ), cast_vote as (
    insert into vote (dialogue_id, participant, statement, value, important, cast_at)
    select $1, number, statement, value, important, at from taking order by number, statement
    on conflict (dialogue_id, participant, statement)
      do update set value = excluded.value, important = excluded.important, cast_at = excluded.cast_at, written = excluded.written
    returning participant, statement, cast_at, xmax::text <> '0' as changed
  ), told as (
    insert into event (scope_id, kind, subject, data, visibility, person_id, at)
    select $1, 'dialogue.vote.cast', statement::text, jsonb_build_object('changed', changed), 'internal', null, date_trunc('day', cast_at, 'UTC')
    from cast_vote
  )
  select taking.tag, taking.statement, cast_vote.changed
  from cast_vote join taking on taking.number = cast_vote.participant and taking.statement = cast_vote.statement`

type Vote = {
  readonly place: string
  readonly tag: Buffer
  readonly statement: number
  readonly value: number
  readonly important: boolean
  readonly signedIn: boolean
  readonly now: Date
}
type Row = { readonly tag: Buffer; readonly statement: number; readonly changed: boolean }

const keyOf = ({ tag, statement }: Pick<Row, 'tag' | 'statement'>): string => `${statement} ${tag.toString('latin1')}`

/** Two statements on their way keep the disk busy; what comes meanwhile is the next one. Two votes of somebody on one statement are never in the same. */
const casts = oneForEach((db: Db) =>
  gatheringIn<Vote, boolean | null>({ lanes: 3, most: 200 }, (dialogue, votes) => castTogether(db, dialogue, votes), keyOf),
)

/** Of each vote whether it took the place of an earlier one; null where it was not cast. */
async function castTogether(db: Db, id: string, votes: readonly Vote[]): Promise<(boolean | null)[]> {
  const all = <Of>(of: (vote: Vote) => Of): Of[] => votes.map(of)
  const values = [
    id,
    all(({ tag }) => tag),
    all(({ statement }) => statement),
    all(({ value }) => value),
    all(({ important }) => important),
    all(({ signedIn }) => signedIn),
    all(({ now }) => now),
  ]
  const rows = await db.executeQuery<Row>(CompiledQuery.raw(STATEMENT, values)).then(
    (done) => done.rows,
    // One of them stood in the way of all: none was cast, and the deed is asked for each.
    (error: unknown) => (isOfOne(error) ? [] : Promise.reject(error)),
  )
  const changed = new Map(rows.map((row) => [keyOf(row), row.changed]))
  return votes.map((vote) => changed.get(keyOf(vote)) ?? null)
}

/** The vote and what is told of it, in one statement with those that come at the same time; null where it was not cast. */
export async function castInOne(
  db: Db,
  { dialogue, statement, choice, important }: Wanted,
  { actor, now, outside }: Asking,
): Promise<Cast | null> {
  const id = await idNamed(db, dialogue)
  if (id === null) return null
  const [tag, ...older] = holderTags(id, actor, outside)
  if (tag === undefined || older.length > 0) return null
  const signedIn = actor.account !== null
  const changed = await casts(db)({ place: id, tag, statement, value: valueOf(choice), important, signedIn, now })
  if (changed !== null) return { dialogue: id, changed }
  // Not cast, or not there: an address that names another dialogue by now is looked up once again.
  const named = forgetName(dialogue) ? await idNamed(db, dialogue) : id
  return named === null || named === id ? null : castInOne(db, { dialogue: named, statement, choice, important }, { actor, now, outside })
}
