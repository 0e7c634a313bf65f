import { z } from 'zod'
import { all, yes } from '#base'
import { command } from '../../../core/command.ts'
import { no as noFromHub, refuse } from '../../../core/refused.ts'
import { gatherings } from '../../gatherings/index.ts'
import { mayEnter } from '../policy.ts'
import { ownerTags, sealTold } from '../queries/entries.ts'
import { holdMembers, standingIn } from '../queries/here.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { MOST } from '../rules.ts'
import { quietly, removeEntry } from './remove-entry.ts'

export const enterList = command({
  name: 'encounters.enter-list',
  summary:
    'Go on the list of those who want to meet others during a session, or change what you say there. Only they see you, a few at a time',
  route: 'PUT /sessions/{session}/encounters/entry',
  limit: 'take-part',
  input: z.object({
    session: z.uuid(),
    questions: shapes.questions.describe('Guiding questions by number'),
    words: shapes.words,
    languages: shapes.languages,
    seeks: shapes.words,
    offers: shapes.words,
    notToStates: z.boolean().default(false).describe('Not shown to whoever holds an office of a state'),
  }),
  output: z.object({ entered: z.boolean() }),
  async facts(tx, { input, actor, now, outside }) {
    const standing = await standingIn(tx, { id: input.session }, { actor, now, outside })
    const known = (await gatherings.questionsOf(tx, input.session, actor.locale)).map(({ number }) => number)
    if (standing.member !== null) await holdMembers(tx, input.session, [standing.member])
    const row =
      standing.member === null
        ? undefined
        : await tx
            .selectFrom('encounter_member')
            .select('changes')
            .where('session_id', '=', input.session)
            .where('id', '=', standing.member)
            .executeTakeFirst()
    return { ...standing, known, changes: row?.changes ?? 0 }
  },
  // Whoever could change their words for ever could try out the words of others.
  may: ({ facts }) =>
    all(mayEnter(facts.here), facts.changes < MOST.changes ? yes : no('encounter.too-many-changes', { most: MOST.changes })),
  async run(tx, { input, actor, facts, outside }) {
    const { session, notToStates, ...said } = input
    if (said.questions.some((number) => !facts.known.includes(number)))
      refuse(noFromHub('input.invalid', { field: 'questions' }), [{ field: 'questions', code: 'field.invalid', data: {} }])
    const { account, person } = actor
    if (account === null || person === null) return refuse(noFromHub('sign-in.needed'))
    const [tag] = ownerTags(outside.keys, session, account)
    if (tag === undefined) throw new TypeError('there is always one secret in use')
    // By another name somebody is somebody else: nothing of the first stays.
    if (facts.other !== null) await removeEntry(tx, session, facts.other.member)
    const { id: member } = await tx
      .insertInto('encounter_member')
      .values({ session_id: session, id: facts.member ?? outside.uuid(), owner_tag: tag, changes: 1 })
      .onConflict((conflict) =>
        conflict.columns(['session_id', 'owner_tag']).doUpdateSet((eb) => ({ changes: eb('encounter_member.changes', '+', 1) })),
      )
      .returning('id')
      .executeTakeFirstOrThrow()
    const changed = { not_to_states: notToStates, told_sealed: sealTold(outside.keys, said) }
    await tx
      .insertInto('encounter_entry')
      .values({ session_id: session, member_id: member, id: outside.uuid(), person_id: person, ...changed })
      .onConflict((conflict) => conflict.columns(['session_id', 'member_id']).doUpdateSet(changed))
      .execute()
    return { entered: facts.entry === null }
  },
  tell: ({ input, result }) => (result.entered ? [quietly('list.entered', input.session)] : [quietly('list.changed', input.session)]),
})
