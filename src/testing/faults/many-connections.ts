import pg from 'pg'
import { PROMISE } from './connection.ts'
import { openNotes, timeUntil, type Findings } from './findings.ts'
import type { Database, Reached } from './in-process.ts'

const BACK_LIMIT_MS = 20_000
/** What this server lets in, and some more. */
const MORE_THAN_ALL = 110

/** Others take all connections of the server: who comes is told so, and served again when there are some. For a server of its own. */
export async function tryNoConnections({ get, api, hub, stage, passage }: Reached, database: Database): Promise<Findings> {
  const notes = openNotes()
  // What the hub holds already would serve it: it begins anew, like all others.
  passage.cut()
  const clients: pg.Client[] = []
  for (let n = 0; n < MORE_THAN_ALL; n += 1) {
    const client = new pg.Client({ ...database })
    client.on('error', () => undefined)
    const isIn = await client.connect().then(
      () => true,
      () => false,
    )
    if (!isIn) break
    clients.push(client)
  }
  passage.mend()
  const path = `/en/dialogues/${stage.dialogue.slug}`
  const page = await get(path)
  notes.expect(page.status === 503 && (await page.text()).includes('too much to do'), `without connections, a page answers ${page.status}`)
  const vote = await api('PUT', `/dialogues/${stage.dialogue.slug}/statements/0/vote`, { choice: 'agree' })
  notes.expect(vote.status === 503 && vote.body['done'] === false, `without connections, a vote is answered ${vote.status}`)
  await Promise.all(clients.map((client) => client.end()))
  const backMs = await timeUntil(notes, 'pages came back', BACK_LIMIT_MS, async () => (await get(path)).status === 200)
  const taken = clients.length
  notes.expect((await hub.pool.query('select 1')).rowCount === 1, 'the pool does not answer')
  return {
    fault: 'no connections',
    tried: `all ${taken} connections of the server taken by others (53300)`,
    wrong: notes.wrong,
    figures: { backMs },
  }
}

/** A line that takes everything and says nothing, and a table that somebody holds: with the hub's own limits, which are long. */
export async function tryWaiting({ get, api, passage, stage }: Reached, database: Database): Promise<Findings> {
  const notes = openNotes()
  const path = `/en/dialogues/${stage.dialogue.slug}`
  const holder = new pg.Client({ ...database })
  await holder.connect()
  await holder.query('begin; lock table commitment in access exclusive mode')
  let began = performance.now()
  const json = { sending: '11111111-1111-4111-8111-111111111111', lead: stage.body, sdgs: [4], ...PROMISE }
  const held = await api('POST', '/commitments', json, stage.steward)
  const heldMs = Math.round(performance.now() - began)
  notes.expect(held.status === 503 && held.body['type'] === 'unavailable.busy', `behind a held table, a deed is answered ${held.status}`)
  await holder.query('rollback')
  await holder.end()
  const after = await api('POST', '/commitments', json, stage.steward)
  notes.expect(after.status === 200, `when the table is free, the same deed is answered ${after.status}`)
  passage.stall()
  began = performance.now()
  const page = await get(path)
  const stalledMs = Math.round(performance.now() - began)
  notes.expect(page.status === 503, `on a line that says nothing, a page answers ${page.status}`)
  passage.mend()
  const backMs = await timeUntil(notes, 'pages came back', BACK_LIMIT_MS, async () => (await get(path)).status === 200)
  return {
    fault: 'database waits',
    tried: 'a table that somebody holds, a line that says nothing',
    wrong: notes.wrong,
    figures: { heldMs, stalledMs, backMs },
  }
}
