import { fieldsOf, isText, listOf, mostSeq, numberFrom, orNull, type Guard } from '#hidden-ballot'
import { bundlePath, tilePath, type BundleName, type TileName } from '#merkle-log'
import { asked } from './hub.ts'
import type { Outside } from './outside.ts'

const isCount = numberFrom(0, mostSeq)
type LogTold = {
  readonly key: string | null
  readonly witnesses: readonly { readonly name: string; readonly key: string }[]
  readonly standsSince: string | null
  /** How many entries of the record stand in logs before this one, whose keys are gone. */
  readonly earlier: number
}
const isLogTold = fieldsOf<LogTold>({
  key: orNull(isText),
  witnesses: listOf(fieldsOf<LogTold['witnesses'][number]>({ name: isText, key: isText })),
  standsSince: orNull(isText),
  earlier: isCount,
})
type Entries = {
  readonly entries: readonly { readonly index: number; readonly kind: string; readonly day: string; readonly entry: string }[]
  readonly before: number | null
}
const isEntries = fieldsOf<Entries>({
  entries: listOf(fieldsOf<Entries['entries'][number]>({ index: isCount, kind: isText, day: isText, entry: isText })),
  before: orNull(isCount),
})

/** The public log of the hub `hub`, as files and answers that know nobody: no cookie, and nothing that says who asks. `base` as for the box. */
export function logOf({ fetch }: Pick<Outside, 'fetch'>, { base, hub }: { readonly base: string; readonly hub: string }) {
  const init: RequestInit = { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' }
  const answered = async <T>(path: string, guard: Guard<T>): Promise<T> => {
    const answer = await asked(fetch, { address: `${base}${path}`, init }, guard)
    if (!answer.ok) throw new Unreachable()
    return answer.value
  }
  const file = async (path: string): Promise<Uint8Array | null> => {
    const answer = await fetch(`${base}/log/${path}`, init).catch(() => null)
    // What is not there is the log's fault; a hub that is busy is asked again later.
    if (answer?.ok !== true && answer?.status !== 404) throw new Unreachable()
    return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : null
  }
  return {
    hub,
    told: async () => answered('/api/log', isLogTold),
    entries: async (dialogue: string) => answered(`/api/record?kind=issuer.key&scope=${encodeURIComponent(dialogue)}`, isEntries),
    /** `folder`: '' of its first log, `2/` of the second. */
    files: (folder: string) => ({
      async checkpoint(): Promise<string | null> {
        const bytes = await file(`${folder}checkpoint`)
        return bytes === null ? null : new TextDecoder().decode(bytes)
      },
      tile: async (tile: TileName) => file(`${folder}${tilePath(tile)}`),
      bundle: async (bundle: BundleName) => file(`${folder}${bundlePath(bundle)}`),
    }),
  }
}

/** The log was asked and gave no answer that can be read: neither good nor bad. */
export class Unreachable extends Error {
  override name = 'Unreachable'
}

export type Log = ReturnType<typeof logOf>
export type LogFiles = ReturnType<Log['files']>
