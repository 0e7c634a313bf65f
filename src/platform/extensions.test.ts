import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { DatabaseFault, openDb, openPool } from './db.ts'
import { needExtension, type Extension } from './extensions.ts'

const name = `extensions_${randomUUID().replaceAll('-', '')}`
const { host, port, user } = inject('server')
const admin = openPool({ host, port, user, database: 'postgres' }, 1)

beforeAll(async () => {
  await admin.query(`create role ${name}_owner login`)
  await admin.query(`create role ${name}_guest login`)
  await admin.query(`create database ${name} owner ${name}_owner template template0`)
})
afterAll(async () => {
  await admin.query(`drop database ${name} with (force)`)
  await admin.query(`drop role ${name}_owner, ${name}_guest`)
  await admin.end()
})

async function asRole(role: string, work: (db: Kysely<unknown>) => Promise<void>): Promise<void> {
  const pool = openPool({ host, port, user: `${name}_${role}`, database: name }, 1)
  const db: unknown = openDb(pool)
  try {
    await work(db as Kysely<unknown>)
  } finally {
    await pool.end()
  }
}

const sentenceOf = async (asked: Promise<void>): Promise<string> => {
  try {
    await asked
    return 'added'
  } catch (error) {
    return error instanceof DatabaseFault ? error.message : `another fault: ${String(error)}`
  }
}

test('whoever owns the database adds the extensions without being a superuser; whoever may not is told what to do', async () => {
  await asRole('guest', async (db) => {
    expect(await sentenceOf(needExtension(db, 'unaccent'))).toBe(
      'The user that DATABASE_URL names may not add the extension unaccent to its database. Let its owner, or a superuser, call in it: create extension unaccent;',
    )
  })
  await asRole('owner', async (db) => {
    for (const extension of ['unaccent', 'pg_trgm'] as const) expect(await sentenceOf(needExtension(db, extension))).toBe('added')
    const missing = 'no_such_extension' as Extension
    expect(await sentenceOf(needExtension(db, missing))).toContain('The database server has no extension no_such_extension')
    expect((await sql<{ plain: string }>`select unaccent('Łódź') as plain`.execute(db)).rows).toEqual([{ plain: 'Lodz' }])
  })
  // It is there now: then nobody needs the right to add it.
  await asRole('guest', async (db) => expect(await sentenceOf(needExtension(db, 'unaccent'))).toBe('added'))
})
