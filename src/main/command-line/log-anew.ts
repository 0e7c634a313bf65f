import { policyOf, readCheckpoint, readVkey, type Checked } from '#merkle-log'
import { readEntry } from '../../modules/transparency/module.ts'
import { openLogPlace } from './log-place.ts'
import { harmless, type Terminal } from './terminal.ts'
import { auditAt, own, told, type Told } from './log-told.ts'

/** The first entry of a log and its last, as far as they were read. */
export type Ends = { readonly first: Uint8Array | null; readonly last: Uint8Array | null }

/** The same as `auditAt`, and what stands at its ends. */
export async function auditEnds(
  ...[given, policy, since, terminal, each]: Parameters<typeof auditAt>
): Promise<Checked & { readonly ends: Ends }> {
  let [first, last]: [Uint8Array | null, Uint8Array | null] = [null, null]
  const checked = await auditAt(given, policy, since, terminal, (index, entry) => {
    if (index === 0) first = entry.slice()
    last = entry.slice()
    each?.(index, entry)
  })
  return { ...checked, ends: { first, last } }
}

type Begun = {
  readonly why: string
  readonly day: string
  readonly origin: string
  readonly size: number
  readonly root: string
  readonly key: string | null
}

const WHY: Readonly<Record<string, string>> = { lost: 'its key was lost', stolen: 'its key was stolen', replaced: 'its key was replaced' }
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What the first entry of a log says came before it; null: it begins with nothing before it. */
function begunIn(first: Uint8Array | null): Begun | null {
  const read = first === null ? null : readEntry(first)
  const before: unknown = read?.t === 'log.begun' ? read.fields['before'] : null
  if (read === null || typeof before !== 'object' || before === null || !('origin' in before)) return null
  const { origin, size = 0, root, key } = before as Readonly<Record<string, unknown>>
  const told = { origin: textOf(origin), size: typeof size === 'number' ? size : 0, root: textOf(root) }
  return { why: textOf(read.fields['why']), day: read.day, ...told, key: typeof key === 'string' ? key : null }
}

/** Which key the last entry of a log names for the log that follows it; null: none. */
function nextIn(last: Uint8Array | null): string | null {
  const read = last === null ? null : readEntry(last)
  return read?.t === 'log.ended' ? textOf(read.fields['next']) : null
}

/** What a log says itself of the one before it and of the one after it. */
export function endsTold({ first, last }: Ends): readonly Told[] {
  const [begun, next] = [begunIn(first), nextIn(last)]
  return [
    ...(begun === null
      ? []
      : [
          own(
            'note',
            'log.begun',
            `This log was begun on ${begun.day}, after ${begun.origin} with ${begun.size} entries: ${WHY[begun.why] ?? 'it does not say why'}.`,
          ),
        ]),
    ...(next === null ? [] : [own('note', 'log.ended', `This log has ended. Its key names the key of the log that follows it: ${next}`)]),
  ]
}

type Older = {
  readonly given: string
  readonly since: string
  readonly ends: Ends
  readonly keys: readonly string[]
  readonly terminal: Terminal
}

/**
 * What an older checkpoint says where it is of the log before this one: that one is read too, must begin with it and be what this one says it was, and
 * either its key names this one's, or nobody vouches. Null: it is of neither.
 */
export async function olderLogTold({ given, since, ends, keys, terminal }: Older): Promise<readonly Told[] | null> {
  const begun = begunIn(ends.first)
  if (begun === null || readCheckpoint(since)?.checkpoint.origin !== begun.origin) return null
  const key = begun.key === null ? null : readVkey(begun.key)
  const place = placeBefore(given, begun.origin)
  if (key === null) return [own('fails', 'older.unknown-key', `With which key ${begun.origin} was signed, this log does not know to say.`)]
  if ((await openLogPlace(place).checkpoint()) === null)
    return [
      own('fails', 'older.away', `The log before this one is not at ${harmless(place)}, so your checkpoint can be compared with nothing.`),
    ]
  const { checkpoint: head, findings, ends: old } = await auditEnds(place, policyOf(key), since, terminal)
  const same = head !== null && head.size === begun.size && Buffer.from(head.root).toString('base64') === begun.root
  const named = nextIn(old.last)
  const vouched = named !== null && keys.includes(named)
  return [
    ...findings.filter(({ code }) => code !== 'quorum.none').map(told),
    same
      ? own('holds', 'log.follows', `This log says of the one before it what that one is: ${begun.size} entries, and the same root.`)
      : own('fails', 'log.follows', 'The log before this one is not what this one says it was.'),
    vouched
      ? own('holds', 'log.vouched', 'A new log was begun, and the old key vouches for it: the last entry under it names the new key.')
      : own(
          'note',
          'log.unvouched',
          'A new log was begun, and the old key does not vouch for it. Ask whoever runs the hub, by another way, whether it is theirs.',
        ),
  ]
}

/** The log before lies beside it: without a number where it was the first, else in a folder with its own. */
function placeBefore(given: string, origin: string): string {
  const base = given.replace(/\/*$/, '').replace(/\/\d+$/, '')
  const [, number] = /\/log\/(\d+)$/.exec(origin) ?? []
  return number === undefined ? base : `${base}/${number}`
}
