import { resolve } from 'node:path'

/** The only reader of the environment: read once, checked whole, frozen. */
export type Config = {
  readonly port: number
  readonly host: string
  readonly dataFolder: string
  /** The address that people see, without a trailing slash. Decides cookies (https) and links in mail. */
  readonly publicUrl: string
  /** False: neither PASSERELLE_URL nor PORT was given, and `publicUrl` is the usual one. */
  readonly addressIsSet: boolean
  /** Null: the embedded server in the data folder. */
  readonly databaseUrl: string | null
  readonly smtpUrl: string | null
  readonly mailFrom: string
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
  /** What the hub is called in page titles, mail and share cards. */
  readonly hubName: string
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const
type LogLevel = (typeof LOG_LEVELS)[number]
type Environment = Readonly<Record<string, string | undefined>>

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
  const leaveTo = address('PASSERELLE_LEAVE_TO', ['https:'], 'https://weather.example.org')
  const databaseUrl = address('DATABASE_URL', ['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/passerelle')
  const smtpUrl = address('SMTP_URL', ['smtp:', 'smtps:'], 'smtps://user:password@mail.example.org:465')
  const ownerEmail = text('PASSERELLE_OWNER_EMAIL')
  if (ownerEmail !== null && !ownerEmail.includes('@')) faults.push('PASSERELLE_OWNER_EMAIL must be an e-mail address.')
  const securityContact = text('PASSERELLE_SECURITY_CONTACT')
  if (securityContact !== null && !/^((mailto:)?[^\s@:]+@[^\s@:]+|https:\/\/\S+)$/.test(securityContact)) {
    faults.push('PASSERELLE_SECURITY_CONTACT must be an e-mail address, or the address of a page that begins with https://.')
  }

  if (faults.length > 0 || !isLogLevel(logLevel)) throw new ConfigFault(faults)
  return Object.freeze({
    port,
    host,
    dataFolder: resolve(text('PASSERELLE_DATA') ?? './data'),
    publicUrl: (publicUrl ?? `http://localhost:${port}`).replace(/\/+$/, ''),
    addressIsSet: publicUrl !== null || text('PORT') !== null,
    databaseUrl,
    smtpUrl,
    mailFrom: text('PASSERELLE_MAIL_FROM') ?? 'Passerelle <passerelle@localhost>',
    demo,
    logLevel,
    trustedProxies,
    secret,
    secretsBefore,
    homeTimeZone,
    ownerEmail,
    securityContact: securityContact === null || securityContact.includes(':') ? securityContact : `mailto:${securityContact}`,
    leaveTo: leaveTo ?? 'about:blank',
    hubName: text('PASSERELLE_NAME') ?? 'Passerelle',
  })
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
