import { z } from 'zod'
import { yes } from '#base'
import { command } from '../../../core/command.ts'
import type { Tx } from '../../../platform/db.ts'
import { pairFacts, sides, type PairFacts } from '../queries/pair-facts.ts'
import { no } from '../refusals.ts'
import { ordered } from '../rules.ts'
import { quietly } from './remove-entry.ts'

export const keepContact = command({
  name: 'encounters.keep-contact',
  summary:
    'Say that you keep this contact beyond the session. When both have said so, each finds it among their contacts until one of them ends it',
  route: 'PUT /sessions/{session}/encounters/conversations/{pair}/keeping',
  limit: 'write',
  input: z.object({ session: z.uuid(), pair: z.uuid(), keep: z.boolean() }),
  output: z.object({ kept: z.boolean() }),
  facts: (tx, { input, actor, now, outside }) => pairFacts(tx, input, { actor, now, outside }),
  may: ({ input, facts }) => {
    const { mine, theirs } = sides(facts)
    return !input.keep || (mine.contact !== null && theirs.contact !== null) ? yes : no('encounter.no-contact-yet')
  },
  async run(tx, { input, facts, now, outside }) {
    await tx
      .updateTable('encounter_pair')
      .set(facts.first ? { first_keeps: input.keep } : { second_keeps: input.keep })
      .where('session_id', '=', input.session)
      .where('id', '=', input.pair)
      .execute()
    const kept = input.keep && sides(facts).theirs.keeps
    if (kept) await write(tx, facts, { id: outside.uuid(), on: now.toISOString().slice(0, 10) })
    return { kept }
  },
  tell: ({ input, result }) => [quietly(result.kept ? 'contact.kept' : 'contact.chosen', input.session, input.pair)],
})

async function write(tx: Tx, facts: PairFacts, { id, on }: { readonly id: string; readonly on: string }): Promise<void> {
  const { me, who } = facts
  const { mine, theirs } = sides(facts)
  if (mine.contact === null || theirs.contact === null) return
  const [one, other] = ordered(me.person, who.person)
  const sealed =
    one === me.person
      ? { one_sealed: mine.contact, other_sealed: theirs.contact }
      : { one_sealed: theirs.contact, other_sealed: mine.contact }
  await tx
    .insertInto('kept_contact')
    .values({ id, one_person: one, other_person: other, ...sealed, kept_on: on })
    .onConflict((conflict) => conflict.columns(['one_person', 'other_person']).doUpdateSet({ ...sealed, kept_on: on }))
    .execute()
}
