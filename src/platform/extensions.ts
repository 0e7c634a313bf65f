import { sql, type Kysely } from 'kysely'
import { DatabaseFault } from './db.ts'

/** What a migration may ask for: both come with PostgreSQL, and whoever may create in a database may add them to it. */
export type Extension = 'unaccent' | 'pg_trgm'

const sentenceFor = (extension: Extension, code: string): string =>
  code === '42501'
    ? `The user that DATABASE_URL names may not add the extension ${extension} to its database. Let its owner, or a superuser, call in it: create extension ${extension};`
    : `The database server has no extension ${extension} (${code}). It belongs to the modules that come with PostgreSQL: install them (the package is mostly called postgresql-contrib) and start again.`

/** Adds an extension to the database where it is not there yet; where that cannot be, it says in a whole sentence what to do. */
export async function needExtension(db: Kysely<unknown>, extension: Extension): Promise<void> {
  await sql`create extension if not exists ${sql.ref(extension)}`.execute(db).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer'
    throw new DatabaseFault(sentenceFor(extension, code), { cause: error })
  })
}
