import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { openFromConfig, type OpenedHub } from '../src/main/open.ts'
import { readConfig } from '../src/platform/config.ts'
import { openLog } from '../src/platform/log.ts'

export const say = (name: string, value: string): void => void process.stdout.write(`${name.padEnd(46)} ${value}\n`)
export const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN

/** The middle of so many rounds, in milliseconds. */
export async function middleOf(rounds: number, work: () => unknown): Promise<number> {
  const took: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const from = performance.now()
    await work()
    took.push(performance.now() - from)
  }
  return middle(took)
}

/** On what machine, and a hub of its own that is gone afterwards; with an address one that serves pages there. */
export async function onNewHub(run: (hub: OpenedHub) => Promise<void>, served?: string): Promise<void> {
  const [load = 0] = loadavg()
  say(
    'machine',
    `${cpus().length} x ${cpus()[0]?.model ?? ''}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, load ${load.toFixed(1)}`,
  )
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-bench-'))
  const environment = {
    PASSERELLE_DATA: folder,
    PASSERELLE_DEMO: 'off',
    LOG_LEVEL: 'error',
    ...(served === undefined ? {} : { PASSERELLE_URL: served }),
  }
  const hub = await openFromConfig(readConfig(environment), { beside: served === undefined, log: openLog('error', process.stderr) })
  try {
    await run(hub)
  } finally {
    await hub.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
