import { randomBytes } from 'node:crypto'
import type { PublicKey } from '#deliberation'
import { ConfigFault, readConfig } from '../../platform/config.ts'
import { rotateSigningKey, SigningFault, signingHistory } from '../../platform/signing-keys.ts'
import type { Asked } from './asked.ts'
import { HubFault } from './faults.ts'
import type { Terminal } from './terminal.ts'

/** Both work on the data folder alone; a hub that runs on it takes the new key at its next signature. */
export async function listKeys(asked: Asked, terminal: Terminal): Promise<void> {
  await tell(inFolder(signingHistory), asked, terminal)
}

export async function rotateKeys(asked: Asked, terminal: Terminal): Promise<void> {
  const keys = inFolder((folder) => {
    rotateSigningKey(folder, { now: new Date(), seed: randomBytes(32) })
    return signingHistory(folder)
  })
  await tell(keys, asked, terminal)
}

function inFolder<Result>(use: (dataFolder: string) => Result): Result {
  try {
    return use(readConfig().dataFolder)
  } catch (error) {
    if (error instanceof ConfigFault) throw new HubFault(...error.faults)
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
