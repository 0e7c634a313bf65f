import type { CastName } from './cast.ts'
import { refusalOf } from './dialogues.ts'
import { NOON, type Hub } from './hub.ts'

// Commitments of bodies of the cast, made and read as programs do.

const DAY = 86_400_000
export const at = (days: number): Date => new Date(NOON.getTime() + days * DAY)
export const day = (days: number): string => at(days).toISOString().slice(0, 10)

export const PLAN = {
  ...{ title: 'Open ten libraries', text: 'Ten libraries with a network.', language: 'en', owner: 'Directorate of Culture' },
  ...{ startsOn: day(0), dueOn: day(200), sdgs: [4, 16] },
}
type Done = { readonly id: string; readonly path: string }

type Read = {
  readonly status: string
  readonly silent: boolean
  readonly dueOn: string
  readonly firstDueOn: string
  readonly checkedOn: string | null
  readonly edition: string | null
  readonly wordings: readonly { language: string; version: number; title: string; follows: number | null }[]
  readonly supporters: readonly { name: string }[]
  readonly indicators: readonly { progress: number | null; measurements: readonly object[] }[]
  readonly evidence: readonly { text: string; checked: boolean }[]
  readonly unanswered: number
  readonly practice: string | null
  readonly questions: readonly {
    readonly number: number
    readonly text: string | null
    readonly state: string
    readonly own: boolean
    readonly answer: { readonly text: string } | null
  }[]
  readonly changes: readonly { kind: string; office: string; oldDue: string | null; newDue: string | null }[]
}
type Board = { readonly counts: Record<string, number>; readonly commitments: readonly { id: string; status: string }[] }

/** `made` answers with its id; `refused` with the code of the refusal. */
export function commitmentsOf(hub: () => Hub) {
  const call = (who: CastName | null, method: string, path: string, body?: object) => hub().as(who).api(method, path, body)
  async function done(who: CastName, method: string, path: string, body: object): Promise<Done> {
    const answer = await call(who, method, path, body)
    if (answer.status !== 200) throw new Error(await answer.text())
    return (await answer.json()) as Done
  }
  return {
    call,
    done,
    refused: async (who: CastName | null, method: string, path: string, body?: object) =>
      (await refusalOf(await call(who, method, path, body)))[1],
    made: async (more: object = {}, who: CastName = 'aoife') =>
      (await done(who, 'POST', '/commitments', { ...PLAN, lead: hub().cast.bodies.unit, ...more })).id,
    page: async (who: CastName | null, path: string, locale = 'en') => (await hub().as(who, locale).get(path)).text(),
    status: async (who: CastName | null, path: string) => (await hub().as(who).get(path)).status,
    read: async (id: string): Promise<Read> => (await (await call(null, 'GET', `/commitments/${id}`)).json()) as Read,
    board: async (query = ''): Promise<Board> => (await (await call(null, 'GET', `/commitments${query}`)).json()) as Board,
  }
}
