import { yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { dayOf } from '../../../core/event.ts'
import { ownIdea } from '../queries/own.ts'

export const withdrawIdea = command({
  name: 'ideas.withdraw',
  summary: 'Take an idea of your own back, at any time: its words are gone, and a mark with the day stays. It cannot be undone',
  route: 'DELETE /ideas/{link}',
  limit: 'write',
  whileLeaving: true,
  input: z.object({ link: z.string().max(300) }),
  output: z.object({ version: z.number().int() }),
  facts: (tx, { input, actor, outside, now }) => ownIdea(tx, input.link, { actor, outside, now }),
  // What arrives twice is taken back once, and answered as the first time.
  may: ({ facts: { row, mayWithdraw } }) => (row.status === 'withdrawn' ? yes : mayWithdraw),
  async run(tx, { facts: { ref, row }, now }) {
    if (row.status === 'withdrawn') return { version: row.version }
    await tx.deleteFrom('earlier_idea').where('session_id', '=', ref.session).where('idea_id', '=', ref.id).execute()
    await tx
      .updateTable('idea')
      .set({
        ...{ title: '', text: '', language: 'und', label: null, status: 'withdrawn', declined_for: null, note: null, owner_tag: null },
        ...{ version: row.version + 1, withdrawn_at: dayOf(now) },
      })
      .where('session_id', '=', ref.session)
      .where('id', '=', ref.id)
      .execute()
    return { version: row.version + 1 }
  },
  tell: ({ facts: { ref, row } }) =>
    row.status === 'withdrawn'
      ? []
      : [
          {
            kind: 'ideas.idea.withdrawn',
            // One that was never published was never there for anybody.
            ...{ scope: ref.session, subject: ref.id, data: {}, anonymous: true, visibility: row.was_public ? 'public' : 'internal' },
          },
        ],
})
