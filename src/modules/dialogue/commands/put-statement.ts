import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { hubAlone, refuse } from '../../../core/refused.ts'
import { mayAddStatement, mayModerate } from '../policy.ts'
import { addFacts } from '../queries/add-facts.ts'
import { holderTags } from '../queries/dialogue-facts.ts'
import { sharedQuestions } from '../queries/session.ts'
import { language, place, ref } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { isHidden, isOfMembers, takesVotes, WAITING_LIMIT } from '../rules.ts'
import { appendStatement, becomeAuthor, statementAdded } from './add-statement.ts'
import { seedText } from './create-dialogue.ts'
import { holdAnew } from './hold-anew.ts'
import { enterHeld } from './join-dialogue.ts'

// No route: a room in which the sentence was said runs it within its own deed. Whoever only writes adds a statement.
export const putStatement = command({
  name: 'dialogue.put-statement',
  summary:
    'Put a sentence that was said in a session to the vote: in the name of the body by its offices, and by others as they add statements',
  input: z.object({ dialogue: ref, text: seedText, language, question: place.positive().nullable() }),
  output: z.object({ dialogue: z.uuid(), number: z.number().int(), path: z.string() }),
  async facts(tx, { input, actor, outside }) {
    const facts = await addFacts(tx, input, { actor, outside })
    const team = facts.dialogue !== null && mayModerate(facts.dialogue.standing).ok
    const shared = facts.dialogue === null ? new Set<number>() : await sharedQuestions(tx, facts.dialogue)
    const question = input.question !== null && shared.has(input.question) ? input.question : null
    return { ...facts, question, team, mayEnter: !team && facts.participant === null && actor.account !== null }
  },
  may({ facts, now }) {
    const { dialogue, team, mayEnter } = facts
    if (dialogue === null) return no('dialogue.missing')
    if (team) return all(takesVotes(dialogue, now), facts.known ? no('statement.twice') : yes)
    // Whoever has an account takes part from then on, as with their first answer.
    return mayAddStatement(mayEnter ? { ...facts, participant: 0 } : facts, now)
  },
  async run(tx, { input, actor, facts, now, outside }) {
    const { dialogue, team } = facts
    if (dialogue === null) return refuse(no('dialogue.missing'))
    // Questions of the session that the dialogue does not have are none of its own.
    const said = { text: input.text, language: input.language, question: facts.question }
    const status = team || dialogue.moderation === 'after' ? ('published' as const) : ('waiting' as const)
    let author: number | null = null
    if (!team) {
      const tags = holderTags(dialogue.id, actor, outside)
      const [tag = refuse(no('participation.missing'))] = tags
      const participant = facts.participant ?? (await enterHeld(tx, { dialogueId: dialogue.id, tag, now, outside }))
      await holdAnew(tx, { dialogueId: dialogue.id, participant }, tags)
      author = facts.author ?? (await becomeAuthor(tx, { dialogueId: dialogue.id, participant, outside }))
    }
    const number = await appendStatement(tx, { dialogueId: dialogue.id, ...said, author, status, now })
    const path = `/dialogues/${dialogue.slug}`
    return { dialogue: dialogue.id, number, path: status === 'published' ? `${path}/statements/${number}` : path }
  },
  tell: ({ facts, result }) => [
    statementAdded({ ...result, status: facts.team || facts.dialogue?.moderation === 'after' ? 'published' : 'waiting' }),
  ],
})

// No route: the room to which it was said runs it within its own deed, and asks the speaker first.
export const putUnnamed = command({
  name: 'dialogue.put-unnamed',
  summary:
    'Put to the vote what somebody said to a trusted intermediary: marked as that, with no participant behind it, as the dialogue takes statements',
  input: z.object({ dialogue: ref, text: seedText, language }),
  output: z.object({ dialogue: z.uuid(), number: z.number().int(), status: z.enum(['waiting', 'published']) }),
  async facts(tx, { input, actor, outside }) {
    const { dialogue, known } = await addFacts(tx, input, { actor, outside })
    const waiting = await tx
      .selectFrom('statement')
      .select('number')
      .where('dialogue_id', '=', dialogue?.id ?? outside.uuid())
      .where('voice', '=', 'intermediary')
      .where('status', '=', 'waiting')
      .execute()
    return { dialogue, known, waiting: waiting.length }
  },
  may({ actor, facts: { dialogue, known, waiting }, now }) {
    if (dialogue === null) return no('dialogue.missing')
    return all(
      hubAlone(actor),
      takesVotes(dialogue, now),
      dialogue.mayAdd && !isOfMembers(dialogue.participation) && !isHidden(dialogue.participation) ? yes : no('statement.not-wanted'),
      waiting < WAITING_LIMIT ? yes : no('statement.too-many-waiting', { limit: WAITING_LIMIT }),
      known ? no('statement.twice') : yes,
    )
  },
  async run(tx, { input, facts: { dialogue }, now }) {
    if (dialogue === null) return refuse(no('dialogue.missing'))
    const status = dialogue.moderation === 'before' ? ('waiting' as const) : ('published' as const)
    const said = { text: input.text, language: input.language, question: null, author: null, voice: 'intermediary' as const }
    return { dialogue: dialogue.id, number: await appendStatement(tx, { dialogueId: dialogue.id, ...said, status, now }), status }
  },
  tell: ({ result }) => [statementAdded(result)],
})
