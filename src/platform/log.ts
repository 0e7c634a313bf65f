import { pino, stdSerializers, type Logger } from 'pino'

export type Log = Logger

/**
 * Lines about the machine, never about people: no address, no e-mail, no name, no path with a token.
 * What a caller hands over by mistake under these names is cut out before it is written.
 */
export function openLog(level: string, destination?: NodeJS.WritableStream): Log {
  const redact = {
    paths: ['email', '*.email', 'ip', '*.ip', 'token', '*.token', 'cookie', '*.cookie', 'authorization', '*.authorization'],
    censor: '[left out]',
  }
  const options = { level, base: null, redact, serializers: { err: tellError }, timestamp: () => `,"time":"${new Date().toISOString()}"` }
  return destination === undefined ? pino(options) : pino(options, destination)
}

/** Of an error, what says where it happened. A database quotes whole rows in `detail`, a mail server addresses in `response`. */
const TOLD = [
  'type',
  'code',
  'severity',
  'schema',
  'table',
  'column',
  'constraint',
  'routine',
  'errno',
  'syscall',
  'command',
  'responseCode',
] as const

function tellError(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error }
  const whole: Readonly<Record<string, unknown>> = stdSerializers.err(error)
  const told = Object.fromEntries(TOLD.flatMap((name) => (whole[name] === undefined ? [] : [[name, whole[name]]])))
  return { ...told, message: withoutValues(error, error.message), stack: withoutValues(error, String(whole['stack'])) }
}

/** The database's class 22 (a value that does not fit) quotes the value in its sentence. */
function withoutValues(error: Error, text: string): string {
  const quotes = 'code' in error && String(error.code).startsWith('22') && error.message !== ''
  const said = quotes ? text.replaceAll(error.message, 'a value that does not fit') : text
  return said.replaceAll(/[\w.+-]+@[\w-]+\.[\w.-]+/g, '[address]')
}
