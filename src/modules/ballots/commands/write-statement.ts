import { jcs } from '#base'
import { checkStatement, readStatement } from '#hidden-ballot'
import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { HiddenVoices } from '../../../core/hidden-voices.ts'
import { languageTag } from '../../../core/language.ts'
import { refuse } from '../../../core/refused.ts'
import { demandBox, highestOf, holdVoter, isRegistered, named, standingOf } from '../queries/boxes.ts'
import { no } from '../refusals.ts'
import { canBeRead, isNext, mayWrite, takesVotes } from '../rules.ts'

export const writeStatement = (places: readonly HiddenVoices[]) =>
  command({
    name: 'ballots.write-statement',
    summary: 'Add a statement that a registered key signed: it comes to moderators with the next batch, in an order that tells nothing',
    route: 'POST /ballots/{dialogue}/statements',
    uncounted: true,
    input: z.looseObject({ dialogue: named }),
    output: z.object({ taken: z.literal(true) }),
    async facts(tx, { input: { dialogue, ...asked } }) {
      const statement = readStatement(asked)
      if (!statement.ok) return refuse(no('ballot.malformed'))
      // What one voter wrote must never keep the votes of all others from being counted.
      const { text, language } = statement.value
      if (!canBeRead(text) || !languageTag.safeParse(language).success) return refuse(no('ballot.malformed'))
      const found = await demandBox(places, tx, { id: dialogue, lock: 'share' })
      if ((await checkStatement(found.box.electorate, statement.value)) !== null) return refuse(no('ballot.signature'))
      // Of two at once the second knows how many wait. The key alone is held, and not the box: whoever has no credential could else hold it.
      await holdVoter(tx, dialogue, statement.value.voter)
      return { ...found, statement: statement.value, standing: await standingOf(tx, dialogue, statement.value.voter) }
    },
    may({ facts: { box, place, statement, standing }, now }) {
      const arrived =
        standing.written.includes(statement.seq) ||
        standing.waiting.some(({ sort, place: seq }) => sort === 'statement' && seq === statement.seq)
      return all(
        takesVotes(box, place, now),
        isRegistered(standing) ? yes : no('ballot.not-registered'),
        isNext(statement.seq, highestOf(standing)) ? yes : no('ballot.malformed'),
        arrived
          ? yes
          : mayWrite({
              mayAdd: place.mayAdd,
              length: [...statement.text.trim()].length,
              mutedFor: standing.row?.muted_for ?? null,
              waiting: standing.waiting.filter(({ sort }) => sort === 'statement').length,
              written: standing.written.length,
            }),
      )
    },
    async run(tx, { input: { dialogue }, facts: { statement, standing } }) {
      // What arrives twice is one.
      if (standing.written.includes(statement.seq)) return { taken: true as const }
      const { voter, seq } = statement
      await tx
        .insertInto('ballot_waiting')
        .values({ dialogue_id: dialogue, voter, sort: 'statement', place: seq, seq, content: jcs(statement) })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      return { taken: true as const }
    },
    // Tells nothing: a row among others would say when a key wrote.
    tell: () => [],
  })
