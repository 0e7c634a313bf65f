import type { Actor } from '../../../core/actor.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings } from '../../gatherings/index.ts'
import { organisations } from '../../organisations/index.ts'
import { mayKnow, type At, type Commitment } from '../policy.ts'
import { no } from '../refusals.ts'
import { dayOf } from '../rules.ts'

export const selectCommitments = (db: Reader) =>
  db
    .selectFrom('commitment')
    .select([
      ...(['id', 'lead_body as leadBody', 'edition_id as editionId', 'session_id as sessionId', 'source_sort as sourceSort'] as const),
      ...(['source_id as sourceId', 'source_version as sourceVersion', 'state', 'version', 'language', 'starts_on as startsOn'] as const),
      ...(['due_on as dueOn', 'owner', 'sdgs', 'made_at as madeAt', 'accepted_on as acceptedOn', 'ended_on as endedOn'] as const),
      ...(['merged_into as mergedInto', 'hidden_for as hiddenFor'] as const),
    ])

type Asking = { readonly actor: Actor; readonly now: Date }

/** Null where there is none, or one that this actor may not know of: what a body has not agreed to, or what moderation hid. */
export async function commitmentAt(db: Reader, id: string, { actor, now }: Asking, hold = false): Promise<At | null> {
  const select = selectCommitments(db).where('id', '=', id)
  const commitment: Commitment | undefined = await (hold ? select.forUpdate() : select).executeTakeFirst()
  if (commitment === undefined) return null
  const { leadBody, editionId } = commitment
  const standing = await organisations.standingOf(db, leadBody, actor.person)
  const organiser = editionId !== null && (await gatherings.organisesEdition(db, editionId, actor))
  const at = { commitment, standing, organiser, today: dayOf(now) }
  return mayKnow(actor, at) ? at : null
}

export const demandCommitment = async (db: Reader, id: string, asking: Asking, hold = false): Promise<At> =>
  (await commitmentAt(db, id, asking, hold)) ?? refuse(no('commitment.missing'))

/** For the deeds of a body: the row is held, so two of them do not pass each other. */
export const heldCommitment = (
  tx: Reader,
  { input, actor, now }: { readonly input: { readonly commitment: string }; readonly actor: Actor; readonly now: Date },
): Promise<At> => demandCommitment(tx, input.commitment, { actor, now }, true)
