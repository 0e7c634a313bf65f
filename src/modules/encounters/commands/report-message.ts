import { z } from 'zod'
import { yes } from '#base'
import { command } from '../../../core/command.ts'
import { sentId } from '../../../core/sending.ts'
import type { Tx } from '../../../platform/db.ts'
import { MESSAGE } from '../queries/entries.ts'
import { pairFacts } from '../queries/pair-facts.ts'
import { no } from '../refusals.ts'
import { quietly } from './remove-entry.ts'

export const reportMessage = command({
  name: 'encounters.report-message',
  summary:
    'Hand messages that you got over to moderators, word for word and no others, so that they can be reported by the address in the answer',
  route: 'POST /sessions/{session}/encounters/conversations/{pair}/handed-over',
  limit: 'report',
  input: z.object({ session: z.uuid(), pair: z.uuid(), messages: z.array(z.uuid()).max(20).default([]) }),
  output: z.object({ id: z.uuid(), path: z.string().describe('What a report is about') }),
  async facts(tx, { input, actor, now, outside }) {
    const pair = await pairFacts(tx, input, { actor, now, outside })
    const rows = await messagesOf(tx, input, pair.who.member)
    const id = sentId(outside.keys, 'encounter-handed', input.session, input.pair, pair.me.member, ...rows.map((row) => row.id))
    // The same words were handed over before; the conversation is held, so that two at once come one after the other.
    const before = await tx
      .selectFrom('encounter_handed')
      .select('id')
      .where('session_id', '=', input.session)
      .where('id', '=', id)
      .executeTakeFirst()
    return { ...pair, rows, id, before }
  },
  may: ({ facts: { rows } }) => (rows.length === 0 ? no('encounter.nothing-picked') : yes),
  async run(tx, { input, actor, facts: { who, session, rows, id, before }, now, outside: { keys } }) {
    const result = { id, path: `${session.path}/people/handed-over/${id}` }
    if (before !== undefined) return result
    const author = await tx
      .selectFrom('encounter_member')
      .select('owner_tag as tag')
      .where('session_id', '=', input.session)
      .where('id', '=', who.member)
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('encounter_handed')
      .values({
        ...{ session_id: input.session, id, author_tag: author.tag, handed_by: actor.person, handed_at: now, hidden_for: null },
        messages: rows.map((row) => row.id),
        text: rows.map(({ text }) => keys.open(MESSAGE, text)).join('\n\n'),
      })
      .execute()
    return result
  },
  tell: ({ input, facts: { id, before } }) => (before === undefined ? [quietly('message.handed', input.session, id)] : []),
})

type Picked = { readonly session: string; readonly pair: string; readonly messages: readonly string[] }

/** Of those that were picked what the other one wrote. */
async function messagesOf(tx: Tx, { session, pair, messages }: Picked, by: string) {
  if (messages.length === 0) return []
  return tx
    .selectFrom('encounter_message')
    .select(['id', 'text_sealed as text'])
    .where('session_id', '=', session)
    .where('pair_id', '=', pair)
    .where('id', 'in', [...messages])
    .where('by_id', '=', by)
    .where('hidden', '=', false)
    .orderBy('written_at')
    .orderBy('id')
    .execute()
}
