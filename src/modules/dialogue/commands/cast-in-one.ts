import { CompiledQuery } from 'kysely'
import type { Actor } from '../../../core/actor.ts'
import { dayOf } from '../../../core/event.ts'
import type { Db } from '../../../platform/db.ts'
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
 * the deed. A row that was there has an `xmax`: the vote took the place of an earlier one.
 */
const STATEMENT = `
  with open as (
    select id from dialogue
    where id = $1 and state = 'open' and opens_at <= $6 and closes_at > $6 and participation = any($9)
    for share
  ), taking as (
    select participant.number from open
    join statement on statement.dialogue_id = open.id and statement.number = $3 and statement.status = 'published'
    join participant on participant.dialogue_id = open.id and participant.holder_tag = $2 and participant.removed_for is null
  ), cast_vote as (
    insert into vote (dialogue_id, participant, statement, value, important, cast_at)
    select $1, taking.number, $3, $4::smallint, $5::boolean, $6 from taking
    on conflict (dialogue_id, participant, statement)
      do update set value = excluded.value, important = excluded.important, cast_at = excluded.cast_at
    returning xmax::text <> '0' as changed
  ), told as (
    insert into event (scope_id, kind, subject, data, visibility, person_id, at)
    select $1, 'dialogue.vote.cast', $8::text, jsonb_build_object('changed', cast_vote.changed), 'internal', null, $7::timestamptz from cast_vote
  )
  select changed from cast_vote`

/** The vote and what is told of it, in one statement; null where it was not cast. */
export async function castInOne(
  db: Db,
  { dialogue, statement, choice, important }: Wanted,
  { actor, now, outside }: Asking,
): Promise<Cast | null> {
  const id = await idNamed(db, dialogue)
  if (id === null) return null
  const [tag, ...older] = holderTags(id, actor, outside)
  if (tag === undefined || older.length > 0) return null
  const open = actor.account === null ? ['anyone'] : ['anyone', 'account']
  const values = [id, tag, statement, valueOf(choice), important, now, dayOf(now), String(statement), open]
  const { rows } = await db.executeQuery<{ changed: boolean }>(CompiledQuery.raw(STATEMENT, values))
  const [row] = rows
  if (row !== undefined) return { dialogue: id, changed: row.changed }
  // Not cast, or not there: an address that names another dialogue by now is looked up once again.
  const named = forgetName(dialogue) ? await idNamed(db, dialogue) : id
  return named === null || named === id ? null : castInOne(db, { dialogue: named, statement, choice, important }, { actor, now, outside })
}
