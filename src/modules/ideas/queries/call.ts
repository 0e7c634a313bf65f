import type { Actor } from '../../../core/actor.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings, type SeenSession } from '../../gatherings/index.ts'
import { organisations } from '../../organisations/index.ts'
import { no } from '../refusals.ts'
import type { Access, Moderation } from '../tables.ts'

type Address = Parameters<typeof gatherings.seenSession>[1]

export async function demandSession(db: Reader, asked: Address, actor: Actor): Promise<SeenSession> {
  return (await gatherings.seenSession(db, asked, actor)) ?? refuse(no('idea.session-missing'))
}

export type Call = {
  readonly opensAt: Date
  readonly closesAt: Date
  readonly answerBy: Date
  readonly access: Access
  readonly moderation: Moderation
  /** In the reader's language where it was written in it, else as it was written first. */
  readonly text: string
  readonly language: string
  readonly languages: readonly string[]
}

export async function callOf(db: Reader, session: string, locale: string): Promise<Call | null> {
  const row = await db.selectFrom('idea_call').selectAll().where('session_id', '=', session).executeTakeFirst()
  if (row === undefined) return null
  const texts = await db.selectFrom('idea_call_text').selectAll().where('session_id', '=', session).orderBy('position').execute()
  const chosen = texts.find(({ language }) => language === locale) ?? texts[0]
  return {
    ...{ opensAt: row.opens_at, closesAt: row.closes_at, answerBy: row.answer_by, access: row.access, moderation: row.moderation },
    ...{ text: chosen?.text ?? '', language: chosen?.language ?? 'und', languages: texts.map(({ language }) => language) },
  }
}

export async function demandCall(db: Reader, session: string, locale: string): Promise<Call> {
  return (await callOf(db, session, locale)) ?? refuse(no('idea.call-missing'))
}

/** What somebody is who decides or answers here. */
export async function deskOf(db: Reader, { session, parts }: SeenSession, actor: Actor) {
  return { actor, parts, moderator: (await organisations.standingOf(db, session.bodyId, actor.person)).moderator }
}
