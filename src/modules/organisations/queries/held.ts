import type { Reader } from '../../../platform/db.ts'
import type { HeldData, Own } from '../../../core/holding.ts'
import type {} from '../tables.ts'

/** All that this room holds of somebody's identities, for the file that they take along. Nobody else is named in it. */
export async function heldOfOrganisations(db: Reader, { persons }: Own): Promise<HeldData> {
  if (persons.length === 0) return {}
  const ids = [...persons]
  const offices = await db
    .selectFrom('office')
    .innerJoin('body', 'body.id', 'office.body_id')
    .select(['person_id as identity', 'slug as body', 'role', 'since', 'until'])
    .where('person_id', 'in', ids)
    .orderBy('since')
    .execute()
  const memberships = await db
    .selectFrom('membership')
    .innerJoin('body', 'body.id', 'membership.body_id')
    .select(['person_id as identity', 'slug as body', 'since'])
    .where('person_id', 'in', ids)
    .orderBy('since')
    .execute()
  const invitations = await db
    .selectFrom('invitation')
    .innerJoin('body', 'body.id', 'invitation.body_id')
    .select([
      'invited_by as identity',
      'slug as body',
      'role',
      'invitation.created_at as made',
      'expires_at as ends',
      'accepted_at as accepted',
    ])
    .where('invited_by', 'in', ids)
    .orderBy('invitation.created_at')
    .execute()
  const vouchings = await db
    .selectFrom('vouching')
    .innerJoin('body', 'body.id', 'vouching.body_id')
    .innerJoin('body as voucher', 'voucher.id', 'vouching.voucher_id')
    .select([
      'person_id as identity',
      'voucher.slug as by',
      'body.slug as for',
      'given_at as given',
      'expires_at as ends',
      'withdrawn_at as withdrawn',
    ])
    .where('person_id', 'in', ids)
    .orderBy('given_at')
    .execute()
  const attestations = await db
    .selectFrom('attestation')
    .innerJoin('body', 'body.id', 'attestation.body_id')
    .select(['given_by as identity', 'slug as body', 'reason', 'given_at as given', 'expires_at as ends', 'withdrawn_at as withdrawn'])
    .where('given_by', 'in', ids)
    .orderBy('given_at')
    .execute()
  return { offices, memberships, invitations, vouchings, attestations }
}
