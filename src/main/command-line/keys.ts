import { randomBytes } from 'node:crypto'
import type { PublicKey } from '#deliberation'
import { rotateSigningKey, SigningFault, signingHistory } from '../../platform/signing-keys.ts'
import type { Asked } from './asked.ts'
import { HubFault } from './faults.ts'
import { settingsAt } from './settings.ts'
import type { Terminal } from './terminal.ts'

/** Both work on the data folder alone; a hub that runs on it takes the new key at its next signature. */
export async function listKeys(asked: Asked, terminal: Terminal): Promise<void> {
  await tell(inFolder(terminal, signingHistory), asked, terminal)
}

export async function rotateKeys(asked: Asked, terminal: Terminal): Promise<void> {
  const keys = inFolder(terminal, (folder) => {
    rotateSigningKey(folder, { now: new Date(), seed: randomBytes(32) })
    return signingHistory(folder)
  })
  await tell(keys, asked, terminal)
}

function inFolder<Result>(terminal: Terminal, use: (dataFolder: string) => Result): Result {
  const { dataFolder } = settingsAt(terminal)
  try {
    return use(dataFolder)
  } catch (error) {
    if (error instanceof SigningFault) throw new HubFault(error.message)
    throw error
  }
}

async function tell(keys: readonly PublicKey[], asked: Asked, terminal: Terminal): Promise<void> {
  if (keys.length === 0) terminal.tell('There is no key yet; the hub makes it at its first start.')
  await terminal.answer(asked.has('json') ? `${JSON.stringify({ keys })}\n` : keys.map(row).join(''))
}

function row({ id, since, until, endorsement }: PublicKey): string {
  const from = endorsement === null ? '' : `, endorsed by ${endorsement.by}`
  return `${id}  since ${since}${until === null ? ', in use' : `, until ${until}`}${from}\n`
}
