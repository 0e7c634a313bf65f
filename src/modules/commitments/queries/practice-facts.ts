import type { Actor } from '../../../core/actor.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { isLead, type At } from '../policy.ts'
import { no } from '../refusals.ts'
import { heldCommitment } from './facts.ts'
import { heldPractice, type PracticeRow } from './practices.ts'

type Asked = { readonly input: { readonly commitment: string }; readonly actor: Actor; readonly now: Date }

/** For the deeds with a practice; hidden, it is there for those who wrote it alone. */
export async function practiceFacts(tx: Reader, asked: Asked): Promise<At & { readonly practice: PracticeRow }> {
  const at = await heldCommitment(tx, asked)
  const practice = await heldPractice(tx, at.commitment.id)
  const known = practice !== null && (practice.hiddenFor === null || isLead(asked.actor, at) || at.organiser)
  return known ? { ...at, practice } : refuse(no('practice.missing'))
}

/** In the name of another body: what the actor is in it. */
export async function adoptionFacts(tx: Reader, asked: Asked & { readonly input: { readonly body: string } }) {
  const { body } = asked.input
  const at = await practiceFacts(tx, asked)
  const card = (await organisations.bodyCards(tx, [body], 'en')).get(body)
  if (card === undefined || card.archived) return refuse(no('commitment.body-unknown'))
  const own = await organisations.standingOf(tx, body, asked.actor.person)
  const there = await tx
    .selectFrom('practice_adoption')
    .select('adopted_on as adoptedOn')
    .where('commitment_id', '=', at.commitment.id)
    .where('body_id', '=', body)
    .executeTakeFirst()
  return { ...at, own, lead: body === at.commitment.leadBody, adoptedOn: there?.adoptedOn ?? null }
}
