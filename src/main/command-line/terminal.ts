import type { Environment } from '../../platform/config.ts'

/** Standard output carries the answer alone; all else that is told goes to standard error. */
export type Terminal = {
  /** All of it, or its pieces. Resolves when all was taken: whoever exits earlier cuts a long answer. */
  answer(text: string | Iterable<string>): Promise<void>
  tell(line: string): void
  /**
   * What is being done now. Told at once to a person; elsewhere only when the whole takes longer than two seconds. A long one is told
   * again every ten seconds, with how far it is.
   */
  step(line: string, howFar?: () => string): void
  /** What is set where it stands; left out, that of this process. */
  readonly environment?: Environment
}

type Out = Pick<NodeJS.WriteStream, 'write'>
type Err = Out & { readonly isTTY?: boolean }

const QUIET_MS = 2000
const STILL_MS = 10_000
const TICK_MS = 500

export function openTerminal(out: Out, err: Err, now = () => performance.now()): Terminal {
  const began = now()
  let current: { readonly line: string; readonly howFar: () => string; readonly since: number; told: boolean } | null = null
  let lastTold = began
  const tell = (line: string) => void err.write(`${line}\n`)
  const tick = () => {
    if (current === null || now() - began < QUIET_MS) return
    if (current.told && now() - lastTold < STILL_MS) return
    const { line, since, howFar } = current
    tell(current.told ? `${line} (${[`${Math.round((now() - since) / 1000)} s`, howFar()].filter(Boolean).join(', ')})` : line)
    current.told = true
    lastTold = now()
  }
  setInterval(tick, TICK_MS).unref()
  return {
    async answer(text) {
      current = null
      for (const piece of typeof text === 'string' ? [text] : text) {
        await new Promise<void>((taken, failed) => out.write(piece, (error) => (error ? failed(error) : taken())))
      }
    },
    tell,
    step(line, howFar = () => '') {
      const told = err.isTTY === true
      if (told) tell(line)
      if (told) lastTold = now()
      current = { line, howFar, since: now(), told }
      tick()
    },
  }
}

/** A text from elsewhere in one line, without what could steer a terminal: control characters and marks that turn the direction of writing. */
export function harmless(text: string, most = 100): string {
  const line = text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').replaceAll(/[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/g, '')
  const letters = [...line.trim()]
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : letters.join('')
}
