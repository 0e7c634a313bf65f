import { pino, type Logger } from 'pino'

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
  const options = { level, base: null, redact, timestamp: () => `,"time":"${new Date().toISOString()}"` }
  return destination === undefined ? pino(options) : pino(options, destination)
}
