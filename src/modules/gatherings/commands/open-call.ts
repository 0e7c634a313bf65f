import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { languageTag } from '../../../core/language.ts'
import { refuse } from '../../../core/refused.ts'
import { mayApply, mayCall, mayWithdrawApplication } from '../policy.ts'
import { organisations } from '../../organisations/index.ts'
import { applicationForUse, callOf } from '../queries/calls.ts'
import { blocksOf } from '../queries/run-sheet.ts'
import { seenSession } from '../queries/sessions.ts'
import { line, moment } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { toldTo } from '../rules.ts'

const at = { session: z.uuid(), block: z.uuid() }

export const openCall = command({
  name: 'gatherings.open-call',
  summary: 'Call bodies to propose their example for a block, until a day; or change the words and the day of the call',
  route: 'PUT /sessions/{session}/blocks/{block}/call',
  input: z.object({
    ...at,
    language: languageTag,
    words: z.string().trim().min(1).max(4000).describe('What is looked for, and how it is chosen. Markdown'),
    closesAt: moment,
  }),
  output: z.object({ path: z.string() }),
  async facts(tx, { input, actor }) {
    const seen = (await seenSession(tx, { id: input.session }, actor)) ?? refuse(no('summit-session.missing'))
    const block = (await blocksOf(tx, input.session, actor.locale)).find(({ id }) => id === input.block)
    const call = await callOf(tx, input.session, input.block)
    return { ...seen, block: block ?? null, decided: call?.decided === true }
  },
  may: ({ actor, facts, input, now }) =>
    all(
      facts.block === null ? no('block.missing') : mayCall(actor, facts.parts, { sort: facts.block.sort, decided: facts.decided }),
      new Date(input.closesAt) > now ? yes : no('call.over'),
    ),
  async run(tx, { input, facts, now }) {
    const row = { language: input.language, words: input.words, closes_at: new Date(input.closesAt) }
    await tx
      .insertInto('example_call')
      .values({ session_id: input.session, block_id: input.block, called_at: now, ...row })
      .onConflict((oc) => oc.columns(['session_id', 'block_id']).doUpdateSet(row))
      .execute()
    return { path: `${facts.session.path}/blocks/${input.block}/call` }
  },
  tell: ({ input, facts }) => [
    {
      kind: 'gatherings.call.opened',
      scope: facts.session.editionId,
      subject: input.session,
      data: { block: input.block },
      visibility: toldTo(facts.session),
    },
  ],
})

/** In the name of a body, once for each call; what was withdrawn can be proposed anew. */
export const applyToCall = command({
  name: 'gatherings.apply-to-call',
  summary: 'Propose the example of a body for a block. For whoever convenes for the body.',
  route: 'PUT /sessions/{session}/blocks/{block}/applications/{body}',
  input: z.object({
    ...at,
    body: z.uuid(),
    speaker: line(120).min(1).describe('Who would present it, as the programme would name them'),
    language: languageTag,
    title: line(160).min(1),
    text: z.string().trim().min(1).max(10_000).describe('Markdown'),
  }),
  output: z.object({ id: z.string() }),
  async facts(tx, { input, actor }) {
    const { session } = (await seenSession(tx, { id: input.session }, actor)) ?? refuse(no('summit-session.missing'))
    await tx
      .selectFrom('example_call')
      .select('block_id')
      .where('session_id', '=', input.session)
      .where('block_id', '=', input.block)
      .forShare()
      .execute()
    const before = await tx
      .selectFrom('application')
      .select(['id', 'state'])
      .where('session_id', '=', input.session)
      .where('block_id', '=', input.block)
      .where('body_id', '=', input.body)
      .executeTakeFirst()
    return {
      session,
      call: await callOf(tx, input.session, input.block),
      phase: session.phase,
      convenes: (await organisations.standingOf(tx, input.body, actor.person)).convener,
      before: before ?? null,
      sent: before !== undefined && before.state !== 'withdrawn',
    }
  },
  may: ({ actor, facts, now }) => mayApply(actor, facts, now),
  async run(tx, { input: { session, block, body, ...words }, facts, actor, now, outside }) {
    const id = facts.before?.id ?? outside.uuid()
    const row = { ...words, person_id: actor.person, sent_at: now, state: 'waiting' as const }
    await tx
      .insertInto('application')
      .values({ session_id: session, id, block_id: block, body_id: body, ...row })
      .onConflict((oc) => oc.columns(['session_id', 'id']).doUpdateSet(row))
      .execute()
    return { id }
  },
  tell: ({ input, facts, result }) => [
    {
      kind: 'gatherings.application.sent',
      scope: facts.session.editionId,
      subject: result.id,
      data: { block: input.block, body: input.body },
      visibility: 'public',
    },
  ],
})

export const withdrawApplication = command({
  name: 'gatherings.withdraw-application',
  summary: 'Withdraw an example that waits for an answer. For whoever convenes for the body.',
  route: 'DELETE /sessions/{session}/applications/{application}',
  input: z.object({ session: z.uuid(), application: z.uuid() }),
  output: z.object({ block: z.string() }),
  async facts(tx, { input, actor }) {
    const { session } = (await seenSession(tx, { id: input.session }, actor)) ?? refuse(no('summit-session.missing'))
    const row = (await applicationForUse(tx, input.session, input.application)) ?? refuse(no('application.missing'))
    return { session, ...row, convenes: (await organisations.standingOf(tx, row.body_id, actor.person)).convener }
  },
  may: ({ actor, facts }) => mayWithdrawApplication(actor, facts),
  async run(tx, { input, facts }) {
    // The words go with it.
    await tx
      .updateTable('application')
      .set({ state: 'withdrawn', title: '', text: '', speaker: '', person_id: null })
      .where('session_id', '=', input.session)
      .where('id', '=', input.application)
      .execute()
    return { block: facts.block_id }
  },
  tell: ({ input, facts }) => [
    {
      kind: 'gatherings.application.withdrawn',
      scope: facts.session.editionId,
      subject: input.application,
      data: { block: facts.block_id },
      visibility: 'public',
    },
  ],
})
