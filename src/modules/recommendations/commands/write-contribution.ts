import type { Insertable } from 'kysely'
import type { Actor } from '../../../core/actor.ts'
import { dayOf } from '../../../core/event.ts'
import type { Tables, Tx } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import type { Contribution } from '../queries/contribution-facts.ts'
import { holderTags, type Speaking } from '../queries/holders.ts'
import { forgetTranslations } from '../queries/pieces.ts'
import { minorityPiece } from '../rules.ts'
import type { Attribution } from '../tables.ts'

type Signed = {
  readonly attribution: 'named' | 'pseudonymous' | 'not-attributed'
  readonly label: string | null
  readonly body: string | null
}
type By = { readonly actor: Actor; readonly outside: Pick<Outside, 'keys'>; readonly sessionId: string; readonly speaking: Speaking }

/** A step of several deeds: who it is by, in the columns of its row. Of a person whose name is not wanted only the tag is written. */
export function signature({ attribution, label, body }: Signed, { actor, outside, sessionId, speaking }: By) {
  if (body !== null) {
    const signed: Attribution = 'office'
    return { holder_tag: null, attribution: signed, person_id: null, label: null, body_id: body, office: speaking.office }
  }
  const [tag = null] = holderTags(sessionId, actor.account ?? '', outside)
  return {
    ...{ holder_tag: tag, attribution, person_id: attribution === 'named' ? actor.person : null },
    ...{ label: attribution === 'pseudonymous' ? label : null, body_id: null, office: null },
  }
}

type Mine = Pick<Contribution, 'id' | 'state' | 'hiddenFor' | 'attribution' | 'person' | 'label' | 'body'>
type Row = Insertable<Tables['recommendation_contribution']>

/**
 * The one that somebody has is written over where it is signed as it was. Signed otherwise, or written again after it was taken back, it is
 * another one under another id: who kept the address of the first would learn that both names are one person's. What moderation hid stays
 * where its case finds it.
 */
export async function writeOwn(tx: Tx, mine: Mine | null, row: Row): Promise<void> {
  if (mine !== null && mine.id !== row.id) {
    await tx.deleteFrom('recommendation_contribution').where('session_id', '=', row.session_id).where('id', '=', mine.id).execute()
    await forgetTranslations(tx, { sessionId: row.session_id, id: row.recommendation_id }, minorityPiece(mine.id))
  }
  const { session_id, ...said } = row
  await tx
    .insertInto('recommendation_contribution')
    .values({ session_id, ...said })
    .onConflict((oc) => oc.columns(['session_id', 'id']).doUpdateSet(said))
    .execute()
}

export function keepsItsId(mine: Mine, signed: ReturnType<typeof signature>): boolean {
  const asBefore = mine.attribution === signed.attribution && mine.person === signed.person_id && mine.label === signed.label
  return mine.hiddenFor !== null || (mine.state !== 'withdrawn' && asBefore && mine.body === signed.body_id)
}

/** The day, for the second would say who it was. */
export const writtenOn = (now: Date): string => dayOf(now).toISOString().slice(0, 10)
