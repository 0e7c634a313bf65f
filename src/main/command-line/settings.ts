import { ConfigFault, readConfig, type Config } from '../../platform/config.ts'
import { HubFault } from './faults.ts'
import type { Terminal } from './terminal.ts'

/** Of the hub that is meant where the command was typed; faults in them are told as they are at a start. */
export function settingsAt({ environment }: Terminal): Config {
  try {
    return readConfig(environment)
  } catch (error) {
    if (error instanceof ConfigFault) throw new HubFault(...error.faults)
    throw error
  }
}
