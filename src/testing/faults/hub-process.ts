import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { until } from './findings.ts'

const ROOT = join(import.meta.dirname, '../../..')
const START_LIMIT_MS = 120_000

/** A hub as an operator starts it, in a process of its own. */
export type HubProcess = {
  readonly child: ChildProcess
  readonly url: string
  /** From the start of the process to its first answer. */
  readonly startMs: number
  /** What it wrote, log and sentences. */
  said(): string
  memoryMb(): number
  end(): Promise<void>
}

/** `quick`: what one start has compiled, the next one finds. */
export type Settings = {
  readonly folder: string
  readonly port: number
  readonly smtp?: string
  readonly databaseUrl?: string
  readonly quick?: boolean
}

export const environmentOf = ({ folder, port, smtp, databaseUrl }: Settings): Record<string, string> => ({
  ...{ PASSERELLE_DATA: folder, PASSERELLE_DEMO: 'off', PORT: String(port), LOG_LEVEL: 'warn' },
  ...(smtp === undefined ? {} : { SMTP_URL: smtp, PASSERELLE_MAIL_FROM: 'Hub <hub@hub.test>' }),
  ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
})

export async function startHub(settings: Settings): Promise<HubProcess> {
  const began = performance.now()
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'src/main/start.ts')], {
    cwd: ROOT,
    env: {
      ...environmentOf(settings),
      ...(settings.quick === true ? { NODE_COMPILE_CACHE: join(ROOT, 'node_modules/.cache/compiled') } : {}),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (said += String(piece)))
  const url = `http://127.0.0.1:${settings.port}`
  const ready = await until(async () => child.exitCode !== null || (await isWell(url)), START_LIMIT_MS)
  if (!ready || child.exitCode !== null) throw new Error(`The hub did not start: ${said}`)
  return {
    child,
    url,
    startMs: Math.round(performance.now() - began),
    said: () => said,
    memoryMb: () => Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024),
    async end() {
      child.kill('SIGTERM')
      if (!(await until(() => child.exitCode !== null || child.signalCode !== null, 30_000))) child.kill('SIGKILL')
    },
  }
}

export const isWell = async (url: string): Promise<boolean> =>
  fetch(`${url}/healthz`, { signal: AbortSignal.timeout(4000) })
    .then(({ status }) => status === 200)
    .catch(() => false)

export async function freePort(): Promise<number> {
  const server = createServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  await new Promise<void>((done) => server.close(() => done()))
  return address !== null && typeof address === 'object' ? address.port : 0
}
