import type { Tx } from '../../../platform/db.ts'
import type { WritingOffice } from '../tables.ts'

/** What stood there, when it was written and by which office. */
export type Replaced = {
  readonly sort: 'words' | 'answer'
  readonly language: string
  readonly content: Readonly<Record<string, string | readonly string[]>>
  readonly writtenAt: Date | null
  readonly office: WritingOffice | null
}

/** A version that is replaced goes behind the earlier ones; the dialogue's row is held, so no two get one number. */
export async function keepEarlierText(tx: Tx, dialogueId: string, { sort, language, content, writtenAt, office }: Replaced): Promise<void> {
  const { count } = await tx
    .selectFrom('earlier_text')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('dialogue_id', '=', dialogueId)
    .where('sort', '=', sort)
    .where('language', '=', language)
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('earlier_text')
    .values({
      dialogue_id: dialogueId,
      sort,
      language,
      number: count + 1,
      content: JSON.stringify(content),
      written_at: writtenAt,
      office,
    })
    .execute()
}
