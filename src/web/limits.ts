import { createHmac, randomBytes } from 'node:crypto'
import type { LimitName } from '../core/command.ts'
import { no, refuse } from '../core/refused.ts'
import { openBuckets, type Buckets } from './buckets.ts'
import { POINTS_PER_MINUTE } from './costs.ts'

/** What somebody has to read, each of them. */
type Read = 'report' | 'idea' | 'post' | 'event-answer' | 'question' | 'voice-code' | 'voice-write'

/** Tries per address and minute, for what costs most. */
const PER_MINUTE: Readonly<Record<Exclude<LimitName, Read>, number>> = { 'sign-in': 10, 'take-part': 60, write: 120 }

/** In an hour. One place may hold many people, an account is one. */
const PER_HOUR: Readonly<Record<Read, { readonly visitor: number; readonly identity: number }>> = {
  report: { visitor: 20, identity: 10 },
  idea: { visitor: 40, identity: 20 },
  post: { visitor: 240, identity: 60 },
  'event-answer': { visitor: 120, identity: 60 },
  question: { visitor: 20, identity: 10 },
  // Codes of speakers who are nobody here: guesses count from one place, and all of them together as if they were one account's.
  'voice-code': { visitor: 40, identity: 4000 },
  'voice-write': { visitor: 240, identity: 60 },
}

export type Limits = {
  /** Counts one try; refuses with `too-many` when there were too many in the last minute. What is read is counted by account too, with `too-many.hour`. */
  spend(name: LimitName, visitor: string | null, account?: string | null): Promise<void>
  /** Counts what a request costs (`costs.ts`) against each identity that sends it, and against where it comes from. */
  charge(points: number, who: { readonly identities: readonly string[]; readonly visitor: string | null }): void
}

/**
 * Addresses and identities are kept in memory only, as tags under a key that dies with the process.
 * A visitor who is null (the machine itself, with no proxy before it) is not limited by address.
 */
export function openLimits(now: () => Date = () => new Date()): Limits {
  const key = randomBytes(32)
  const tagOf = (what: string) => createHmac('sha256', key).update(what).digest('base64url')
  const tries: Record<Exclude<LimitName, Read>, Buckets> = {
    'sign-in': openBuckets(PER_MINUTE['sign-in'], now),
    'take-part': openBuckets(PER_MINUTE['take-part'], now),
    write: openBuckets(PER_MINUTE.write, now),
  }
  const hourly = (name: Read) => ({
    visitor: openBuckets(PER_HOUR[name].visitor, now, 60),
    identity: openBuckets(PER_HOUR[name].identity, now, 60),
  })
  const voices = { 'voice-code': hourly('voice-code'), 'voice-write': hourly('voice-write') }
  const read = {
    report: hourly('report'),
    idea: hourly('idea'),
    post: hourly('post'),
    'event-answer': hourly('event-answer'),
    question: hourly('question'),
    ...voices,
  }
  const identities = openBuckets(POINTS_PER_MINUTE.identity, now)
  const visitors = openBuckets(POINTS_PER_MINUTE.visitor, now)
  const take = (from: Buckets, what: string, points: number) => {
    const seconds = from.take(tagOf(what), points)
    if (seconds !== null) refuse(no('too-many', { seconds }))
  }
  const takeOfHour = (from: Buckets, what: string) => {
    const seconds = from.take(tagOf(what), 1)
    if (seconds !== null) refuse(no('too-many.hour', { seconds, minutes: Math.ceil(seconds / 60) }))
  }
  return {
    async spend(name, visitor, account = null) {
      if (name === 'voice-code') {
        if (visitor !== null) takeOfHour(read[name].visitor, neighbourhood(visitor))
        takeOfHour(read[name].identity, 'everybody')
        return
      }
      if (
        name === 'report' ||
        name === 'idea' ||
        name === 'post' ||
        name === 'event-answer' ||
        name === 'question' ||
        name === 'voice-write'
      ) {
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
