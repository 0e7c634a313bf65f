import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startEmbedded } from '../../platform/embedded-postgres.ts'
import { killAllIn } from '../embedded-postgres-stage.ts'
import { tryBehindNginx } from './behind-nginx.ts'
import { tryCuts, tryEndedSessions } from './connection.ts'
import { median, type Findings } from './findings.ts'
import { NO_SMALL_DISK, smallDisk, tryFullDisk } from './full-disk.ts'
import { tryHalfRequests } from './half-requests.ts'
import { freePort, startHub } from './hub-process.ts'
import { reachHub } from './in-process.ts'
import { tryKilling, underMixedDeeds, type Blow } from './killing.ts'
import { tryMail } from './mail.ts'
import { tryNoConnections, tryWaiting } from './many-connections.ts'
import { NO_SERVER, openOwnServer } from './own-server.ts'
import { openPostOffice } from './post-office.ts'
import { openBeside, setStage } from './stage.ts'
import { tryTwoHubs } from './two-hubs.ts'

// `npm run test:faults`: all faults, each in earnest. Prints a table, or with --json a list; ends with 1 where something was found wrong.
// `-- --kills 20` kills so many times, `-- --only killed,mail` tries only these.

const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? undefined : process.argv[at + 1]
}
const KILLS = Number(option('kills') ?? 54)
const ONLY = option('only')?.split(',')
/** Of five blows: the hub and its server at once, the server under its hub, the hub alone. */
const TURNS: readonly Blow[] = ['both', 'database', 'both', 'database', 'hub']

type Trial = { readonly name: string; readonly run: (place: string) => Promise<readonly Findings[]> }

const TRIALS: readonly Trial[] = [
  { name: 'killed', run: killed },
  { name: 'disk', run: diskFull },
  { name: 'database', run: database },
  { name: 'restart', run: restarted },
  { name: 'clock', run: clock },
  { name: 'nginx', run: tryBehindNginx },
]

async function main(): Promise<void> {
  const found: Findings[] = []
  for (const { name, run } of TRIALS.filter((trial) => ONLY === undefined || ONLY.includes(trial.name))) {
    const place = mkdtempSync(join(tmpdir(), 'passerelle-faults-'))
    try {
      for (const one of await run(place)) {
        found.push(one)
        if (!process.argv.includes('--json')) print(one)
      }
    } catch (error) {
      const wrong = [error instanceof Error ? (error.stack ?? error.message) : String(error)]
      found.push({ fault: name, tried: 'it ended before its end', wrong, figures: {} })
      if (!process.argv.includes('--json')) print(found.at(-1) ?? { fault: name, tried: '', wrong, figures: {} })
    } finally {
      killAllIn(place)
      rmSync(place, { recursive: true, force: true })
    }
  }
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(found)}\n`)
  process.exit(found.some(({ wrong }) => wrong.length > 0) ? 1 : 0)
}

function print({ fault, tried, wrong, figures, skipped }: Findings): void {
  const measured = Object.entries(figures).map(([name, figure]) => `${name} ${figure}`)
  const outcome = skipped === undefined ? (wrong.length === 0 ? 'well' : 'WRONG') : 'skipped'
  process.stdout.write(`${outcome.padEnd(8)} ${fault.padEnd(16)} ${tried}\n`)
  if (measured.length > 0) process.stdout.write(`${' '.repeat(26)}${measured.join(', ')}\n`)
  for (const line of skipped === undefined ? wrong : [skipped]) process.stdout.write(`${' '.repeat(26)}${line}\n`)
}

async function killed(place: string): Promise<readonly Findings[]> {
  const office = await openPostOffice()
  const settings = { folder: join(place, 'data'), port: await freePort(), smtp: office.url }
  const blows = Array.from({ length: KILLS }, (_, n) => TURNS[n % TURNS.length] ?? 'both')
  const { hub, stage: _stage, ...found } = await tryKilling({ settings, office, blows, people: 10, between: [300, 2500] })
  const others = [
    await tryTwoHubs(hub, settings),
    await tryHalfRequests(hub, { idle: 5000, headless: 500, bodiless: 500, dropped: 200, waitsForEnd: true }),
  ]
  await hub.end()
  await office.shut()
  return [found, ...others]
}

async function diskFull(place: string): Promise<readonly Findings[]> {
  const disk = await smallDisk(join(place, 'disk'), 400)
  if (disk === null) return [{ fault: 'disk full', tried: 'nothing', wrong: [], figures: {}, skipped: NO_SMALL_DISK }]
  try {
    const settings = { folder: join(disk.folder, 'data'), port: await freePort() }
    const beside = await openBeside(settings)
    const stage = await setStage(beside, 1)
    await beside.close()
    const hub = await startHub(settings)
    const found: Findings[] = []
    for (let n = 0; n < 3; n += 1) found.push(await tryFullDisk({ hub, stage, disk: disk.folder, deeds: 100 }))
    await hub.end()
    return found
  } finally {
    killAllIn(place)
    await disk.leave()
  }
}

async function database(place: string): Promise<readonly Findings[]> {
  const server = await startEmbedded({ dataFolder: join(place, 'server'), log: () => undefined })
  const reached = await reachHub(server.connection, join(place, 'data'))
  const found = [await tryCuts(reached), await tryEndedSessions(reached, server.connection)]
  found.push(await tryNoConnections(reached, server.connection), await tryWaiting(reached, server.connection))
  await reached.hub.startWorker()
  found.push(await tryMail(reached, 5))
  await reached.close()
  await server.stop()
  return found
}

/** The server that DATABASE_URL names starts again, four times, under mixed deeds: asked to end (57P01), and broken off. */
async function restarted(place: string): Promise<readonly Findings[]> {
  const times: number[] = []
  const own = await openOwnServer(place, times)
  if (own === null) return [{ fault: 'server restarted', tried: 'nothing', wrong: [], figures: {}, skipped: NO_SERVER }]
  const office = await openPostOffice()
  const settings = { folder: join(place, 'data'), port: await freePort(), smtp: office.url, databaseUrl: own.databaseUrl }
  const { hub, stage: _stage, ...found } = await underMixedDeeds({ settings, office, people: 8, between: [1000, 3000] }, own.restarts)
  const figures = { ...found.figures, backMedianMs: median(times), backMostMs: Math.max(...times) }
  await hub.end()
  await office.shut()
  await own.stop()
  return [
    {
      fault: 'server restarted',
      tried: 'PostgreSQL of the distribution started again under mixed deeds, mildly and hard, 2 times each',
      wrong: found.wrong,
      figures,
    },
  ]
}

/** Moved in the hub's own tests, where the clock is an argument. */
async function clock(): Promise<readonly Findings[]> {
  const files = ['src/testing/faults/clock.test.ts', 'src/platform/clock-watch.test.ts']
  const ran = promisify(execFile)('npm', ['exec', '--', 'vitest', 'run', ...files])
  const wrong = await ran.then(
    () => [],
    (error: { readonly stdout?: string }) => [(error.stdout ?? 'vitest could not be started').slice(-1500)],
  )
  return [{ fault: 'clock moved', tried: 'a day forward, an hour back, to 2038 and back', wrong, figures: {} }]
}

await main()
