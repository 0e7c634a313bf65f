import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Dkim } from './mail.ts'

/** The only reader of the environment: read once, checked whole, frozen. */
export type Config = {
  readonly port: number
  readonly host: string
  readonly dataFolder: string
  /** The address that people see, without a trailing slash. Decides cookies (https) and links in mail. */
  readonly publicUrl: string
  /** False: neither PASSERELLE_URL nor PORT was given, and `publicUrl` is the usual one. */
  readonly addressIsSet: boolean
  /** The origin at which a process of its own takes hidden votes; null: the hub takes them itself. */
  readonly ballotOrigin: string | null
  /** Null: the embedded server in the data folder. */
  readonly databaseUrl: string | null
  /** False: it is spread over several servers, and deeds that have a form in one statement are done in their plain form. */
  readonly oneServer: boolean
  /** At most so many connections for what pages, deeds and jobs ask, in each process. */
  readonly databaseConnections: number
  /** Copies of the database that answer what everybody may read. */
  readonly replicaUrls: readonly string[]
  readonly smtpUrl: string | null
  readonly mailFrom: string
  /** With what letters are signed; null: the mail server does it, or nobody. */
  readonly dkim: Dkim | null
  /** Where letters come back that cannot be delivered: each gets an address of its own made of this one. Null: to whom they are from. */
  readonly bounceAddress: string | null
  /** What a mail server says with a letter that came back; null: nothing is taken over the web. */
  readonly bounceSecret: string | null
  readonly demo: boolean
  readonly logLevel: LogLevel
  /** How many proxies in front may be believed about the visitor's address (used for rate limits in memory, never stored). */
  readonly trustedProxies: number
  /** 32 bytes as hex; null: made at first start and kept in the data folder. */
  readonly secret: string | null
  /** Secrets that were in use before it, newest first. */
  readonly secretsBefore: readonly string[]
  readonly homeTimeZone: string
  readonly ownerEmail: string | null
  /** Where somebody who found a hole can write to: `mailto:` or `https:`. Null: the hub's page about what it keeps. */
  readonly securityContact: string | null
  /** Where the quick exit leads: `about:blank`, or a neutral page elsewhere. */
  readonly leaveTo: string
  /** Which borders between states the map of bodies draws; none unless whoever runs the hub says which. */
  readonly mapBorders: MapBorders
  /** With what backups are encrypted and opened; null: nothing is said here. */
  readonly backupKey: string | null
  /** What a program that watches the hub says to read its numbers; null: nobody reads them. */
  readonly metricsToken: string | null
  /** What the hub is called in page titles, mail and share cards. */
  readonly hubName: string
}

/** Lines between states take sides, so a map has none unless it is said which. */
export const MAP_BORDERS = ['none', 'natural-earth'] as const
export type MapBorders = (typeof MAP_BORDERS)[number]

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const
type LogLevel = (typeof LOG_LEVELS)[number]
export type Environment = Readonly<Record<string, string | undefined>>

/** A passphrase that is guessed by nobody is five words or so. */
export const MIN_PASSPHRASE = 16
const MIN_TOKEN = 24

/** Every fault at once, each a sentence that says what to change: the reader runs the hub alone. */
export class ConfigFault extends Error {
  override name = 'ConfigFault'
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(faults.join('\n'))
    this.faults = faults
  }
}

export function readConfig(environment: Environment = process.env): Config {
  const faults: string[] = []
  const text = (name: string): string | null => environment[name]?.trim() || null
  const checked = <T>(name: string, fallback: T, read: (value: string) => T | string): T => {
    const value = text(name)
    if (value === null) return fallback
    const result = read(value)
    if (typeof result === 'string' && typeof fallback !== 'string') {
      faults.push(`${name} ${result}`)
      return fallback
    }
    return result as T
  }
  const address = (name: string, protocols: readonly string[], example: string): string | null => {
    const value = text(name)
    if (value === null) return null
    if (!URL.canParse(value) || !protocols.includes(new URL(value).protocol)) {
      faults.push(`${name} must be an address such as ${example}. (Its value is not shown here: it may hold a password.)`)
      return null
    }
    return value
  }

  const port = checked('PORT', 3000, (value) => wholeNumber(value, 1, 65_535))
  const host = text('HOST') ?? '127.0.0.1'
  const demo = checked('PASSERELLE_DEMO', true, (value) => onOrOff(value))
  const trustedProxies = checked('PASSERELLE_TRUSTED_PROXIES', 0, (value) => wholeNumber(value, 0, 10))
  const logLevel = text('LOG_LEVEL') ?? 'info'
  if (!isLogLevel(logLevel)) faults.push(`LOG_LEVEL is "${logLevel}"; it must be one of ${LOG_LEVELS.join(', ')}.`)
  const secret = text('PASSERELLE_SECRET')
  const secretsBefore = (text('PASSERELLE_OLD_SECRETS') ?? '').split(',').filter((one) => one !== '')
  faults.push(...secretFaults(secret, secretsBefore))
  const homeTimeZone = text('PASSERELLE_HOME_TIME_ZONE') ?? 'Europe/Dublin'
  if (!isTimeZone(homeTimeZone)) {
    faults.push(`PASSERELLE_HOME_TIME_ZONE is "${homeTimeZone}", which is not a time zone; write for example Africa/Dakar.`)
  }
  const publicUrl = address('PASSERELLE_URL', ['http:', 'https:'], 'https://hub.example.org')
  const ballots = address('PASSERELLE_BALLOT_ORIGIN', ['http:', 'https:'], 'https://ballots.example.org')
  const ballotOrigin = readOrigin(ballots, publicUrl, faults)
  const leaveTo = address('PASSERELLE_LEAVE_TO', ['https:'], 'https://weather.example.org')
  const databaseUrl = address('DATABASE_URL', ['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/passerelle')
  const smtpUrl = address('SMTP_URL', ['smtp:', 'smtps:'], 'smtps://user:password@mail.example.org:465')
  const mail = readMail(text, faults)
  const operating = readOperating(text, faults)
  const databaseConnections = checked('PASSERELLE_DATABASE_CONNECTIONS', 10, (value) => wholeNumber(value, 4, 200))
  const oneServer = readServers(text('PASSERELLE_DATABASE') ?? 'one', databaseUrl, faults)
  const replicaUrls = readReplicas(text('PASSERELLE_REPLICA_URL'), databaseUrl, faults)
  if (faults.length > 0 || !isLogLevel(logLevel)) throw new ConfigFault(faults)
  return Object.freeze({
    port,
    host,
    dataFolder: resolve(text('PASSERELLE_DATA') ?? './data'),
    publicUrl: (publicUrl ?? `http://localhost:${port}`).replace(/\/+$/, ''),
    addressIsSet: publicUrl !== null || text('PORT') !== null,
    ballotOrigin,
    ...{ databaseUrl, oneServer, databaseConnections, replicaUrls, smtpUrl },
    mailFrom: text('PASSERELLE_MAIL_FROM') ?? 'Passerelle <passerelle@localhost>',
    ...mail,
    demo,
    logLevel,
    trustedProxies,
    secret,
    secretsBefore,
    homeTimeZone,
    leaveTo: leaveTo ?? 'about:blank',
    ...operating,
    hubName: text('PASSERELLE_NAME') ?? 'Passerelle',
  })
}

type Operating = Pick<Config, 'ownerEmail' | 'securityContact' | 'mapBorders' | 'backupKey' | 'metricsToken'>

function readOperating(text: (name: string) => string | null, faults: string[]): Operating {
  const ownerEmail = text('PASSERELLE_OWNER_EMAIL')
  if (ownerEmail !== null && !ownerEmail.includes('@')) faults.push('PASSERELLE_OWNER_EMAIL must be an e-mail address.')
  const [backupKey, metricsToken] = [text('PASSERELLE_BACKUP_KEY'), text('PASSERELLE_METRICS_TOKEN')]
  if (backupKey !== null && backupKey.length < MIN_PASSPHRASE)
    faults.push(`PASSERELLE_BACKUP_KEY must have at least ${MIN_PASSPHRASE} characters; \`openssl rand -base64 24\` makes one.`)
  if (metricsToken !== null && metricsToken.length < MIN_TOKEN)
    faults.push(`PASSERELLE_METRICS_TOKEN must have at least ${MIN_TOKEN} characters; \`openssl rand -hex 32\` makes one.`)
  const [securityContact, mapBorders] = [readContact(text, faults), bordersIn(text('PASSERELLE_MAP_BORDERS'), faults)]
  return { ownerEmail, securityContact, mapBorders, backupKey, metricsToken }
}

function readServers(text: string, databaseUrl: string | null, faults: string[]): boolean {
  if (text !== 'one' && text !== 'distributed') faults.push(`PASSERELLE_DATABASE is "${text}"; it must be one or distributed.`)
  if (text === 'distributed' && databaseUrl === null)
    faults.push('PASSERELLE_DATABASE is "distributed", and the embedded server is one: set DATABASE_URL too.')
  return text !== 'distributed'
}

function readReplicas(text: string | null, databaseUrl: string | null, faults: string[]): readonly string[] {
  const urls = (text ?? '').split(/[\s,]+/).filter((one) => one !== '')
  if (urls.some((url) => !URL.canParse(url) || !['postgres:', 'postgresql:'].includes(new URL(url).protocol)))
    faults.push('PASSERELLE_REPLICA_URL must be addresses such as postgres://user:password@host:5432/passerelle, with commas between them.')
  if (urls.length > 0 && databaseUrl === null)
    faults.push('PASSERELLE_REPLICA_URL names copies of the database that DATABASE_URL names; set that too.')
  return urls
}

/** An origin alone, and another one than the hub's: where they are one, cookies of the hub would go to the box. */
function readOrigin(address: string | null, publicUrl: string | null, faults: string[]): string | null {
  if (address === null) return null
  const { origin, pathname, search, hash, username } = new URL(address)
  if (pathname + search + hash + username !== '/')
    faults.push('PASSERELLE_BALLOT_ORIGIN must be a scheme, a name and perhaps a port, and no path: https://ballots.example.org')
  else if (publicUrl !== null && new URL(publicUrl).host === new URL(origin).host)
    faults.push(
      'PASSERELLE_BALLOT_ORIGIN must have another name, or port, than PASSERELLE_URL; leave it out where the hub takes the votes itself.',
    )
  return origin
}

function wholeNumber(value: string, least: number, most: number): number | string {
  const number = Number(value)
  if (Number.isInteger(number) && number >= least && number <= most) return number
  return `is "${value}"; it must be a whole number from ${least} to ${most}.`
}

const isSecret = (text: string): boolean => /^[0-9a-f]{64}$/i.test(text)

const secretFaults = (secret: string | null, before: readonly string[]): readonly string[] => [
  ...(before.every(isSecret)
    ? []
    : ['PASSERELLE_OLD_SECRETS must be secrets of 64 hexadecimal digits each, newest first, with commas between them.']),
  ...(secret === null || isSecret(secret) ? [] : ['PASSERELLE_SECRET must be 64 hexadecimal digits; `openssl rand -hex 32` makes one.']),
]

function readContact(text: (name: string) => string | null, faults: string[]): string | null {
  const contact = text('PASSERELLE_SECURITY_CONTACT')
  if (contact !== null && !/^((mailto:)?[^\s@:]+@[^\s@:]+|https:\/\/\S+)$/.test(contact)) {
    faults.push('PASSERELLE_SECURITY_CONTACT must be an e-mail address, or the address of a page that begins with https://.')
  }
  return contact === null || contact.includes(':') ? contact : `mailto:${contact}`
}

/** How letters are signed, and where they come back. */
function readMail(text: (name: string) => string | null, faults: string[]): Pick<Config, 'dkim' | 'bounceAddress' | 'bounceSecret'> {
  const bounceAddress = text('PASSERELLE_BOUNCE_ADDRESS')
  if (bounceAddress !== null && !/^[a-z0-9-]{1,6}@[a-z0-9.-]+$/i.test(bounceAddress)) {
    faults.push('PASSERELLE_BOUNCE_ADDRESS must be an address with at most six letters before the @, such as bounce@hub.example.org.')
  }
  const bounceSecret = text('PASSERELLE_BOUNCE_SECRET')
  if (bounceSecret !== null && bounceSecret.length < 24) {
    faults.push('PASSERELLE_BOUNCE_SECRET must have at least 24 characters; `openssl rand -hex 32` makes one.')
  }
  if (bounceSecret !== null && bounceAddress === null) {
    faults.push('PASSERELLE_BOUNCE_SECRET is for letters that come back to PASSERELLE_BOUNCE_ADDRESS; set that too.')
  }
  return { dkim: readDkim(text, faults), bounceAddress, bounceSecret }
}

/** All three or none, and a key that can be read: who signs with half of it is taken for a forger. */
function readDkim(text: (name: string) => string | null, faults: string[]): Dkim | null {
  const [domain, selector, file] = [text('PASSERELLE_DKIM_DOMAIN'), text('PASSERELLE_DKIM_SELECTOR'), text('PASSERELLE_DKIM_KEY_FILE')]
  if (domain === null && selector === null && file === null) return null
  if (domain === null || selector === null || file === null) {
    faults.push('PASSERELLE_DKIM_DOMAIN, PASSERELLE_DKIM_SELECTOR and PASSERELLE_DKIM_KEY_FILE belong together: set all three, or none.')
    return null
  }
  const privateKey = privateKeyIn(resolve(file))
  if (privateKey === null) {
    faults.push(
      'PASSERELLE_DKIM_KEY_FILE must name a file that the hub can read, with a private RSA key (PEM); `openssl genrsa 2048` makes one.',
    )
    return null
  }
  return { domain, selector, privateKey }
}

function privateKeyIn(file: string): string | null {
  try {
    const pem = readFileSync(file, 'utf8')
    return createPrivateKey(pem).asymmetricKeyType === 'rsa' ? pem : null
  } catch {
    return null
  }
}

function bordersIn(text: string | null, faults: string[]): MapBorders {
  const known = MAP_BORDERS.find((one) => one === (text ?? 'none'))
  if (known === undefined) faults.push(`PASSERELLE_MAP_BORDERS is "${text ?? ''}"; it must be one of ${MAP_BORDERS.join(', ')}.`)
  return known ?? 'none'
}

function onOrOff(value: string): boolean | string {
  if (['on', 'true', '1', 'yes'].includes(value.toLowerCase())) return true
  if (['off', 'false', '0', 'no'].includes(value.toLowerCase())) return false
  return `is "${value}"; it must be on or off.`
}

function isLogLevel(value: string): value is LogLevel {
  return (LOG_LEVELS as readonly string[]).includes(value)
}

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value })
    return true
  } catch {
    return false
  }
}
