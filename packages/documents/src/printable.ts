/**
 * The text as any form can print it. Characters that XML does not know go, and so do the controls that override or embed a direction: with them a
 * sentence can show its letters in another order than they are read. Isolates stay, for names within a sentence of the other direction; each
 * that is opened is closed, so that no sentence reaches into the next.
 */
export function printable(text: string): string {
  let open = 0
  let out = ''
  for (const letter of text
    .toWellFormed()
    .replaceAll(UNPRINTABLE, '')
    .replaceAll(/\s*\n\s*/g, ' ')) {
    if (letter === CLOSE) {
      if (open === 0) continue
      open -= 1
    }
    if (ISOLATES.has(letter)) open += 1
    out += letter
  }
  return out + CLOSE.repeat(open)
}

const CLOSE = '\u2069'
const ISOLATES = new Set(['\u2066', '\u2067', '\u2068'])
// oxlint-disable-next-line no-control-regex -- these are the characters to be taken out
const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2028\u2029\u206a-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]/g

/** Every string in it made printable, at any depth. */
export function printableAll<Value>(value: Value): Value {
  return through(value) as Value
}

function through(value: unknown): unknown {
  if (typeof value === 'string') return printable(value)
  if (Array.isArray(value)) return value.map(through)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, through(inner)]))
}
