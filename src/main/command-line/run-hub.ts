import { ConfigFault } from '../../platform/config.ts'
import { runHub } from '../serving.ts'
import type { Role } from '../together.ts'
import { HubFault } from './faults.ts'
import { settingsAt } from './settings.ts'
import type { Terminal } from './terminal.ts'
import { inOtherWay } from './database-faults.ts'

/** A process of a hub, until it is asked to end. What it says stands where an answer stands: there is no other. */
export async function runProcess(role: Role, terminal: Terminal): Promise<void> {
  await runHub(settingsAt(terminal), role, (line) => void terminal.answer(`${line}\n`)).catch((error: unknown) => {
    if (error instanceof ConfigFault) throw new HubFault(...error.faults)
    return inOtherWay(error)
  })
}
