import { randomBytes } from 'node:crypto'
import type { Config } from '../../platform/config.ts'
import { countReplaced, forgetSecrets, replaceSecret } from '../../platform/hub-secret.ts'
import type { Asked } from './asked.ts'
import { HubFault } from './faults.ts'
import { settingsAt } from './settings.ts'
import type { Terminal } from './terminal.ts'
import { withHub } from './with-hub.ts'

/** What people hold that was made with a replaced secret (links, codes, a guest's cookie) works for as long as this, and is made anew when it is used. */
const KEPT_DAYS = 90
const DAY_MS = 86_400_000

/** A new secret, and everything that the database holds under the old one made anew with it. */
export async function replaceHubSecret(asked: Asked, terminal: Terminal): Promise<void> {
  const { dataFolder } = withSecretInFile(
    terminal,
    'Put a new one there and the old one first in PASSERELLE_OLD_SECRETS, then call "secret renew".',
  )
  // A hub that runs would go on with the old secret and could not open what is made anew. While the folder is held, none can start on it.
  await withHub(terminal, async () => replaceSecret(dataFolder, { now: new Date(), seed: randomBytes(32) }), { alone: true })
  terminal.step('The secret is replaced.')
  await terminal.answer(answerOf(asked, await renewed(terminal)))
}

/** Once more, where that was interrupted, or where the secret comes from the environment. */
export async function renewSecrets(asked: Asked, terminal: Terminal): Promise<void> {
  settingsAt(terminal)
  await terminal.answer(answerOf(asked, await renewed(terminal)))
}

/** What is still sealed or tagged with an old secret is made anew first: else it would be lost for good. */
export async function forgetOldSecrets(asked: Asked, terminal: Terminal): Promise<void> {
  const { dataFolder } = withSecretInFile(terminal, 'Take the old ones out of PASSERELLE_OLD_SECRETS, after a last "secret renew".')
  const moment = new Date(Date.now() - KEPT_DAYS * DAY_MS)
  if (countReplaced(dataFolder, moment) > 0) await renewed(terminal)
  const forgotten = forgetSecrets(dataFolder, moment)
  await terminal.answer(asked.has('json') ? `${JSON.stringify({ forgotten })}\n` : `${forgotten} of more than ${KEPT_DAYS} days ago\n`)
}

type Rows = Readonly<Record<string, number>>

async function renewed(terminal: Terminal): Promise<Rows> {
  const rows: Record<string, number> = {}
  await withHub(
    terminal,
    async ({ operations, call }) => {
      for (const name of operations.filter((one) => one.endsWith('.renew-secrets'))) {
        const [room = ''] = name.split('.')
        terminal.step(`Making anew what "${room}" holds.`)
        rows[room] = rowsOf(await call(name, {}))
      }
    },
    { alone: true },
  )
  return rows
}

const answerOf = (asked: Asked, rows: Rows): string =>
  asked.has('json')
    ? `${JSON.stringify({ renewed: rows })}\n`
    : Object.entries(rows)
        .map(([room, count]) => `${room}: ${count} made anew\n`)
        .join('')

const rowsOf = (result: unknown): number =>
  typeof result === 'object' && result !== null && 'rows' in result && typeof result.rows === 'number' ? result.rows : 0

function withSecretInFile(terminal: Terminal, instead: string): Config {
  const config = settingsAt(terminal)
  if (config.secret !== null) throw new HubFault(`PASSERELLE_SECRET is set, so no file holds the secret. ${instead}`)
  return config
}
