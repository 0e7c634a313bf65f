import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { readConfig } from '../src/platform/config.ts'
import { openPool } from '../src/platform/db.ts'
import { joinEmbedded } from '../src/platform/embedded-postgres.ts'

// The floor of this machine, in a process of its own as the hub is: a row inserted durably, and a word said, by the same web server.

const { dataFolder } = readConfig()
const joined = await joinEmbedded(dataFolder)
if (joined === null) throw new Error('there is no database to insert into')
const pool = openPool(joined.connection)
await pool.query('create table bench_row (id uuid primary key default gen_random_uuid(), at timestamptz not null)')
const app = new Hono()
app.post('/insert', async (c) => {
  await pool.query({ name: 'insert', text: 'insert into bench_row (at) values (now())', values: [] })
  return c.json({ done: true })
})
app.get('/', (c) => c.json({ hello: true }))
const port = readPort()
const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' })
process.once('SIGTERM', () => {
  server.close()
  void pool.end().then(() => process.exit(0))
})

function readPort(): number {
  const given = Number(process.argv[2])
  if (!Number.isInteger(given)) throw new Error('which port?')
  return given
}
