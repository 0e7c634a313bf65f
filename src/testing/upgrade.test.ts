import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { migrations } from '../../migrations/index.ts'
import { openDb, openPool } from '../platform/db.ts'
import { dump, load, upgrade, type Fixture } from './fixture.ts'
import type { Hub } from './hub.ts'
import { doAsHub, joinAsGuest } from './dialogues.ts'
import { Refused } from '../core/refused.ts'
import { CALLERS } from './rights/callers.ts'
import { inputs } from './rights/inputs.ts'
import { openStage, type Stage } from './rights/stage.ts'
import { operationNamed } from '../main/rooms.ts'
import { castVotes, stageDialogue } from './scene.ts'

const FOLDER = join(import.meta.dirname, '../../migrations/fixtures')
const NEWEST = Object.keys(migrations).toSorted().at(-1) ?? ''

async function emptyDatabase() {
  const { host, port, user } = inject('server')
  const name = `upgrade_${randomUUID().replaceAll('-', '')}`
  const admin = openPool({ host, port, user, database: 'postgres' }, 1)
  await admin.query(`create database ${name}`)
  const pool = openPool({ host, port, user, database: name }, 2)
  return {
    db: openDb(pool),
    async close() {
      await pool.end()
      await admin.query(`drop database ${name} with (force)`)
      await admin.end()
    },
  }
}

const readFixture = (file: string): Fixture => JSON.parse(readFileSync(join(FOLDER, file), 'utf8'))

describe.each(readdirSync(FOLDER).filter((file) => file.endsWith('.json')))('a hub as in %s', (file) => {
  test('is brought to the newest form with all its rows', async () => {
    const { db, close } = await emptyDatabase()
    const fixture = readFixture(file)
    await load(db, fixture)
    await upgrade(db)
    const after = await dump(db)
    expect(after.migratedTo).toBe(NEWEST)
    expect(Object.keys(fixture.tables).flatMap((table) => lossesIn(table, fixture.tables, after.tables))).toEqual([])
    await close()
  })
})

/** What a migration took or changed on purpose; every other value of every row must be as it was. */
const ON_PURPOSE: ReadonlySet<string> = new Set([
  // 0010: whoever runs the hub is an identity, not an account, and when an identity was made is not kept.
  ...['account.operator', 'person.created_at'],
  // 0005: what a reading saw is no longer said by a clock.
  'result.given_until',
  // 0007: sessions of operators end sooner.
  'session.expires_at',
])

/** Rows or values that are not there any more, each as a sentence. Whole rows are compared, so that values cannot change places. */
function lossesIn(table: string, before: Fixture['tables'], after: Fixture['tables']): readonly string[] {
  const [old, now] = [before[table] ?? [], after[table]]
  if (now === undefined) return [`${table} is gone`]
  const columns = Object.keys(old[0] ?? {}).filter((column) => !ON_PURPOSE.has(`${table}.${column}`))
  const gone = columns.filter((column) => now[0] !== undefined && !(column in now[0]))
  const told = (rows: readonly object[]) => rows.map((row) => JSON.stringify(columns.map((column) => Reflect.get(row, column)))).toSorted()
  const same = JSON.stringify(told(old)) === JSON.stringify(told(now))
  return [...gone.map((column) => `${table}.${column} is gone`), ...(same ? [] : [`rows of ${table} are others`])]
}

test('there is a fixture of each step that was finished', () => {
  const steps = readdirSync(FOLDER).flatMap((file) => /^\d{4}-step-(\d+)\.json$/.exec(file)?.[1] ?? [])
  expect(steps).toEqual(Array.from({ length: steps.length }, (_, at) => String(at + 1)))
  expect(steps.length).toBeGreaterThanOrEqual(5)
})

/** Deeds that leave a row where the table of rights leaves none: each is tried as everybody until somebody may. */
const ALSO = [
  ...[
    'following.follow',
    'following.make-recipe',
    'posts.give-reaction',
    'posts.edit',
    'posts.keep-draft',
    'posts.mute-member',
    'posts.cast-ballot',
  ],
  ...['posts.upload-media', 'contacts.ask', 'contacts.keep-entry'],
  ...[
    'notices.add-device',
    'library.tell-trial',
    'recommendations.translate',
    'recommendations.write-youth-reading',
    'recommendations.answer',
  ],
  ...['ideas.correct', 'commitments.record-measurement', 'commitments.want', 'floor.ask-question', 'floor.start-turn'],
  ...['ties.give-objection', 'mirrors.name-facilitator', 'charters.reply', 'encounters.plan-tables'],
]

async function goOn(stage: Stage): Promise<readonly string[]> {
  const left: string[] = []
  for (const name of ALSO) {
    const operation = operationNamed(name)
    let done = false
    for (const who of CALLERS) {
      if (done) break
      const caller = stage.callers[who]
      try {
        await operation.invoke(stage.hub.runner, await inputs[name]?.(stage, caller), caller.actor)
        done = true
      } catch (error) {
        if (!(error instanceof Refused)) throw error
      }
    }
    if (!done) left.push(name)
  }
  return left
}

describe('a small hub of today', () => {
  let hub: Hub
  beforeAll(async () => {
    // Everybody and everything that the table of rights is tried with: a row in nearly every table.
    const stage = await openStage()
    hub = stage.hub
    const left = await goOn(stage)
    if (left.length > 0) throw new Error(`nobody may do ${left.join(', ')}`)
    const open = await stageDialogue(hub, { title: 'Services for people abroad' })
    await castVotes(hub, open, 12)
    // Somebody is asked, and somebody is taken out.
    const guest = await joinAsGuest(hub, open)
    await guest.api('GET', `/dialogues/${open.slug}/next-statement`)
    const { number } = await hub.db
      .selectFrom('participant')
      .select('number')
      .where('dialogue_id', '=', open.id)
      .orderBy('number')
      .executeTakeFirstOrThrow()
    await doAsHub(hub, 'dialogue.remove-participant', { dialogue: open.id, participant: number, reason: 'automated' })
    const sealed = await stageDialogue(hub, { title: 'A sealed dialogue', publication: 'aggregates' })
    await castVotes(hub, sealed, 24)
    await doAsHub(hub, 'dialogue.close', { dialogue: sealed.id })
    const answered = await stageDialogue(hub, { title: 'An answered dialogue', language: 'fr' })
    await castVotes(hub, answered, 10)
    const niamh = hub.as('niamh')
    await niamh.api('POST', `/dialogues/${answered.id}/closure`, {})
    await niamh.api('PUT', `/dialogues/${answered.id}/answers/fr`, { text: 'Accepté en partie.' })
    await stageDialogue(hub, { title: 'A draft', open: false })
    await hub.sweep()
  })
  afterAll(() => hub.close())

  // With PASSERELLE_FIXTURE=<name> this writes the fixture of a finished step (see migrations/README.md).
  test('comes back from its dump row for row', async () => {
    const fixture = await dump(hub.db)
    const name = inject('fixture')
    if (name !== null) writeFileSync(join(FOLDER, `${name}.json`), `${JSON.stringify(fixture, null, 1)}\n`)
    const { db, close } = await emptyDatabase()
    await load(db, fixture)
    expect(await dump(db)).toEqual(fixture)
    await close()
  })
})
