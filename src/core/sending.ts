import type { Keys } from '../platform/keys.ts'

/**
 * The id of what a browser may send twice, made of the id that its form carried: the second arrival finds the first, nobody meets a stranger's
 * row, and what the browser chose lies nowhere. It looks like any other id: no time and no sequence is in it.
 */
export function sentId(keys: Pick<Keys, 'tag'>, purpose: string, ...words: readonly string[]): string {
  const hex = keys.tag(purpose, ...words).toString('hex')
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
