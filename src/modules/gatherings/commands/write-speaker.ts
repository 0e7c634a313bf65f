import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { languageTag } from '../../../core/language.ts'
import { refuse } from '../../../core/refused.ts'
import { mayDetach, mayEditSession } from '../policy.ts'
import { cardsOfBodies } from '../queries/hosts.ts'
import { blocksOf } from '../queries/run-sheet.ts'
import { seenSession } from '../queries/sessions.ts'
import { line } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { MOST_NAMED } from '../rules.ts'

/** The id comes from whoever writes it, so that a form that is sent twice makes one speaker. */
export const writeSpeaker = command({
  name: 'gatherings.write-speaker',
  summary: 'Name a speaker in a block, or change what the programme says of them. An identity of the hub is linked by themselves alone.',
  route: 'PUT /sessions/{session}/speakers/{speaker}',
  input: z.object({
    session: z.uuid(),
    speaker: z.uuid(),
    block: z.uuid(),
    name: line(120).min(1),
    line: line(240).default('').describe('What they are: Director of the Galway library'),
    language: languageTag.describe('Of the line'),
    body: z.uuid().nullable().default(null).describe('A body of this hub for which they speak'),
    languages: z.array(languageTag).max(10).default([]).describe('In which they speak'),
  }),
  output: z.object({ id: z.string() }),
  async facts(tx, { input, actor }) {
    await tx.selectFrom('summit_session').select('id').where('id', '=', input.session).forUpdate().execute()
    const seen = (await seenSession(tx, { id: input.session }, actor)) ?? refuse(no('summit-session.missing'))
    const blocks = await blocksOf(tx, input.session, actor.locale)
    const speakers = blocks.flatMap((block) => block.speakers.map(({ id }) => id))
    const body = input.body === null || (await cardsOfBodies(tx, [input.body], actor.locale)).length > 0
    return { ...seen, speakers, block: blocks.find(({ id }) => id === input.block) ?? null, body }
  },
  may: ({ input, actor, facts }) =>
    all(
      mayEditSession(actor, facts.parts, facts.session),
      facts.block === null ? no('block.missing') : yes,
      facts.body ? yes : no('host.missing'),
      !facts.speakers.includes(input.speaker) && facts.speakers.length >= MOST_NAMED ? no('speaker.too-many', { most: MOST_NAMED }) : yes,
    ),
  async run(tx, { input: { session, speaker, block, body, ...words }, facts }) {
    const row = { block_id: block, body_id: body, ...words }
    await tx
      .insertInto('speaker')
      .values({ session_id: session, id: speaker, position: facts.speakers.length, person_id: null, ...row })
      .onConflict((oc) => oc.columns(['session_id', 'id']).doUpdateSet(row))
      .execute()
    return { id: speaker }
  },
  tell: ({ input, facts }) => [
    {
      kind: 'gatherings.speaker.written',
      scope: facts.session.editionId,
      subject: input.session,
      data: { block: input.block },
      visibility: 'internal',
    },
  ],
})

const one = z.object({ session: z.uuid(), speaker: z.uuid() })

export const removeSpeaker = command({
  name: 'gatherings.remove-speaker',
  summary: 'Take a speaker out of the programme. For organisers of the session.',
  route: 'DELETE /sessions/{session}/speakers/{speaker}',
  input: one,
  output: z.object({ path: z.string() }),
  async facts(tx, { input, actor }) {
    const seen = (await seenSession(tx, { id: input.session }, actor)) ?? refuse(no('summit-session.missing'))
    const blocks = await blocksOf(tx, input.session, actor.locale)
    return { ...seen, there: blocks.some(({ speakers }) => speakers.some(({ id }) => id === input.speaker)) }
  },
  may: ({ actor, facts }) => all(mayEditSession(actor, facts.parts, facts.session), facts.there ? yes : no('speaker.missing')),
  async run(tx, { input, facts }) {
    await tx.deleteFrom('speaker').where('session_id', '=', input.session).where('id', '=', input.speaker).execute()
    return { path: facts.session.path }
  },
  tell: ({ input, facts }) => [
    { kind: 'gatherings.speaker.removed', scope: facts.session.editionId, subject: input.session, data: {}, visibility: 'internal' },
  ],
})

/** Consent can be taken back as it was given; the name in the programme stays with the organisers. */
export const detachSpeaker = command({
  name: 'gatherings.detach-speaker',
  summary: 'Take an identity of the hub off a speaker of the programme. For that identity, and for organisers.',
  route: 'DELETE /sessions/{session}/speakers/{speaker}/identity',
  input: one,
  output: z.object({ path: z.string() }),
  async facts(tx, { input, actor }) {
    const seen = (await seenSession(tx, { id: input.session }, actor)) ?? refuse(no('summit-session.missing'))
    const row = await tx
      .selectFrom('speaker')
      .select('person_id')
      .where('session_id', '=', input.session)
      .where('id', '=', input.speaker)
      .executeTakeFirst()
    return { ...seen, person: row?.person_id ?? null }
  },
  may: ({ actor, facts }) => mayDetach(actor, facts.parts, facts.person),
  async run(tx, { input, facts }) {
    await tx
      .updateTable('speaker')
      .set({ person_id: null })
      .where('session_id', '=', input.session)
      .where('id', '=', input.speaker)
      .execute()
    return { path: facts.session.path }
  },
  tell: ({ input, facts }) => [
    {
      kind: 'gatherings.speaker.detached',
      scope: facts.session.editionId,
      subject: input.session,
      data: {},
      visibility: 'internal',
      anonymous: true,
    },
  ],
})
