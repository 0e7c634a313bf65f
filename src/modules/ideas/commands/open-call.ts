import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayCall } from '../policy.ts'
import { callOf, demandSession } from '../queries/call.ts'
import { language } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { ACCESSES, inOrder, LONGEST, MODERATIONS } from '../rules.ts'

const clock = (input: { opensAt: string; closesAt: string; answerBy: string }) => ({
  opensAt: new Date(input.opensAt),
  closesAt: new Date(input.closesAt),
  answerBy: new Date(input.answerBy),
})

export const openCall = command({
  name: 'ideas.open-call',
  summary: 'Call for ideas before a session, or change its times, its rules, or its text in one language',
  route: 'PUT /sessions/{session}/ideas/call',
  limit: 'write',
  input: z.object({
    session: z.uuid(),
    opensAt: z.iso.datetime(),
    closesAt: z.iso.datetime(),
    answerBy: z.iso.datetime().describe('By then each idea has an answer on what became of it'),
    access: z.enum(ACCESSES).default('account').describe('"anyone": no account is needed'),
    moderation: z.enum(MODERATIONS).default('before').describe('Whether ideas are read before or after they are published'),
    text: z.string().trim().min(1).max(LONGEST.call),
    language,
  }),
  output: z.object({ path: z.string() }),
  async facts(tx, { input, actor }) {
    return { ...(await demandSession(tx, { id: input.session }, actor)), call: await callOf(tx, input.session, actor.locale) }
  },
  may: ({ input, actor, facts }) =>
    all(
      mayCall({ actor, parts: facts.parts, calledOff: facts.session.state === 'called-off' }),
      inOrder(clock(input)) ? yes : no('idea.calendar'),
    ),
  async run(tx, { input, actor, facts, now }) {
    const { opensAt, closesAt, answerBy } = clock(input)
    const rules = { opens_at: opensAt, closes_at: closesAt, answer_by: answerBy, access: input.access, moderation: input.moderation }
    await tx
      .insertInto('idea_call')
      .values({ session_id: input.session, ...rules, opened_by: actor.person, opened_at: now })
      .onConflict((oc) => oc.column('session_id').doUpdateSet(rules))
      .execute()
    await tx
      .insertInto('idea_call_text')
      .values({ session_id: input.session, language: input.language, position: facts.call?.languages.length ?? 0, text: input.text })
      .onConflict((oc) => oc.columns(['session_id', 'language']).doUpdateSet({ text: input.text }))
      .execute()
    return { path: `${facts.session.path}/ideas` }
  },
  tell: ({ input, facts }) => [
    {
      kind: facts.call === null ? 'ideas.call.opened' : 'ideas.call.changed',
      ...{ scope: input.session, subject: input.session, data: { language: input.language }, visibility: 'public' },
    },
  ],
})
