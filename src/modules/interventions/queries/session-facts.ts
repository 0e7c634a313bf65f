import type { Actor } from '../../../core/actor.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings, type SeenSession } from '../../gatherings/index.ts'
import { registrations } from '../../registrations/index.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

type Address = Parameters<typeof gatherings.seenSession>[1]

export async function demandSession(db: Reader, asked: Address, actor: Actor): Promise<SeenSession> {
  return (await gatherings.seenSession(db, asked, actor)) ?? refuse(no('intervention.session-missing'))
}

export const attends = async (db: Reader, { session }: SeenSession, actor: Actor): Promise<boolean> =>
  (await registrations.attending(db, session.editionId, actor.person)) !== null

/** What something can be filed under and tied to, in the words of a reader; refuses what is not there. */
export async function frameOf(db: Reader, session: string, locale: string) {
  const [questions, blocks] = [await gatherings.questionsOf(db, session, locale), await gatherings.blocksOf(db, session, locale)]
  return { questions, blocks, speakers: blocks.flatMap(({ id, speakers }) => speakers.map((speaker) => ({ ...speaker, block: id }))) }
}
export type Frame = Awaited<ReturnType<typeof frameOf>>
