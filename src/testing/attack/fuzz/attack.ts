import { makeCase, type Case, type Made } from './cases.ts'
import { doorAt } from './doors.ts'
import type { Attacked } from './ground.ts'
import { faultsOf } from './oracle.ts'
import type { Written } from './rows.ts'
import { addressIn, send, type Answer } from './sending.ts'

export type Tally = {
  requests: number
  refused: number
  taken: number
  waiting: number
  /** Doors that a request got to, and those that answered with anything else than that there is nothing. */
  readonly reached: Set<string>
  readonly opened: Set<string>
  readonly statuses: Map<number, number>
}

export const newTally = (): Tally => ({
  ...{ requests: 0, refused: 0, taken: 0, waiting: 0 },
  reached: new Set(),
  opened: new Set(),
  statuses: new Map(),
})

const BETWEEN_WAITS = 25

/** Sends the cases one after the other; each fault is a sentence with the line that does it again. */
export async function attack(ground: Attacked, cases: readonly Case[], tally: Tally): Promise<readonly string[]> {
  const found: string[] = []
  for (const [at, one] of cases.entries()) {
    if (at % BETWEEN_WAITS === 0) ground.wait()
    const made = await makeCase(one, ground)
    const before = await ground.rows.mark()
    const answers = await send(ground.stage.hub, made, ground.cookiesOf.get(made.who) ?? new Map())
    const written = await ground.rows.since(before)
    const faults = answers.flatMap((answer) => faultsOf(made, answer))
    faults.push(...rowFaults(answers, written))
    const log = ground.faults().map((line) => shortened(line))
    for (const answer of answers) count(ground, one, answer, tally)
    if (faults.length > 0) found.push(told(ground.seed, one, made, [...new Set(faults), ...log]))
  }
  return found
}

function count({ stage }: Attacked, { door }: Case, { method, path, status, text }: Answer, tally: Tally): void {
  tally.requests += 1
  tally.statuses.set(status, (tally.statuses.get(status) ?? 0) + 1)
  if (status === 429) tally.waiting += 1
  else if (status >= 400) tally.refused += 1
  else tally.taken += 1
  const there =
    door.operation === null ? doorAt(stage.hub, method, path) === door.key : !(status === 404 && text.includes('"page.missing"'))
  if (!there || status === 429) return
  tally.reached.add(door.key)
  if (status !== 404) tally.opened.add(door.key)
}

/** What is written although nothing was done: by whoever only reads, or was refused. */
const BY_READING: Readonly<Record<string, string>> = {
  session: 'when it was last used',
  notices_state: 'that news were seen',
  call: 'how often its page was opened, as a number',
  community_member: 'on which day whoever leads was last here, which is told',
  search_entry: 'what the deed before changed is made findable after its answer',
  search_word: 'the words of that',
}
/** What is written and told to nobody. */
const UNTOLD: Readonly<Record<string, string>> = {
  ...BY_READING,
  pulse_answered: 'an event would say when somebody answered',
  pulse_count: 'the same',
  ballot_waiting: 'an event would say when somebody voted',
  following_state: 'a row that is empty is kept to be held, also of whoever followed nothing',
  abroad_steward: 'who offers again says it in other words, and it is one offer',
  post: 'a question that is said to be answered again stays answered',
  statement: 'published again it stays what it is, and one decision',
}

export function rowFaults(answers: readonly Answer[], written: Written | null): readonly string[] {
  if (written === null) return []
  const found: string[] = []
  const among = (known: Readonly<Record<string, string>>) => [...written.fresh.keys()].filter((table) => !Object.hasOwn(known, table))
  const allRefused = answers.every(({ status }) => status >= 400)
  const onlyRead = answers.every(({ method }) => method === 'GET' || method === 'HEAD')
  const looked = written.fresh.has('community_member')
  const [byReading, untold] = [among(looked ? { ...BY_READING, event: 'of that look' } : BY_READING), among(UNTOLD)]
  if (allRefused && byReading.length > 0) found.push(`was refused and wrote to ${byReading.join(', ')}`)
  else if (onlyRead && byReading.length > 0) found.push(`only reads and wrote to ${byReading.join(', ')}`)
  else if (untold.length > 0 && !written.fresh.has('event')) found.push(`wrote to ${untold.join(', ')} and told nothing of it`)
  const fewer = (written.fewer ?? []).filter((table) => !Object.hasOwn(BY_READING, table))
  if (allRefused && fewer.length > 0) found.push(`was refused and took rows from ${fewer.join(', ')}`)
  return found
}

function told(seed: number, { name }: Case, made: Made, faults: readonly string[]): string {
  const { who, what, draft, locale } = made
  const body = draft.fields ?? draft.json
  const sent = body === undefined || body === null ? '' : ` ${JSON.stringify(body).slice(0, 300)}`
  return [
    `${draft.method} ${addressIn(draft, locale).slice(0, 200)} as ${who} (${what})${sent}`,
    ...faults.map((one) => `  ${one}`),
    `  again: ATTACK_SEED=${seed} ATTACK_ONLY='${name}' npm exec -- vitest run src/testing/attack/fuzz`,
  ].join('\n')
}

/** Of a line of the log what says where it happened. */
function shortened(line: string): string {
  const said: unknown = JSON.parse(line)
  const error = typeof said === 'object' && said !== null && 'err' in said ? said.err : null
  const stack = typeof error === 'object' && error !== null && 'stack' in error ? String(error.stack) : line
  return stack
    .split('\n')
    .filter((one, at) => at === 0 || /src\/(modules|web|core|main|platform)/.test(one))
    .slice(0, 5)
    .join(' | ')
    .slice(0, 500)
}
