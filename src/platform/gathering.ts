import { readAfresh } from './replicas.ts'

export type Gathering = {
  /** So many calls may be under way at once; what is asked meanwhile waits for the next. */
  readonly lanes: number
  /** In one call. */
  readonly most: number
  /** A further call begins only where the last one takes longer than this: then it may hang, and holds nobody up. Absent: at once. */
  readonly patienceMs?: number
}

type Asked<Question, Answer> = {
  readonly question: Question
  readonly key: string | null
  resolve(answer: Answer): void
  reject(error: unknown): void
}

/**
 * One call for all who ask at the same time: a statement for twenty costs the database and this process little more than one for a single asker.
 * Nobody waits for others: what was asked in one turn of the event loop goes at once, and waits only while so many calls are under way.
 * What somebody gets was read, or written, after they asked. Two with the same key never
 * go in one call; with several lanes the second may go while the first is under way, in a call of its own. Without a key everything may.
 */
export function gathering<Question, Answer>(
  { lanes, most, patienceMs = 0 }: Gathering,
  call: (questions: readonly Question[]) => Promise<readonly Answer[]>,
  keyOf: (question: Question) => string | null = () => null,
): (question: Question) => Promise<Answer> {
  let waiting: Asked<Question, Answer>[] = []
  let running = 0
  let begun = 0
  let due = false
  let timer: NodeJS.Timeout | undefined
  const mayBegin = (): boolean => running === 0 || (running < lanes && (patienceMs === 0 || performance.now() - begun >= patienceMs))
  const begin = (): void => {
    due = false
    clearTimeout(timer)
    timer = undefined
    while (waiting.length > 0 && mayBegin()) {
      const { now, later } = split(waiting, most)
      waiting = later
      running += 1
      begun = performance.now()
      void run(now)
    }
    wait()
  }
  const wait = (): void => {
    if (waiting.length > 0 && !due && running > 0 && running < lanes) timer ??= setTimeout(begin, patienceMs)
  }
  const run = async (now: readonly Asked<Question, Answer>[]): Promise<void> => {
    try {
      // Whoever asked first must not decide for the others that an older copy will do.
      const answers = await readAfresh(() => call(now.map(({ question }) => question)))
      if (answers.length !== now.length) throw new Error('each who asks gets an answer')
      for (const [at, answer] of answers.entries()) now[at]?.resolve(answer)
    } catch (error) {
      for (const { reject } of now) reject(error)
    } finally {
      running -= 1
      begin()
    }
  }
  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, key: keyOf(question), resolve, reject })
      if (due) return
      if (!mayBegin()) return wait()
      due = true
      setImmediate(begin)
    })
}

const MOST_PLACES = 1000

/** The same where each call belongs to one place (a dialogue): who asks about another goes in another call. */
export function gatheringIn<Question extends { readonly place: string }, Answer>(
  options: Gathering,
  call: (place: string, questions: readonly Question[]) => Promise<readonly Answer[]>,
  keyOf?: (question: Question) => string | null,
): (question: Question) => Promise<Answer> {
  const places = new Map<string, (question: Question) => Promise<Answer>>()
  return (question) => {
    const { place } = question
    const known = places.get(place)
    if (known !== undefined) return known(question)
    // Those under way end by themselves.
    if (places.size >= MOST_PLACES) places.clear()
    const one = gathering<Question, Answer>(options, (questions) => call(place, questions), keyOf)
    places.set(place, one)
    return one(question)
  }
}

/** Who comes twice goes the second time in a later call. */
function split<One extends { readonly key: string | null }>(waiting: readonly One[], most: number): { now: One[]; later: One[] } {
  const keys = new Set<string>()
  const now: One[] = []
  const later: One[] = []
  for (const one of waiting) {
    if (now.length < most && (one.key === null || !keys.has(one.key))) now.push(one)
    else later.push(one)
    if (one.key !== null) keys.add(one.key)
  }
  return { now, later }
}

/** One of its kind for each of what it belongs to (a database), as long as that is there. */
export function oneForEach<Of extends object, Made>(make: (of: Of) => Made): (of: Of) => Made {
  const made = new WeakMap<Of, Made>()
  return (of) => {
    const known = made.get(of)
    if (known !== undefined) return known
    const one = make(of)
    made.set(of, one)
    return one
  }
}
