import { theHub } from '../../core/actor.ts'
import { Refused } from '../../core/refused.ts'
import type { Config } from '../../platform/config.ts'
import { openLog } from '../../platform/log.ts'
import type { Books } from '../../web/say.ts'
import { knownAddress } from '../address.ts'
import { openFromConfig, type OpenedHub } from '../open.ts'
import { operationNamed, rooms } from '../rooms.ts'
import { inOtherWay } from './database-faults.ts'
import { EXIT, HubFault, InputRefused } from './faults.ts'
import { settingsAt } from './settings.ts'
import type { Terminal } from './terminal.ts'

export type CalledHub = {
  /** Does a deed, or asks a question, as the hub itself. */
  call(operation: string, input: object): Promise<unknown>
  /** The whole address of a page, in the language of a reader of whom nothing is known. */
  address(path: string): string
  /** A refusal as the pages would say it, in English. */
  sentence(refused: Refused): string
  /** A sentence of the pages, in English. */
  say(key: string): string
  /** The zone in which this hub shows times. */
  readonly homeZone: string
  /** What the worker would do by its clock, now. */
  sweep(): Promise<void>
  now(): Date
  /** The names of all that can be called. */
  readonly operations: readonly string[]
}

/**
 * Beside a hub that runs on the same data folder, or alone: then the database is started and stopped again. `alone`: a hub that runs on
 * that folder is in the way.
 */
export async function withHub(
  terminal: Terminal,
  use: (hub: CalledHub) => Promise<void>,
  { alone = false }: { readonly alone?: boolean } = {},
): Promise<void> {
  const config = settingsAt(terminal)
  terminal.step('Opening the database of the hub.')
  const hub = await openFromConfig(config, { beside: true, alone, log: openLog(quietly(config.logLevel), process.stderr) }).catch(
    inOtherWay,
  )
  let closed: Promise<void> | null = null
  const close = () => (closed ??= hub.close())
  const interrupted = new AbortController()
  // The pool waits for the deed that is under way: it is done whole or not at all. Who cannot wait interrupts twice.
  const stop = () => {
    if (interrupted.signal.aborted) process.exit(EXIT.fault)
    interrupted.abort()
    terminal.tell('Stopping as soon as the database has finished what it is at; interrupt again to leave at once.')
    close().catch(() => undefined)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  try {
    await use(calledHub(hub, config)).catch((error: unknown) => {
      if (interrupted.signal.aborted) throw new HubFault('Interrupted; what had not begun was not done.')
      return asRefused(error, hub.kit.books)
    })
  } finally {
    await close()
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
  }
}

/** What is normal for a hub is noise for whoever asked for one thing; LOG_LEVEL=debug still shows it all. */
const quietly = (level: Config['logLevel']): string => (level === 'info' ? 'warn' : level)

function calledHub(hub: OpenedHub, config: Config): CalledHub {
  const { books } = hub.kit
  const publicUrl = knownAddress(config)
  const locale = books.choose(undefined, undefined)
  return {
    call: (operation, input) => operationNamed(operation).invoke(hub.runner, input, theHub),
    address: (path) => encodeURI(`${publicUrl}/${locale}${path}`),
    sentence: (refused) => sentenceOf(refused, books),
    say: (key) => books.say('en')(key),
    homeZone: hub.kit.homeZone,
    sweep: () => hub.sweep(),
    now: () => hub.runner.outside.now(),
    operations: rooms.flatMap((room) => room.operations.map(({ name }) => name)),
  }
}

function sentenceOf({ refusal, fields }: Refused, books: Books): string {
  const say = books.say('en')
  return [say(refusal.code, refusal.data), ...fields.map(({ field, code, data }) => `${field}: ${say(code, data)}`)].join(' ')
}

function asRefused(error: unknown, books: Books): never {
  if (error instanceof Refused) throw new InputRefused(sentenceOf(error, books))
  return inOtherWay(error)
}
