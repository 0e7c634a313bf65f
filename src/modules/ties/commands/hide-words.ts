import { all, yes } from '#base'
import { z } from 'zod'
import type { Actor } from '../../../core/actor.ts'
import { command } from '../../../core/command.ts'
import { demand, refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import { organisations } from '../../organisations/index.ts'
import { mayModerate } from '../policy.ts'
import { WORDS, wordsRow, type At, type WordsRow } from '../queries/words.ts'
import { no } from '../refusals.ts'
import { HIDDEN_FOR } from '../rules.ts'

export const wordsAt = { sort: z.enum(WORDS), id: z.uuid() }

// No route: a decision of moderation runs it in its own transaction, with the reasons that it tells.
export const hideWords = command({
  name: 'ties.hide-words',
  summary: 'Take the words of a tie or a merger from the public, for a published rule or a law. What the two are to one another stays',
  input: z.object({ ...wordsAt, rule: z.string() }),
  output: z.object({ id: z.uuid() }),
  facts: (tx, { input, actor }) => wordsDecidedOn(tx, input, actor),
  may: ({ input }) => all(HIDDEN_FOR.some((rule) => rule === input.rule) ? yes : no('words.rule-unknown')),
  async run(tx, { input }) {
    await setWordsHidden(tx, input, input.rule)
    return { id: input.id }
  },
  tell: ({ input, facts: { row } }) => [
    {
      kind: 'ties.words.hidden',
      ...{ scope: row.scope, subject: input.id, data: { rule: input.rule }, visibility: 'internal', anonymous: true },
    },
  ],
})

/** What moderators decide about; who is none is told so before anything else. */
export async function wordsDecidedOn(tx: Tx, at: At, actor: Actor): Promise<{ readonly row: WordsRow }> {
  const row = await wordsRow(tx, at)
  const body = row === null ? null : await communities.bodyBehind(tx, row.scope)
  const moderator = actor.operator || (body !== null && (await organisations.standingOf(tx, body, actor.person)).moderator)
  demand(mayModerate(actor, moderator))
  return { row: row ?? refuse(no('words.missing')) }
}

export const setWordsHidden = (tx: Tx, { sort, id }: At, rule: string | null) =>
  tx.updateTable(sort).set({ hidden_for: rule }).where('id', '=', id).execute()
