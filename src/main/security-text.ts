import type { Kit } from '../web/manifest.ts'

const GOOD_FOR_DAYS = 180
const DAY_MS = 86_400_000

/** `/.well-known/security.txt` (RFC 9116): where somebody who found a hole can write to. Never out of date: it is made when it is asked for. */
export function securityText(kit: Pick<Kit, 'publicUrl' | 'books' | 'runner'>, contact: string | null): string {
  // To the day: the same text all day long, and nothing of the hub's clock in it.
  const expires = new Date(Math.floor(kit.runner.outside.now().getTime() / DAY_MS + GOOD_FOR_DAYS) * DAY_MS)
  return [
    `Contact: ${contact ?? `${kit.publicUrl}/privacy`}`,
    `Expires: ${expires.toISOString().replace('.000', '')}`,
    `Preferred-Languages: ${kit.books.locales.join(', ')}`,
    `Canonical: ${kit.publicUrl}/.well-known/security.txt`,
    '',
  ].join('\n')
}
