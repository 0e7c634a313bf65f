import { sql } from 'kysely'
import type { Actor } from '../../../core/actor.ts'
import { THE_HUB, type EventDraft } from '../../../core/event.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { FIRST_STATE, openState, ownerTags, sealState, type State } from '../queries/state.ts'
import type {} from '../tables.ts'

type Around = { readonly actor: Actor; readonly outside: Pick<Outside, 'keys'> }

/** What the account follows, held until the deed is over: two presses at once both count. */
export async function lockState(tx: Tx, { actor, outside: { keys } }: Around): Promise<State> {
  const { account } = actor
  if (account === null) return FIRST_STATE
  const [tag, ...older] = ownerTags(keys, account)
  if (tag === undefined) return FIRST_STATE
  if (older.length === 0 || (await anyOf(tx, [tag, ...older])) === undefined)
    await tx
      .insertInto('following_state')
      .values({ owner_tag: tag, sealed: sealState(keys, account, FIRST_STATE) })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  const row = await anyOf(tx, [tag, ...older])
  return row === undefined ? FIRST_STATE : openState(keys, account, row.sealed)
}

const anyOf = (tx: Tx, tags: readonly Buffer[]) =>
  tx
    .selectFrom('following_state')
    .selectAll()
    .where('owner_tag', 'in', [...tags])
    .forUpdate()
    .executeTakeFirst()

/** Writes it back, and counts what is followed now and was not before, or the other way round. */
export async function keepState(
  tx: Tx,
  { actor, outside: { keys } }: Around,
  change: { readonly from: State; readonly to: State },
): Promise<void> {
  const { account } = actor
  if (account === null) return
  await tx
    .updateTable('following_state')
    .set({ sealed: sealState(keys, account, change.to) })
    .where('owner_tag', 'in', [...ownerTags(keys, account)])
    .execute()
  const [before, now] = [keysIn(change.from), keysIn(change.to)]
  await count(
    tx,
    [...now].filter((key) => !before.has(key)),
    1,
  )
  await count(
    tx,
    [...before].filter((key) => !now.has(key)),
    -1,
  )
}

const keysIn = ({ follows }: State): ReadonlySet<string> => new Set(follows.map(([key]) => key))

/** In the order of the keys, so that two deeds never wait for each other. */
export async function count(tx: Tx, keys: readonly string[], by: 1 | -1): Promise<void> {
  for (const subject of keys.toSorted())
    if (by === 1)
      await tx
        .insertInto('followed')
        .values({ subject, followers: 1 })
        .onConflict((conflict) => conflict.column('subject').doUpdateSet({ followers: sql`followed.followers + 1` }))
        .execute()
    else {
      const gone = await tx.deleteFrom('followed').where('subject', '=', subject).where('followers', '=', 1).executeTakeFirst()
      if (gone.numDeletedRows === 0n)
        await tx
          .updateTable('followed')
          .set({ followers: sql`followers - 1` })
          .where('subject', '=', subject)
          .execute()
    }
}

/** Neither who nor what: a row "this account, this subject" is what the seal is there for. */
export const changedQuietly: readonly EventDraft[] = [
  { kind: 'following.own.changed', scope: THE_HUB, subject: THE_HUB, data: {}, visibility: 'internal', anonymous: true },
]
