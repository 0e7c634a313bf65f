import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../../platform/config.ts'
import { readSecrets, secretTag } from '../../platform/hub-secret.ts'
import type { Asked } from './asked.ts'
import { databaseFindings } from './doctor/database.ts'
import { note, wrong, type Finding } from './doctor/finding.ts'
import { machineFindings } from './doctor/machine.ts'
import { outsideFindings } from './doctor/outside.ts'
import { HubFault, InputRefused } from './faults.ts'
import { settingsAt } from './settings.ts'
import type { Terminal } from './terminal.ts'
import { withDatabase } from './with-database.ts'

/** Looks at everything, changes nothing, and says in sentences what to do. */
export async function examine(asked: Asked, terminal: Terminal): Promise<void> {
  const config = settingsAt(terminal)
  const findings = [
    ...machineFindings(config, new Date()),
    ...(await askedOfDatabase(terminal, config)),
    ...(await outsideFindings(config)),
  ]
  const faults = findings.filter(({ outcome }) => outcome === 'wrong').length
  await terminal.answer(asked.has('json') ? `${JSON.stringify({ well: faults === 0, findings })}\n` : findings.map(lineOf).join(''))
  if (faults > 0) throw new InputRefused(`${faults} of ${findings.length} things are not as they should be.`)
}

async function askedOfDatabase(terminal: Terminal, config: Config): Promise<readonly Finding[]> {
  const embedded = config.databaseUrl === null
  if (embedded && !existsSync(join(config.dataFolder, 'pg')))
    return [note('server', `There is no hub in ${config.dataFolder} yet.`, 'The first start makes it. Is PASSERELLE_DATA right?')]
  // Reading the secret would make one where there is none.
  const secrets = secretTag(config) === null ? null : readSecrets(config, () => Buffer.alloc(0))
  try {
    return await withDatabase(terminal, config, (client) => databaseFindings(client, { secrets, embedded }))
  } catch (error) {
    if (!(error instanceof HubFault)) throw error
    return error.lines.map((line) =>
      wrong('server', line, embedded ? 'postgres.log in the data folder says more.' : 'The log of the server says more.'),
    )
  }
}

const MARKS = { well: '  ok  ', note: ' note ', wrong: 'WRONG ' } as const

const lineOf = ({ outcome, sentence, remedy }: Finding): string =>
  `${MARKS[outcome]} ${sentence}\n${remedy === undefined ? '' : `        ${remedy}\n`}`
