/** A message that is read in a chat without being opened: title, when, where, the beginning of the text, the address. */
export const LONGEST = { title: 200, beginning: 280 } as const

/** As many letters as fit, ending between words, with an ellipsis where something was left out; lines become spaces. */
export function beginningOf(text: string, most: number): string {
  const line = text.replace(/\s+/gu, ' ').trim()
  if (line.length <= most) return line
  const cut = line.slice(0, most)
  const words = cut.slice(0, Math.max(cut.lastIndexOf(' '), 0)) || cut
  return `${words.replace(/[\s.,;:،؛\uD800-\uDBFF]+$/u, '')}…`
}

/** The zones in which a moment is told: each of them once, in this order, and no two that show the same clock. */
export function clocksOf(zones: readonly (string | null)[], shown: (zone: string) => string): readonly string[] {
  const told = zones.flatMap((zone) => (zone === null ? [] : [shown(zone)]))
  return [...new Set(told)].slice(0, 2)
}

/** What of a thing stands in the message; each part is left out where there is none. */
export type Message = {
  readonly title: string
  readonly when: string | null
  readonly where: string | null
  readonly beginning: string
  readonly address: string
}

export const messageOf = ({ title, when, where, beginning, address }: Message): string =>
  [title, when, where, beginning, address].filter((line) => line !== null && line !== '').join('\n')
