import type { Citable, Source } from '../core/citable.ts'
import { citables } from '../main/rooms.ts'

export type StagedSources = {
  /** By id; a test adds to it, corrects and withdraws. */
  readonly said: Map<string, Source>
  /** The rooms are the same for all tests of a process: what was staged goes with its test. */
  end(): void
}

/** Sources of those sorts, so that a room that cites is tested without the rooms that are cited. */
export function stageSources(...sorts: readonly string[]): StagedSources {
  const said = new Map<string, Source>()
  const staged = sorts.map((sort): Citable => {
    const own = (one: Source | undefined): readonly Source[] => (one?.sort === sort ? [one] : [])
    return {
      sort,
      takenBy: [],
      ofSession: async (_db, session) => [...said.values()].filter((one) => one.session === session).flatMap(own),
      byIds: async (_db, ids) => ids.flatMap((id) => own(said.get(id))),
    }
  })
  citables.push(...staged)
  return { said, end: () => void citables.splice(0, citables.length, ...citables.filter((one) => !staged.includes(one))) }
}
