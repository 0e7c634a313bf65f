import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayAsPair } from '../policy.ts'
import { holdAssist, pairFacts, type AssistRow, type Pair } from '../queries/assists.ts'
import { assistEventOf } from '../queries/telling.ts'
import { no } from '../refusals.ts'
import { dayOf, NO_FACTS } from '../rules.ts'
import { putSubjects, putVersion } from './keep-words.ts'

export const confirmNote = command({
  name: 'library.confirm-note',
  summary:
    'Agree to what was written of a pair. Once both sides have, it is public, and a draft of a practice is made of it for the body that asked',
  route: 'POST /peer-assists/{assist}/offers/{body}/note/agreement',
  limit: 'write',
  input: z.object({ assist: z.uuid(), body: z.uuid(), version: z.number().int().min(1) }),
  output: z.object({ agreed: z.boolean(), entry: z.uuid().nullable() }),
  async facts(tx, { input, actor, now }) {
    await holdAssist(tx, input.assist)
    return pairFacts(tx, input, { actor, now })
  },
  may: ({ input, actor, facts: { sides, state, facts, pair } }) =>
    all(
      mayAsPair(actor, sides, { state, hidden: facts.hidden }),
      pair.note === null || pair.note.version !== input.version ? no('library.changed-meanwhile') : yes,
    ),
  async run(tx, { input, actor, facts: { row, pair, sides }, now, outside }) {
    const { note } = pair
    // What arrives twice is agreed to once.
    if (note === null || note.agreed_at !== null) return { agreed: true, entry: note?.entry_id ?? null }
    const agreed = { asker_agreed: note.asker_agreed || sides.asker, helper_agreed: note.helper_agreed || sides.helper }
    const both = agreed.asker_agreed && agreed.helper_agreed
    const entry = both ? outside.uuid() : null
    if (entry !== null) await draftFrom(tx, { entry, row, pair, person: sides.asker ? actor.person : null, now })
    await tx
      .updateTable('assist_note')
      .set({ ...agreed, agreed_at: both ? now : null, entry_id: entry })
      .where('assist_id', '=', input.assist)
      .where('body_id', '=', input.body)
      .execute()
    return { agreed: both, entry }
  },
  tell: ({ input, facts: { row }, result }) => [
    assistEventOf({ id: input.assist, body: row.body_id }, 'note.agreed', result.agreed && row.audience === 'everybody'),
  ],
})

type From = {
  readonly entry: string
  readonly row: AssistRow
  readonly pair: Pair
  readonly person: string | null
  readonly now: Date
}

/** With both bodies as those it is about: whoever asked completes it and publishes it. */
async function draftFrom(tx: Tx, { entry, row, pair: { note, offer, meeting }, person, now }: From): Promise<void> {
  if (note === null) return
  await tx
    .insertInto('library_entry')
    .values({
      ...{ id: entry, kind: 'practice', body_id: row.body_id, person_id: person, language: note.language, state: 'draft' },
      ...{ hidden_for: null, licence: 'cc-by', law: false, review_months: 12, version: 1, shown: null, checked_on: null, review_on: null },
      ...{ found_by: '', assist_id: row.id, proposed_at: null, answer_by: null, decided_at: null, reason: null, reason_language: null },
      ...{ published_at: null, made_at: now },
    })
    .execute()
  const words = {
    did: note.did,
    when: dayOf(meeting?.starts_at ?? now),
    came: note.came,
    ...(note.failed === '' ? {} : { failed: note.failed }),
  }
  const text = { title: note.title, summary: note.came.slice(0, 400), words, facts: NO_FACTS }
  await putVersion(tx, entry, text, { version: 1, person, now })
  await putSubjects(tx, entry, { topics: [], places: [], bodies: [row.body_id, offer.body_id] })
}
