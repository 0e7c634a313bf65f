import { sql, type Kysely } from 'kysely'

/** A log whose key is gone can be followed by another. `log`: which of them; `first`: how many entries the record had when it was begun. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const keys = {
    log_checkpoint: 'log, size',
    log_tile: 'log, level, place',
    log_cosignature: 'log, size, witness',
    log_alarm: 'log, witness, size',
  }
  for (const [table, columns] of Object.entries(keys)) {
    await sql`alter table ${sql.table(table)} add column log integer not null default 1`.execute(db)
    await sql`alter table ${sql.table(table)} alter column log drop default`.execute(db)
    await sql`alter table ${sql.table(table)} drop constraint ${sql.ref(`${table}_pk`)}`.execute(db)
    await sql`alter table ${sql.table(table)} add constraint ${sql.ref(`${table}_pk`)} primary key (${sql.raw(columns)})`.execute(db)
  }
  await sql`alter table log_checkpoint add column first bigint not null default 0`.execute(db)
  await sql`alter table log_checkpoint alter column first drop default`.execute(db)
}
