import { packedSeen, type Routing, type Served } from '#deliberation'

/** A statement that was shown, and all that its decision hung on. */
export type Serving = Served & {
  readonly dialogueId: string
  readonly participant: number
  /** How much they had answered then. */
  readonly answered: number
  readonly routing: Routing
  readonly packed: Uint8Array
  readonly digest: string
  readonly place: number
  /** What was not to be served: their answers, and what they asked to be spared. */
  readonly passed: ReadonlySet<number>
}

/** As it waits: the numbers of what was passed take a bit a statement, and the chances lie once for all who were served by them. */
export type Noted = Omit<Serving, 'routing' | 'passed'> & { readonly seen: Uint8Array }

/** So many wait at most to be written; what comes on top is lost. At 4,000 servings a second and a sweep every five it is never reached. */
const MOST_WAITING = 50_000
const waiting = new Map<string, Noted>()

/** Remembers what was shown, until the worker writes it down. Best effort: what waits when the process ends is lost. */
export function noteServing(serving: Serving | null): void {
  if (serving === null) return
  const { routing, passed, ...rest } = serving
  const key = `${rest.dialogueId}/${rest.participant}/${rest.answered}`
  // Shown twice after as many answers, only the last one can have been answered.
  if (waiting.has(key) || waiting.size < MOST_WAITING) waiting.set(key, { ...rest, seen: packedSeen(routing, passed) })
}

/** What waits, by dialogue; it waits no more. */
export function takeServings(): ReadonlyMap<string, readonly Noted[]> {
  const all = [...waiting.values()]
  waiting.clear()
  return Map.groupBy(all, ({ dialogueId }) => dialogueId)
}

/** As the command takes it. */
export const loggedFrom = ({ participant, answered, statement, propensity, explored, digest, place, seen }: Noted) => ({
  ...{ participant, answered, statement, propensity, explored, digest, place, seen },
})
