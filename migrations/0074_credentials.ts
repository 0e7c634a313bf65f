import { sql, type Kysely } from 'kysely'

/**
 * Two slots with the same request are one voter. Of those that there are one keeps its digest: as long as credentials are asked for, the others are empty again
 * and ask anew; afterwards they stay used, by what no request fits, for the published roots are made of that.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    update credential_slot s
    set asked_hash = case when i.state = 'running' then null else sha256(s.tag || s.salt) end
    from credential_issuance i
    where i.dialogue_id = s.dialogue_id and length(s.asked_hash) > 0 and exists (
      select from credential_slot o where o.dialogue_id = s.dialogue_id and o.asked_hash = s.asked_hash and o.tag < s.tag
    )`.execute(db)
  // Empty: the votes are over, and the digest was thrown away.
  await sql`create unique index credential_slot_request on credential_slot (dialogue_id, asked_hash) where length(asked_hash) > 0`.execute(
    db,
  )
}
