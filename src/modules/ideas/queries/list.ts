import { z } from 'zod'
import type { Actor } from '../../../core/actor.ts'
import { query } from '../../../core/command.ts'
import { demand, no as noFromHub, refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { maySeeDesk } from '../policy.ts'
import { no } from '../refusals.ts'
import { callOf, demandCall, demandSession, deskOf, type Call } from './call.ts'
import { linkTo, ownerTags } from './links.ts'
import { answersOf, drawn, isTold, numbersIn, ordered, rowOf } from './rows.ts'
import { call as callShape, numbers, shown, type Shown } from './shapes.ts'

type Place = { readonly id: string; readonly path: string }

/** All that were published, and the marks of those that were taken back since; what waits is not among them. */
export async function ideasOf(db: Reader, session: Place, call: Pick<Call, 'answerBy'>, now: Date): Promise<readonly Shown[]> {
  const rows = await db.selectFrom('idea').selectAll().where('session_id', '=', session.id).where('status', '!=', 'waiting').execute()
  const answers = await answersOf(db, session.id)
  return ordered(rows.filter(isTold)).map((row) => drawn(row, { session, call, answers, now }))
}

export const told = (call: Call) => ({
  ...{ opensAt: call.opensAt.toISOString(), closesAt: call.closesAt.toISOString(), answerBy: call.answerBy.toISOString() },
  ...{ access: call.access, moderation: call.moderation, text: call.text, language: call.language },
})

export const listIdeas = query({
  name: 'ideas.list',
  summary: 'The call for ideas of a session, the ideas that came, and what became of each; with how many wait for an answer beyond its day',
  route: 'GET /sessions/{session}/ideas',
  input: z.object({ session: z.uuid() }),
  output: z.object({ call: callShape.nullable(), numbers, ideas: z.array(shown) }),
  async read(db, { input, actor, now }) {
    const { session } = await demandSession(db, { id: input.session }, actor)
    const call = await callOf(db, session.id, actor.locale)
    const ideas = call === null ? [] : await ideasOf(db, session, call, now)
    return { call: call === null ? null : told(call), numbers: numbersIn(ideas), ideas: [...ideas] }
  },
})

export const readIdea = query({
  name: 'ideas.read',
  summary: 'One idea with what became of it',
  route: 'GET /sessions/{session}/ideas/{idea}',
  input: z.object({ session: z.uuid(), idea: z.uuid() }),
  output: shown,
  read: async (db, { input, actor, now }) => (await oneOf(db, input, actor, now)).idea,
})

/** One that waits is not there, but for those who read it. */
export async function oneOf(db: Reader, asked: { readonly session: string; readonly idea: string }, actor: Actor, now: Date) {
  const seen = await demandSession(db, { id: asked.session }, actor)
  const call = await demandCall(db, asked.session, actor.locale)
  const row = (await rowOf(db, asked.session, asked.idea)) ?? refuse(no('idea.missing'))
  const desk = await deskOf(db, seen, actor)
  const reads = maySeeDesk(desk).ok
  if (!isTold(row) || (row.status === 'waiting' && !reads)) return refuse(no('idea.missing'))
  const answers = await answersOf(db, asked.session)
  return { ...seen, call, row, desk, idea: drawn(row, { session: seen.session, call, answers, now }, row.status === 'waiting') }
}

export const deskIdeas = query({
  name: 'ideas.desk',
  summary: 'For those who read and answer: what waits to be read, and what waits for an answer',
  route: 'GET /sessions/{session}/ideas/desk',
  input: z.object({ session: z.uuid() }),
  output: z.object({ waiting: z.array(shown), unanswered: z.array(shown) }),
  async read(db, { input, actor, now }) {
    const seen = await demandSession(db, { id: input.session }, actor)
    demand(maySeeDesk(await deskOf(db, seen, actor)))
    const call = await demandCall(db, input.session, actor.locale)
    const rows = await db.selectFrom('idea').selectAll().where('session_id', '=', input.session).execute()
    const answers = await answersOf(db, input.session)
    const all = ordered(rows).map((row) => drawn(row, { session: seen.session, call, answers, now }, true))
    return {
      waiting: all.filter(({ state }) => state === 'waiting'),
      unanswered: all.filter(({ state, answer }) => state === 'standing' && answer === null),
    }
  },
})

const mine = z.object({ idea: shown, link: z.string() })
export type Mine = z.infer<typeof mine>

export async function ofAccount(
  db: Reader,
  keys: Keys,
  at: { session: Place; call: Call; now: Date },
  actor: Actor,
): Promise<readonly Mine[]> {
  if (actor.account === null) return []
  const rows = await db
    .selectFrom('idea')
    .selectAll()
    .where('session_id', '=', at.session.id)
    .where('owner_tag', 'in', [...ownerTags(keys, at.session.id, actor.account)])
    .execute()
  const answers = await answersOf(db, at.session.id)
  return ordered(rows).map((row) => ({
    idea: drawn(row, { ...at, answers }, true),
    link: linkTo(keys, { session: at.session.id, id: row.id }),
  }))
}

export const myIdeas = query({
  name: 'ideas.mine',
  summary: 'The ideas that this account wrote for a session, with the link to each by which it is corrected and withdrawn',
  route: 'GET /sessions/{session}/my-ideas',
  input: z.object({ session: z.uuid() }),
  output: z.array(mine),
  async read(db, { input, actor, now, outside }) {
    if (actor.account === null) return refuse(noFromHub('sign-in.needed'))
    const { session } = await demandSession(db, { id: input.session }, actor)
    const call = await callOf(db, session.id, actor.locale)
    return call === null ? [] : [...(await ofAccount(db, outside.keys, { session, call, now }, actor))]
  },
})
