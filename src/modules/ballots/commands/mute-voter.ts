import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { HiddenVoices } from '../../../core/hidden-voices.ts'
import { refuse } from '../../../core/refused.ts'
import { demandBox } from '../queries/boxes.ts'
import { no } from '../refusals.ts'

export const muteVoter = (places: readonly HiddenVoices[]) =>
  command({
    name: 'ballots.mute-voter',
    summary:
      'Take the word, in this dialogue, from whoever wrote a statement, for a published rule; nobody learns who it is, and their votes count on',
    route: 'PUT /ballots/{dialogue}/written/{statement}/mute',
    input: z.object({
      dialogue: z.uuid(),
      statement: z.coerce.number().int(),
      rule: z.string().max(40).nullable().describe('Null: give it back'),
    }),
    output: z.object({ muted: z.boolean() }),
    async facts(tx, { input, actor }) {
      const found = await demandBox(places, tx, { id: input.dialogue })
      const row = await tx
        .selectFrom('ballot_statement')
        .select('voter')
        .where('dialogue_id', '=', found.box.id)
        .where('number', '=', input.statement)
        .executeTakeFirst()
      return { ...found, voter: row?.voter ?? null, moderates: await found.voices.mayModerate(tx, found.box.id, actor) }
    },
    may: ({ input: { rule }, facts: { place, voter, moderates } }) =>
      all(
        moderates,
        voter === null ? no('ballot.statement-missing') : yes,
        rule === null || place.rules.includes(rule) ? yes : no('ballot.rule-unknown'),
      ),
    async run(tx, { input: { rule }, facts: { box, voter } }) {
      if (voter === null) return refuse(no('ballot.statement-missing'))
      await tx.updateTable('ballot_voter').set({ muted_for: rule }).where('dialogue_id', '=', box.id).where('voter', '=', voter).execute()
      return { muted: rule !== null }
    },
    // By the statement, and not by the key: whoever reads it does not learn whose votes these are.
    tell: ({ input: { statement, rule }, facts: { box } }) => [
      {
        kind: rule === null ? 'ballots.voter.unmuted' : 'ballots.voter.muted',
        scope: box.id,
        subject: String(statement),
        data: { rule },
        visibility: 'public',
      },
    ],
  })
