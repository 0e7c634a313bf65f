import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { sentId } from '../../../core/sending.ts'
import type { Reader, Tx } from '../../../platform/db.ts'
import { mayTend } from '../policy.ts'
import { heldPurpose, stepsOf } from '../queries/rows.ts'
import { language, number, ref, words } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { dayIn, isEntry, LONGEST, MOST } from '../rules.ts'

export const writeEntry = command({
  name: 'purposes.write-entry',
  summary:
    'Write down what was reached, on which day and from where one knows; or put an entry in the place of one that was wrong, which stays readable',
  route: 'POST /communities/{community}/purposes/{purpose}/entries',
  limit: 'write',
  input: z.object({
    ...ref,
    sending: z.string().min(8).max(80),
    happenedOn: z.iso.date(),
    amount: number.nullish().describe('Adds to what was there before'),
    step: z.number().int().min(1).max(MOST.steps).nullish(),
    text: words(LONGEST.entry),
    source: words(LONGEST.source).describe('A link, a paper, who counted'),
    language,
    corrects: z.uuid().nullish(),
  }),
  output: z.object({ id: z.uuid() }),
  async facts(tx, { input, ...reading }) {
    const held = await heldPurpose(tx, reading, input)
    const id = sentId(reading.outside.keys, 'purpose-entry', input.purpose, held.here.community.me?.member ?? '', input.sending)
    return { ...held, id, steps: await stepsOf(tx, input), ...(await entriesThere(tx, input, { id, corrects: input.corrects ?? null })) }
  },
  may: ({ input, now, facts }) =>
    all(
      mayTend(facts.here.asking, facts.closed && !facts.sent),
      facts.corrected === 'none' ? no('purpose.entry-missing') : yes,
      facts.corrected === 'already' && !facts.sent ? no('purpose.corrected-already') : yes,
      facts.count >= MOST.entries && !facts.sent ? no('purpose.too-many', { most: MOST.entries }) : yes,
      isEntry(
        { amount: input.amount ?? null, step: input.step ?? null, happenedOn: input.happenedOn },
        { target: facts.row.target, steps: facts.steps },
        now,
      ),
    ),
  async run(tx, { input, now, facts: { id, sent, here } }) {
    if (sent) return { id }
    const made = await tx
      .insertInto('purpose_entry')
      .values({
        ...{ community_id: input.community, purpose_id: input.purpose, id, happened_on: input.happenedOn, amount: input.amount ?? null },
        ...{ step: input.step ?? null, text: input.text, source: input.source, language: input.language, written_at: now },
        ...{ member_id: here.community.me?.member ?? null, corrects: input.corrects ?? null },
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (made === undefined) refuse(no('purpose.corrected-already'))
    await markLooked(tx, input, now)
    return { id }
  },
  tell: ({ input, facts: { sent } }) =>
    sent
      ? []
      : [
          {
            kind: input.corrects == null ? 'purposes.entry.written' : 'purposes.entry.corrected',
            ...{ scope: input.community, subject: input.purpose, data: {}, visibility: 'internal', anonymous: true },
          },
        ],
})

type At = { readonly community: string; readonly purpose: string }

async function entriesThere(db: Reader, { community, purpose }: At, asked: { readonly id: string; readonly corrects: string | null }) {
  const rows = await db
    .selectFrom('purpose_entry')
    .select(['id', 'corrects'])
    .where('community_id', '=', community)
    .where('purpose_id', '=', purpose)
    .execute()
  const there = asked.corrects === null || rows.some(({ id }) => id === asked.corrects)
  const already = asked.corrects !== null && rows.some(({ corrects }) => corrects === asked.corrects)
  const corrected: 'free' | 'none' | 'already' = !there ? 'none' : already ? 'already' : 'free'
  return { count: rows.length, sent: rows.some(({ id }) => id === asked.id), corrected }
}

/** Whoever writes something down has looked. */
export async function markLooked(tx: Tx, { community, purpose }: At, now: Date): Promise<void> {
  await tx
    .updateTable('purpose')
    .set({ checked_on: dayIn(now) })
    .where('community_id', '=', community)
    .where('id', '=', purpose)
    .execute()
}
