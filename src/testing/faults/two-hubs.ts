import { EmbeddedFault, startEmbedded } from '../../platform/embedded-postgres.ts'
import { passerelleHere } from '../../main/command-line/testing/spawned.ts'
import { openNotes, type Findings } from './findings.ts'
import { environmentOf, isWell, type HubProcess, type Settings } from './hub-process.ts'

/** A second hub on the data folder of one that runs, and the command line beside it. */
export async function tryTwoHubs(hub: HubProcess, settings: Settings): Promise<Findings> {
  const notes = openNotes()
  const second = await startEmbedded({ dataFolder: settings.folder, log: () => undefined }).catch((error: unknown) => error)
  const refused = second instanceof EmbeddedFault && second.code === 'already-running'
  notes.expect(refused, 'a second hub on one data folder was not refused')
  notes.expect(refused && second.message.includes(`process ${hub.child.pid}`), 'the second hub is not told which process is in the way')
  const environment = environmentOf(settings)
  const tool = await passerelleHere(['keys', 'list'], environment)
  notes.expect(tool.code === 0, `a tool beside the hub ended with ${tool.code}: ${tool.stderr}`)
  const alone = await passerelleHere(['secret', 'replace'], environment)
  notes.expect(alone.code !== 0, 'a tool that must be alone was let in beside a hub')
  notes.expect(await isWell(hub.url), 'the first hub did not go on')
  return { fault: 'two hubs', tried: 'a second hub and tools on the data folder of one that runs', wrong: notes.wrong, figures: {} }
}
