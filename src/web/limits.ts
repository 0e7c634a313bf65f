import { createHmac, randomBytes } from 'node:crypto'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { LimitName } from '../core/command.ts'
import { no, refuse } from '../core/refused.ts'

/** Points per address and minute. Readings are never limited. */
const PER_MINUTE: Readonly<Record<LimitName, number>> = { 'sign-in': 10, 'take-part': 60, write: 120 }

export type Limits = {
  /** Counts one try; refuses with `too-many` when there were too many in the last minute. */
  spend(name: LimitName, visitor: string | null): Promise<void>
}

/**
 * Addresses are kept in memory only, as tags under a key that dies with the process.
 * A visitor who is null (the machine itself, with no proxy before it) is not limited.
 */
export function openLimits(): Limits {
  const key = randomBytes(32)
  const limiter = (points: number) => new RateLimiterMemory({ points, duration: 60 })
  const limiters: Record<LimitName, RateLimiterMemory> = {
    'sign-in': limiter(PER_MINUTE['sign-in']),
    'take-part': limiter(PER_MINUTE['take-part']),
    write: limiter(PER_MINUTE.write),
  }
  return {
    async spend(name, visitor) {
      if (visitor === null) return
      const tag = createHmac('sha256', key).update(neighbourhood(visitor)).digest('base64url')
      try {
        await limiters[name].consume(tag)
      } catch (reason) {
        if (reason instanceof Error) throw reason
        refuse(no('too-many'))
      }
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
