import { z } from 'zod'
import { yes } from '#base'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { sentId } from '../../../core/sending.ts'
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
  facts: (tx, { input, actor, now, outside }) => pairFacts(tx, input, { actor, now, outside }),
  may: ({ input }) => (input.messages.length === 0 ? no('encounter.nothing-picked') : yes),
  async run(tx, { input, actor, facts: { me, who, session }, now, outside: { keys } }) {
    const rows = await tx
      .selectFrom('encounter_message')
      .select(['id', 'text_sealed as text'])
      .where('session_id', '=', input.session)
      .where('pair_id', '=', input.pair)
      .where('id', 'in', [...input.messages])
      .where('by_id', '=', who.member)
      .where('hidden', '=', false)
      .orderBy('written_at')
      .orderBy('id')
      .execute()
    if (rows.length === 0) return refuse(no('encounter.nothing-picked'))
    const messages = rows.map(({ id }) => id)
    const id = sentId(keys, 'encounter-handed', input.session, input.pair, me.member, ...messages)
    const author = await tx
      .selectFrom('encounter_member')
      .select('owner_tag as tag')
      .where('session_id', '=', input.session)
      .where('id', '=', who.member)
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('encounter_handed')
      .values({
        ...{ session_id: input.session, id, author_tag: author.tag, handed_by: actor.person, messages, handed_at: now, hidden_for: null },
        text: rows.map(({ text }) => keys.open(MESSAGE, text)).join('\n\n'),
      })
      .onConflict((conflict) => conflict.columns(['session_id', 'id']).doNothing())
      .execute()
    return { id, path: `${session.path}/people/handed-over/${id}` }
  },
  tell: ({ input, result }) => [quietly('message.handed', input.session, result.id)],
})
