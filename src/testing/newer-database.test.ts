import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrations } from '../../migrations/index.ts'
import { openHub, type Hub } from './hub.ts'
import { DatabaseFault } from '../platform/db.ts'
import { migrate } from '../platform/migrate.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

test('a database that a newer program has been at work on is refused in a sentence, and left as it is', async () => {
  expect(await migrate(hub.db, migrations)).toEqual([])
  await sql`insert into kysely_migration (name, timestamp) values ('9999_later', '2030')`.execute(hub.db)
  await expect(migrate(hub.db, migrations)).rejects.toThrow(DatabaseFault)
  await expect(migrate(hub.db, migrations)).rejects.toThrow(/^The database is of a newer Passerelle \(9999_later\).*backup/)
  await sql`delete from kysely_migration where name = '9999_later'`.execute(hub.db)
  expect(await migrate(hub.db, migrations)).toEqual([])
})
