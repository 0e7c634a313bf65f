import { readFileSync } from 'node:fs'
import type pg from 'pg'
import { harmless } from './terminal.ts'
import type { Asked } from './asked.ts'
import { codeOf, InputRefused } from './faults.ts'
import { settingsAt } from './settings.ts'
import type { Terminal } from './terminal.ts'
import { withDatabase } from './with-database.ts'

export type ErasedAgain = { readonly accounts: number; readonly identities: number; readonly unknown: number }

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const DAY = /^\d{4}-\d{2}-\d{2}$/
const DAY_MS = 86_400_000
const KEPT_DAYS = 90

/** Which identities were erased since a day: ids that name nobody any more. To be kept away from the machine, as backups are. */
export async function listErased(asked: Asked, terminal: Terminal): Promise<void> {
  const since = asked.value('since') ?? new Date(Date.now() - KEPT_DAYS * DAY_MS).toISOString().slice(0, 10)
  if (!DAY.test(since) || Number.isNaN(Date.parse(since)))
    throw new InputRefused(`--since is "${harmless(since, 40)}"; it must be a day, such as 2026-03-01.`)
  const ids = await withDatabase(terminal, settingsAt(terminal), async (client) => {
    const { rows } = await client.query<{ subject: string }>(
      "select distinct subject from event where kind = 'people.person.left' and at >= $1::timestamptz order by subject",
      [`${since}T00:00:00Z`],
    )
    return rows.map(({ subject }) => subject)
  })
  await terminal.answer(asked.has('json') ? `${JSON.stringify({ since, erased: ids })}\n` : ids.map((id) => `${id}\n`).join(''))
}

/** One id to a line, as `erased` prints them. */
export function readErased(file: string | null): readonly string[] {
  if (file === null) return []
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new InputRefused(`The list of who was erased, ${file}, cannot be read (${codeOf(error)}).`)
  }
  const lines = text.split(/\r?\n/).filter((line) => line !== '')
  const wrong = lines.findIndex((line) => !ID.test(line))
  if (wrong >= 0) throw new InputRefused(`Line ${wrong + 1} of ${file} is no id. The command "erased" writes such a list.`)
  return [...new Set(lines)]
}

/**
 * Makes due what had been erased: the hub's own sweep then does it, with all that hangs on it in every room. An account goes where all of its
 * identities are on the list; else the identities alone.
 */
export async function eraseAgain(client: pg.ClientBase, ids: readonly string[]): Promise<ErasedAgain> {
  if (ids.length === 0) return { accounts: 0, identities: 0, unknown: 0 }
  const { rows: found } = await client.query<{ id: string }>('select id from person where id = any ($1::uuid[])', [ids])
  const { rowCount: accounts } = await client.query(
    `update account set leaving_at = now() - interval '1 minute' where id in (
       select account_id from person where account_id is not null group by account_id having bool_and(id = any ($1::uuid[])))`,
    [ids],
  )
  const { rowCount: identities } = await client.query(
    `update person set account_id = null, erase_at = now() - interval '1 minute', operator = false, at_sign_in = false
     where id = any ($1::uuid[]) and (account_id is null or account_id not in (select id from account where leaving_at < now()))`,
    [ids],
  )
  return { accounts: accounts ?? 0, identities: identities ?? 0, unknown: ids.length - found.length }
}
