import { z } from 'zod'
import type { Actor } from '../../../core/actor.ts'
import { query } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { gatherings } from '../../gatherings/index.ts'
import { mayCorrect, mayWithdraw } from '../policy.ts'
import { no } from '../refusals.ts'
import { demandCall } from './call.ts'
import { readLink } from './links.ts'
import { answersOf, drawn, rowOf } from './rows.ts'
import { shown } from './shapes.ts'

type Asking = { readonly actor: Actor; readonly outside: Pick<Outside, 'keys'>; readonly now: Date }

/** One's own by its link, whatever became of the session; `lock` where a deed follows. */
export async function ownIdea(db: Reader, link: string, { actor, outside, now }: Asking, lock = true) {
  const ref = readLink(outside.keys, link) ?? refuse(no('idea.link-broken'))
  if (lock) await db.selectFrom('idea').select('id').where('session_id', '=', ref.session).where('id', '=', ref.id).forUpdate().execute()
  const row = (await rowOf(db, ref.session, ref.id)) ?? refuse(no('idea.link-broken'))
  const session = (await gatherings.sessionById(db, ref.session, actor.locale)) ?? refuse(no('idea.link-broken'))
  const call = await demandCall(db, ref.session, actor.locale)
  const answers = await answersOf(db, ref.session)
  const facts = { status: row.status, answered: answers.has(ref.id), call }
  return {
    ...{ ref, row, session, call, facts },
    idea: drawn(row, { session, call, answers, now }, true),
    mayCorrect: mayCorrect(facts, now),
    mayWithdraw: mayWithdraw(facts),
  }
}
export type OwnIdea = Awaited<ReturnType<typeof ownIdea>>

export const readOwn = query({
  name: 'ideas.read-linked',
  summary: 'An idea by the private link of whoever wrote it: whether it is published, and what became of it',
  route: 'GET /ideas/{link}',
  input: z.object({ link: z.string().max(300) }),
  output: z.object({
    idea: shown,
    declinedFor: z.string().nullable(),
    note: z.string().nullable(),
    mayCorrect: z.boolean(),
    mayWithdraw: z.boolean(),
  }),
  async read(db, { input, actor, outside, now }) {
    const own = await ownIdea(db, input.link, { actor, outside, now }, false)
    const { declined_for: declinedFor, note } = own.row
    return { idea: own.idea, declinedFor, note, mayCorrect: own.mayCorrect.ok, mayWithdraw: own.mayWithdraw.ok }
  },
})
