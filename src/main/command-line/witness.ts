import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { ED25519, readVkey, type Key } from '#merkle-log'
import type { Asked } from './asked.ts'
import { HubFault, InputRefused, WrongUse } from './faults.ts'
import { isAddress } from './log-place.ts'
import { textIn } from './log-trust.ts'
import type { Terminal } from './terminal.ts'
import { openWitnessFolder } from './witness-folder.ts'
import { pullOnce } from './witness-pull.ts'
import { serveWitness } from './witness-server.ts'
import { openWitness, type Witness } from './witness-work.ts'

const HOST = '127.0.0.1'
const EVERY_MINUTES = 10

/** A witness of logs, until it is asked to end; with --once for one look at the log. */
export async function witnessLogs(asked: Asked, terminal: Terminal): Promise<void> {
  const way = wayOf(asked)
  const logs = keysIn(asked.value('log') ?? '')
  const folder = openWitnessFolder(asked.value('data') ?? '', { name: asked.value('name'), seed: () => randomBytes(32) })
  try {
    const tell = (line: string): void => void terminal.answer(`${line}\n`)
    const witness = openWitness({ folder, logs, now: () => new Date(), tell })
    await terminal.answer(`${witness.vkey}\n`)
    if (way.once && way.pull !== null) await pullOnce(witness, { address: way.pull, logs, tell })
    else await goOn(witness, way, logs, tell)
    const alarms = witness.alarms().length
    if (alarms > 0)
      throw new InputRefused(alarms === 1 ? 'There is an alarm in witness.json.' : `There are ${alarms} alarms in witness.json.`)
  } finally {
    folder.leave()
  }
}

type Way = {
  readonly port: number | null
  readonly host: string
  readonly pull: string | null
  readonly everyMs: number
  readonly once: boolean
}

function wayOf(asked: Asked): Way {
  const needs = ['data', 'log'].find((option) => !asked.has(option))
  if (needs !== undefined) throw new WrongUse(`witness needs --${needs}.`)
  const [port, pull, once] = [asked.value('port'), asked.value('pull'), asked.has('once')]
  if (port === null && pull === null)
    throw new WrongUse('Say how the witness hears of checkpoints: --port <number>, --pull <address>, or both.')
  if (once && (pull === null || port !== null)) throw new WrongUse('--once goes with --pull, and without --port.')
  if (pull !== null && !isAddress(pull)) throw new WrongUse('--pull takes the address of a log: https://<the hub>/log.')
  const everyMs = 60_000 * wholeIn(asked.value('every') ?? String(EVERY_MINUTES), 1440, '--every')
  return { port: port === null ? null : wholeIn(port, 65_535, '--port'), host: asked.value('host') ?? HOST, pull, everyMs, once }
}

function wholeIn(text: string, most: number, option: string): number {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (number < 1 || number > most) throw new WrongUse(`${option} is a whole number from 1 to ${most}.`)
  return number
}

/** One key, or a file with a key in each line. */
function keysIn(given: string): readonly Key[] {
  const lines = readVkey(given) === null ? textIn(given, '--log').split('\n') : [given]
  const keys = lines
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(readVkey)
  const right = keys.flatMap((key) => (key?.algorithm === ED25519 ? [key] : []))
  if (right.length !== keys.length || right.length === 0)
    throw new InputRefused('--log holds no keys of logs: <name>+<8 hex digits>+<base64>, one in each line.')
  return right
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

async function goOn(
  witness: Witness,
  { port, host, pull, everyMs }: Way,
  logs: readonly Key[],
  tell: (line: string) => void,
): Promise<void> {
  const end = new AbortController()
  const stop = (): void => end.abort()
  for (const signal of SIGNALS) process.on(signal, stop)
  const server = port === null ? null : await serveWitness(witness, host, port)
  if (port !== null) tell(`Listening at ${host}:${port}.`)
  try {
    while (!end.signal.aborted) {
      if (pull !== null) await pullOnce(witness, { address: pull, logs, tell }).catch((error: unknown) => tell(faultIn(error)))
      // With nothing to fetch it is woken by the signal alone.
      await wait(pull === null ? 2 ** 31 - 1 : everyMs, null, { signal: end.signal }).catch(() => null)
    }
  } finally {
    for (const signal of SIGNALS) process.off(signal, stop)
    server?.closeAllConnections()
    server?.close()
  }
}

/** The next look may go well: a hub that is away for a while is no reason to end. */
function faultIn(error: unknown): string {
  if (error instanceof HubFault || error instanceof InputRefused) return error.lines.join(' ')
  throw error
}
