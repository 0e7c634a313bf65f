import type { Reader } from '../../../platform/db.ts'

type Between = { readonly after?: Date | null; readonly until?: Date }

/** How many people voted in a dialogue, in all or between two moments (the first excluded). */
export async function countVoters(db: Reader, dialogueId: string, { after = null, until }: Between = {}): Promise<number> {
  let select = db
    .selectFrom('vote')
    .select((eb) => eb.fn.count<number>('participant').distinct().as('count'))
    .where('dialogue_id', '=', dialogueId)
  if (after !== null) select = select.where('cast_at', '>', after)
  if (until !== undefined) select = select.where('cast_at', '<=', until)
  return (await select.executeTakeFirstOrThrow()).count
}

/** Up to when single votes of a dialogue that is open are given out; null: fewer than ten people voted yet. */
export async function givenUntil(db: Reader, dialogueId: string): Promise<Date | null> {
  const row = await db.selectFrom('result').select('given_until').where('dialogue_id', '=', dialogueId).executeTakeFirst()
  return row?.given_until ?? null
}
