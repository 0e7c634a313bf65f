import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { Reader, Tx } from '../../../platform/db.ts'
import type { Actor } from '../../../core/actor.ts'
import { refuse } from '../../../core/refused.ts'
import { mayModerate } from '../policy.ts'
import { handedOne, isModerator } from '../queries/reported.ts'
import { no } from '../refusals.ts'
import { HIDDEN_FOR } from '../rules.ts'

// No route: it is a part of the decision on a report, which gives the reasons.
export const hideMessage = command({
  name: 'encounters.hide-message',
  summary: 'Take messages that were handed over from both who could read them, for a published rule or a law',
  input: z.object({ session: z.uuid(), handed: z.uuid(), rule: z.string() }),
  output: z.object({ session: z.uuid() }),
  facts: (tx, { input, actor }) => handedFacts(tx, input, actor),
  may: ({ input, facts }) => all(mayModerate(facts), HIDDEN_FOR.some((one) => one === input.rule) ? yes : no('encounter.rule-unknown')),
  async run(tx, { input, facts }) {
    await setHidden(tx, input, { messages: facts.row.messages, rule: input.rule })
    return { session: input.session }
  },
  tell: ({ input }) => [
    {
      kind: 'encounters.message.hidden',
      ...{ scope: input.session, subject: input.handed, data: { rule: input.rule }, visibility: 'internal' },
    },
  ],
})

type Ref = { readonly session: string; readonly handed: string }

export async function handedFacts(db: Reader, { session, handed }: Ref, actor: Actor) {
  const row = (await handedOne(db, session, handed)) ?? refuse(no('encounter.missing'))
  return { row, actor, moderator: await isModerator(db, session, actor) }
}

export async function setHidden(
  tx: Tx,
  { session, handed }: Ref,
  { messages, rule }: { readonly messages: readonly string[]; readonly rule: string | null },
): Promise<void> {
  await tx.updateTable('encounter_handed').set({ hidden_for: rule }).where('session_id', '=', session).where('id', '=', handed).execute()
  await tx
    .updateTable('encounter_message')
    .set({ hidden: rule !== null })
    .where('session_id', '=', session)
    .where('id', 'in', [...messages])
    .execute()
}
