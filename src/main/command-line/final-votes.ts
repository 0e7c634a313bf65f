import type { VoteEvents } from '#polis-form'

/**
 * The votes that count: of each participant on each statement the latest, of equally late ones the later in the file. They stay in the
 * order of the file. The events are first counted out by participant, so that memory holds a few numbers an event and one row of the
 * matrix, and no map of millions of keys.
 */
export function finalVotes(events: VoteEvents): VoteEvents {
  const columns = ranks(events.statements)
  const rows = ranks(events.participants)
  const starts = new Uint32Array(rows.size + 1)
  for (const participant of events.participants) bump(starts, (rows.get(participant) ?? 0) + 1, 1)
  for (let row = 0; row < rows.size; row += 1) bump(starts, row + 1, starts[row] ?? 0)
  const next = starts.slice()
  const byParticipant = new Uint32Array(events.values.length)
  for (const [event, participant] of events.participants.entries()) {
    const row = rows.get(participant) ?? 0
    byParticipant[next[row] ?? 0] = event
    bump(next, row, 1)
  }
  const kept = new Uint8Array(events.values.length)
  const latest = new Int32Array(columns.size)
  for (let row = 0; row < rows.size; row += 1) {
    latest.fill(NONE)
    for (const event of byParticipant.subarray(starts[row], starts[row + 1])) {
      const column = columns.get(events.statements[event] ?? 0) ?? 0
      const before = latest[column] ?? NONE
      if (before !== NONE && (events.at[before] ?? 0) > (events.at[event] ?? 0)) continue
      if (before !== NONE) kept[before] = 0
      kept[event] = 1
      latest[column] = event
    }
  }
  return {
    at: events.at.filter((_, event) => kept[event] === 1),
    statements: events.statements.filter((_, event) => kept[event] === 1),
    participants: events.participants.filter((_, event) => kept[event] === 1),
    values: events.values.filter((_, event) => kept[event] === 1),
  }
}

const NONE = -1

/** Each different id with its place among them, in the order in which they come. */
function ranks(ids: Iterable<number>): Map<number, number> {
  const places = new Map<number, number>()
  for (const id of ids) if (!places.has(id)) places.set(id, places.size)
  return places
}

function bump(column: Uint32Array, at: number, by: number): void {
  column[at] = (column[at] ?? 0) + by
}
