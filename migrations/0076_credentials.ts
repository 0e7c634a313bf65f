import { sql, type Kysely } from 'kysely'

/** Once the votes are over nothing is signed any more, and the private key goes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table credential_issuance alter column secret_sealed drop not null`.execute(db)
}
