import { z } from 'zod'
import { yes } from '#base'
import { command } from '../../../core/command.ts'
import { dayOf } from '../../../core/event.ts'
import { no as noFromHub, refuse } from '../../../core/refused.ts'
import { sentId } from '../../../core/sending.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings } from '../../gatherings/index.ts'
import { mayWrite } from '../policy.ts'
import { callOf, demandSession } from '../queries/call.ts'
import { linkTo, ownerTags } from '../queries/links.ts'
import * as shapes from '../queries/shapes.ts'
import { LONGEST, sameWords } from '../rules.ts'

const GUEST = 'guest'

export const writeIdea = command({
  name: 'ideas.write',
  summary: 'Write an idea for a session. The private link in the answer is the way back to it: keep it',
  route: 'POST /sessions/{session}/ideas',
  limit: 'idea',
  input: z.object({
    session: z.uuid(),
    sending: z.uuid().describe('Made by the sender: what arrives twice is one'),
    title: shapes.title,
    text: shapes.text,
    language: shapes.language,
    question: shapes.question,
    label: z.string().trim().max(LONGEST.label).default('').describe('Shown beside it, if one likes; it need not be a name'),
  }),
  output: z.object({ id: z.uuid(), link: z.string(), status: z.enum(['waiting', 'published']) }),
  async facts(tx, { input, actor, now, outside: { keys } }) {
    const { session } = await demandSession(tx, { id: input.session }, actor)
    const call = await callOf(tx, session.id, actor.locale)
    // Who comes second waits: of two that say the same one is taken, and limits are not passed by many at once.
    await tx.selectFrom('idea_call').select('session_id').where('session_id', '=', session.id).forUpdate().execute()
    const tags = actor.account === null ? [] : ownerTags(keys, session.id, actor.account)
    const id = sentId(keys, 'idea-id', session.id, actor.account ?? GUEST, input.sending)
    const rows = await tx
      .selectFrom('idea')
      .select(['id', 'title', 'text', 'status', 'owner_tag', 'written_on'])
      .where('session_id', '=', session.id)
      .execute()
    const there = rows.filter(({ status }) => status === 'waiting' || status === 'published')
    const wanted = sameWords(`${input.title} ${input.text}`)
    return {
      ...{ session, call, id, owner: tags[0] ?? null, calledOff: session.state === 'called-off' },
      before: await statusOf(tx, session.id, id),
      waiting: there.filter(({ status }) => status === 'waiting').length,
      // What was taken back or declined since was one of them too: else a flood would go on for ever, and leave its marks.
      ofGuestsToday: rows.filter((row) => row.owner_tag === null && row.written_on.getTime() === dayOf(now).getTime()).length,
      own: there.filter((row) => tags.some((tag) => row.owner_tag?.equals(tag) === true)).length,
      known: there.some(({ title, text }) => sameWords(`${title} ${text}`) === wanted),
      questions: (await gatherings.questionsOf(tx, session.id, actor.locale)).map(({ number }) => number),
    }
  },
  // What came before is answered as it was: nothing of it is weighed again.
  may: ({ actor, facts, now }) => (facts.before === null ? mayWrite({ actor, ...facts }, now) : yes),
  async run(tx, { input, facts, now, outside: { keys } }) {
    const status: 'waiting' | 'published' = facts.before ?? (facts.call?.moderation === 'after' ? 'published' : 'waiting')
    const answer = { id: facts.id, link: linkTo(keys, { session: input.session, id: facts.id }), status }
    if (facts.before !== null) return answer
    demandQuestion(input.question, facts.questions)
    const { title, text, language } = input
    await tx
      .insertInto('idea')
      .values({
        ...{ session_id: input.session, id: facts.id, title, text, language, question: input.question ?? null },
        ...{ label: input.label || null, status, declined_for: null, note: null, owner_tag: facts.owner, version: 1 },
        ...{ written_on: dayOf(now), was_public: status === 'published', decided_at: null, withdrawn_at: null },
      })
      .execute()
    return answer
  },
  tell: ({ input, facts, result }) =>
    facts.before === null
      ? [
          {
            kind: 'ideas.idea.written',
            ...{ scope: input.session, subject: result.id, data: { status: result.status }, visibility: 'internal', anonymous: true },
          },
        ]
      : [],
})

/** Null: it was not sent before. Of one that was decided since, its writer is told what they were told then. */
async function statusOf(db: Reader, session: string, id: string): Promise<'waiting' | 'published' | null> {
  const row = await db.selectFrom('idea').select('status').where('session_id', '=', session).where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : row.status === 'published' ? 'published' : 'waiting'
}

export function demandQuestion(question: number | null | undefined, known: readonly number[]): void {
  if (question != null && !known.includes(question))
    refuse(noFromHub('input.invalid', { field: 'question' }), [{ field: 'question', code: 'field.invalid', data: {} }])
}
