import { hash, randomBytes } from 'node:crypto'
import type { LimitName } from '../core/command.ts'
import { no, refuse } from '../core/refused.ts'
import type { Line } from '../platform/line.ts'
import { openBuckets, type Buckets } from './buckets.ts'
import { POINTS_PER_MINUTE } from './costs.ts'

/** Tries per address and minute, for what costs most. */
const PER_MINUTE: Readonly<Record<Exclude<LimitName, Read>, number>> = { 'sign-in': 10, 'take-part': 60, write: 120 }

/** In an hour, of what somebody has to read, each of them. One place may hold many people, an account is one. */
const PER_HOUR = {
  report: { visitor: 20, identity: 10 },
  idea: { visitor: 40, identity: 20 },
  post: { visitor: 240, identity: 60 },
  'event-answer': { visitor: 120, identity: 60 },
  question: { visitor: 20, identity: 10 },
  // Codes of speakers who are nobody here: guesses count from one place, and all of them together as if they were one account's.
  'voice-code': { visitor: 40, identity: 4000 },
  'voice-write': { visitor: 240, identity: 60 },
} satisfies Readonly<Partial<Record<LimitName, { readonly visitor: number; readonly identity: number }>>>

type Read = keyof typeof PER_HOUR

const isRead = (name: LimitName): name is Read => Object.hasOwn(PER_HOUR, name)

export type Limits = {
  /** Counts one try; refuses with `too-many` when there were too many in the last minute. What is read is counted by account too, with `too-many.hour`. */
  spend(name: LimitName, visitor: string | null, account?: string | null): Promise<void>
  /** Counts what a request costs (`costs.ts`) against each identity that sends it, and against where it comes from. */
  charge(points: number, who: { readonly identities: readonly string[]; readonly visitor: string | null }): void
}

/** Where several processes count together: who else is there, and the key of a day, the same for all of them, so that a tag names the same everywhere. */
export type CountedTogether = { readonly line: Pick<Line, 'say' | 'hear' | 'others'>; keyOf(day: string): Uint8Array }

/**
 * Addresses and identities are kept in memory only, as tags under a key that dies with the process, or with the day where several processes count together.
 * A visitor who is null (the machine itself, with no proxy before it) is not limited by address.
 */
export function openLimits(now: () => Date = () => new Date(), together?: CountedTogether): Limits {
  const tagOf = openTags(now, together)
  const all = new Map<string, Buckets>()
  const bucketsOf = (name: string, most: number, minutes = 1): Named => {
    const buckets = openBuckets(most, now, minutes)
    all.set(name, buckets)
    return { name, buckets }
  }
  const spent = together === undefined ? null : sharedSpending(together.line, all)
  const tries = each(PER_MINUTE, (most, name) => bucketsOf(name, most))
  const read = each(PER_HOUR, ({ visitor, identity }, name) => ({
    visitor: bucketsOf(`${name}-visitor`, visitor, 60),
    identity: bucketsOf(`${name}-identity`, identity, 60),
  }))
  const identities = bucketsOf('identity', POINTS_PER_MINUTE.identity)
  const visitors = bucketsOf('visitor', POINTS_PER_MINUTE.visitor)
  const takeFrom = ({ name, buckets }: Named, what: string, points: number): number | null => {
    const tag = tagOf(what)
    const seconds = buckets.take(tag, points)
    if (seconds === null) spent?.(name, tag, points)
    return seconds
  }
  const take = (from: Named, what: string, points: number) => {
    const seconds = takeFrom(from, what, points)
    if (seconds !== null) refuse(no('too-many', { seconds }))
  }
  const takeOfHour = (from: Named, what: string) => {
    const seconds = takeFrom(from, what, 1)
    if (seconds !== null) refuse(no('too-many.hour', { seconds, minutes: Math.ceil(seconds / 60) }))
  }
  return {
    async spend(name, visitor, account = null) {
      if (name === 'voice-code') {
        if (visitor !== null) takeOfHour(read[name].visitor, neighbourhood(visitor))
        takeOfHour(read[name].identity, 'everybody')
        return
      }
      if (isRead(name)) {
        if (account !== null) takeOfHour(read[name].identity, account)
        if (visitor !== null) takeOfHour(read[name].visitor, neighbourhood(visitor))
        return
      }
      if (visitor !== null) take(tries[name], neighbourhood(visitor), 1)
    },
    charge(points, who) {
      if (points === 0) return
      for (const identity of who.identities) take(identities, identity, points)
      if (who.visitor !== null) take(visitors, neighbourhood(who.visitor), points)
    },
  }
}

type Named = { readonly name: string; readonly buckets: Buckets }

const DAY_MS = 86_400_000
/** 96 bits: two places never have one tag, and many tags fit into a word. */
const TAG_LENGTH = 16

function openTags(now: () => Date, together: CountedTogether | undefined): (what: string) => string {
  let key = randomBytes(32).toString('base64')
  let day = -1
  return (what) => {
    const today = Math.floor(now().getTime() / DAY_MS)
    if (together !== undefined && today !== day) {
      key = Buffer.from(together.keyOf(String(today))).toString('base64')
      day = today
    }
    // Key and words in one go, at a third of what an HMAC costs: most of the digest is cut off, so nobody can go on from it.
    return hash('sha256', `${key}${what}`, 'base64url').slice(0, TAG_LENGTH)
  }
}

const TOPIC = 'spent'
/** So often processes tell one another what was spent: for so long each counts alone. */
const TELL_MS = 1_000
/** A flood of tags does not become a flood of words; what is more waits, and of still more each process counts its own. */
const TAGS_IN_A_WORD = 120
const WORDS_AT_ONCE = 20
const MOST_WAITING = 20_000

/** Tells the others what was spent here, and takes out here what was spent there. */
function sharedSpending(
  line: CountedTogether['line'],
  all: ReadonlyMap<string, Buckets>,
): (name: string, tag: string, points: number) => void {
  const waiting = new Map<string, number>()
  let timer: NodeJS.Timeout | undefined
  const tell = (): void => {
    const part = [...waiting].slice(0, TAGS_IN_A_WORD * WORDS_AT_ONCE)
    for (let from = 0; from < part.length; from += TAGS_IN_A_WORD) {
      // The time makes each a word of its own: the same sums twice are two sums.
      const words = part.slice(from, from + TAGS_IN_A_WORD).map(([what, points]) => `${what} ${points}`)
      line.say(TOPIC, [`${performance.now()}`, ...words].join('\n'))
    }
    for (const [what] of part) waiting.delete(what)
    timer = waiting.size === 0 ? undefined : setTimeout(tell, TELL_MS).unref()
  }
  line.hear(TOPIC, (words) => {
    for (const one of words.split('\n').slice(1)) {
      const [name = '', tag = '', points = ''] = one.split(' ')
      if (/^\d{1,6}$/.test(points)) all.get(name)?.owe(tag, Number(points))
    }
  })
  return (name, tag, points) => {
    if (line.others() === 0) return
    const what = `${name} ${tag}`
    const before = waiting.get(what)
    if (before === undefined && waiting.size >= MOST_WAITING) return
    waiting.set(what, (before ?? 0) + points)
    timer ??= setTimeout(tell, TELL_MS).unref()
  }
}

/** The same names, with what is made of each. */
const each = <Name extends string, From, To>(
  of: Readonly<Record<Name, From>>,
  make: (from: From, name: string) => To,
): Readonly<Record<Name, To>> =>
  Object.fromEntries(Object.entries<From>(of).map(([name, from]) => [name, make(from, name)])) as Record<Name, To>

/** Of an IPv6 address the first half: the other half is the household's to change at will. Others stay whole. */
function neighbourhood(visitor: string): string {
  if (!visitor.includes(':') || visitor.includes('.')) return visitor
  const [head = '', tail] = visitor.split('%')[0]?.split('::') ?? []
  const start = head.split(':').filter((part) => part !== '')
  const end = (tail ?? '').split(':').filter((part) => part !== '')
  const whole =
    tail === undefined ? start : [...start, ...Array.from({ length: Math.max(0, 8 - start.length - end.length) }, () => '0'), ...end]
  return whole
    .slice(0, 4)
    .map((part) => part.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')
}

const THE_MACHINE_ITSELF = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/** The visitor's address as far as the configured proxies can be believed; null for the machine itself. */
export function visitorOf(socketAddress: string | undefined, forwardedFor: string | undefined, trustedProxies: number): string | null {
  const hops = [...(forwardedFor ?? '').split(',').map((hop) => hop.trim()), socketAddress ?? ''].filter((hop) => hop !== '')
  const visitor = hops[Math.max(0, hops.length - 1 - trustedProxies)]
  return visitor === undefined || THE_MACHINE_ITSELF.has(visitor) ? null : visitor
}
