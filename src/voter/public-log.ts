import {
  audit,
  checkCheckpoint,
  consistencyProof,
  ED25519,
  FileMissing,
  inclusionProof,
  leafHash,
  policyOf,
  readCheckpoint,
  readVkey,
  rootAt,
  verifyConsistency,
  verifyInclusion,
  type Checkpoint,
  type Policy,
  type VerifyEd25519,
} from '#merkle-log'
import type { Electorate } from '#hidden-ballot'
import { keepHead, keptHead } from './kept.ts'
import type { Look } from './asking.ts'
import type { Answered } from './hub.ts'
import { logOf, Unreachable, type Log, type LogFiles } from './log-files.ts'
import type { Outside, Store } from './outside.ts'

/** Who says that everybody is shown the same log: the hub `hub`, and these witnesses. `size`: how many entries it has. */
export type Vouched = { readonly hub: string; readonly witnesses: readonly string[]; readonly size: number }

export type LogFault =
  | 'log.unreachable'
  | 'log.stands'
  | 'log.broken'
  | 'log.changed'
  | 'log.key-missing'
  | 'log.other-key'
  | 'log.two-keys'

/** Whether it is a reason not to go on, and not only to wait: then a credential that is here already is not shown to the box either. */
export const isAlarm = (looked: Answered<Vouched> | null): boolean =>
  looked?.ok === false && looked.fault !== 'log.unreachable' && looked.fault !== 'log.stands'

type Head = {
  readonly files: LogFiles
  readonly earlier: number
  readonly checkpoint: Checkpoint
  readonly note: string
  readonly policy: Policy
  readonly witnesses: readonly string[]
}
type Wanted = { readonly electorate: Electorate; readonly memory: Store }

/**
 * Before a key is used: it must stand in the public log, where everybody sees it, as the only one of these voters. A hub that gave each voter a key of
 * their own, to know them again by it, would have to show as many there.
 */
export async function lookInLog(log: Log, { electorate, memory }: Wanted): Promise<Answered<Vouched>> {
  return guarded(log, memory, async (head) => {
    const changed = await memoryFault(head, keptHead(memory, log.hub))
    if (changed !== null) return changed
    keepHead(memory, log.hub, head.note)
    const listed = await log.entries(electorate.dialogue)
    // More than a part of them can be no honest list: an electorate has one.
    if (listed.before !== null) return 'log.two-keys'
    const { size, root } = head.checkpoint
    const sets: string[] = []
    let proven = 0
    for (const { index: number, entry } of listed.entries) {
      const told = electorateIn(entry, electorate.dialogue)
      const index = number - head.earlier
      if (told === null || index >= size) continue
      sets.push(told)
      // In a log before this one: it proves nothing here, and may only be a reason not to go on.
      if (index < 0) continue
      proven += 1
      const proof = await inclusionProof(index, size, head.files.tile)
      const leaf = leafHash(new TextEncoder().encode(entry))
      if (!verifyInclusion({ index, size, root, leaf, proof })) return 'log.broken'
    }
    return proven === 0 ? 'log.key-missing' : keysFault(sets, log, electorate)
  })
}

/** On pages of the account: in the log of the hub that served them. */
export const lookingHere =
  (outside: Outside, hub: string): Look =>
  async (wanted) =>
    lookInLog(logOf(outside, { base: '', hub }), wanted)

/** The same without believing any list: every entry is read. What a hub left out of its answers is found. */
export async function readWholeLog(log: Log, { electorate, memory }: Wanted): Promise<Answered<Vouched>> {
  return guarded(log, memory, async ({ note, policy, files }) => {
    const sets: string[] = []
    const since = keptHead(memory, log.hub)
    const entry = (_index: number, bytes: Uint8Array): void => {
      const told = electorateIn(new TextDecoder().decode(bytes), electorate.dialogue)
      if (told !== null) sets.push(told)
    }
    const { findings } = await audit(
      { checkpoint: note, since, reader: { tile: files.tile, entries: files.bundle }, policy },
      { verify, entry },
    )
    const faults = findings.filter(({ outcome, code }) => outcome === 'fails' && !code.startsWith('witness.')).map(({ code }) => code)
    if (faults.some((code) => isChange.test(code))) return 'log.changed'
    if (faults.length > 0) return 'log.broken'
    keepHead(memory, log.hub, note)
    return keysFault(sets, log, electorate)
  })
}

const isChange = /^older\.|^consistency\.(broken|split|shorter)$/

async function guarded(log: Log, memory: Store, look: (head: Head) => Promise<LogFault | null>): Promise<Answered<Vouched>> {
  const refused = (fault: LogFault) => ({ ok: false as const, fault, detail: null })
  try {
    const head = await headOf(log, memory)
    if (typeof head === 'string') return refused(head)
    const fault = await look(head)
    if (fault !== null) return refused(fault)
    return { ok: true, value: { hub: log.hub, witnesses: head.witnesses, size: head.checkpoint.size } }
  } catch (error) {
    if (error instanceof FileMissing) return refused('log.broken')
    if (error instanceof Unreachable) return refused('log.unreachable')
    throw error
  }
}

/** The newest head, signed with the key that signed what this device saw before. */
async function headOf(log: Log, memory: Store): Promise<Head | LogFault> {
  const told = await log.told()
  if (told.standsSince !== null || told.key === null) return 'log.stands'
  const key = readVkey(told.key)
  const folder = key?.algorithm === ED25519 ? folderOf(key.name, log.hub) : null
  if (key === null || folder === null) return 'log.broken'
  const witnesses = told.witnesses.flatMap(({ name, key: text }) => {
    const own = readVkey(text)
    return own === null ? [] : [{ name, key: own, url: null }]
  })
  const files = log.files(folder)
  const note = await files.checkpoint()
  if (note === null) return 'log.stands'
  const policy = { ...policyOf(key), witnesses }
  const { checkpoint, witnessed } = await checkCheckpoint(note, policy, verify)
  if (checkpoint === null) return 'log.broken'
  const before = keptHead(memory, log.hub)
  // Another key is another log, whatever it says of the past.
  if (before !== null && (await checkCheckpoint(before, policy, verify)).checkpoint === null) return 'log.changed'
  return { files, earlier: told.earlier, checkpoint, note, policy, witnesses: [...new Set(witnessed.map(({ name }) => name))] }
}

/** Where the files of that log lie; null: it is none of this hub's. A log whose key was lost or exchanged is followed by another of a number. */
function folderOf(name: string, hub: string): string | null {
  if (name === `${hub}/log`) return ''
  const [, number] = /^([2-9]|[1-9]\d{1,8})$/.exec(name.startsWith(`${hub}/log/`) ? name.slice(hub.length + 5) : '') ?? []
  return number === undefined ? null : `${number}/`
}

/** Whether the log begins with what this device saw of it last. Nobody is told that a past was rewritten where files may only be damaged. */
async function memoryFault({ checkpoint, files }: Head, kept: string | null): Promise<LogFault | null> {
  const from = readCheckpoint(kept ?? '')?.checkpoint
  if (from === undefined) return null
  if (from.size > checkpoint.size) return 'log.changed'
  const proof = await consistencyProof(from.size, checkpoint.size, files.tile)
  if (verifyConsistency({ from, to: checkpoint, proof })) return null
  const root = await rootAt(checkpoint.size, files.tile)
  return root.every((byte, at) => byte === checkpoint.root[at]) ? 'log.changed' : 'log.broken'
}

function keysFault(sets: readonly string[], { hub }: Log, electorate: Electorate): LogFault | null {
  if (sets.length === 0) return 'log.key-missing'
  if (new Set(sets).size > 1) return 'log.two-keys'
  return sets[0] === keysWanted(hub, electorate) ? null : 'log.other-key'
}

/** The hub of the votes tells the keys of all issuers; an issuer elsewhere tells its own alone. */
function keysWanted(log: string, { hub, class: of, issuers }: Electorate): string {
  const own = issuers.filter(({ name }) => name === log)
  return written(
    hub,
    of,
    (log === hub || own.length === 0 ? issuers : own).map(({ key }) => key),
  )
}

/** Hub and class count like keys: each is signed with the voter's key, so one of somebody's own would be as good a mark. */
const written = (hub: unknown, of: unknown, keys: readonly unknown[]): string => JSON.stringify([hub, of, keys.map(String).toSorted()])

/** Whose voters an entry is about and which keys it names for them; null: it is about something else than this dialogue's. */
function electorateIn(entry: string, dialogue: string): string | null {
  // Cheap first: nearly all entries are about something else.
  if (!entry.includes(dialogue) || !entry.includes('issuer.key')) return null
  const fields = fieldsIn(entry)
  if (fields.get('t') !== 'issuer.key' || fields.get('dialogue') !== dialogue) return null
  const keys = ['key', 'other_key'].flatMap((name) => (fields.has(name) ? [fields.get(name)] : []))
  return written(fields.get('hub'), fields.get('class'), keys)
}

function fieldsIn(entry: string): ReadonlyMap<string, unknown> {
  try {
    const held: unknown = JSON.parse(entry)
    return new Map<string, unknown>(typeof held === 'object' && held !== null ? Object.entries(held) : [])
  } catch {
    return new Map()
  }
}

const verify: VerifyEd25519 = async (publicKey, message, signature) => {
  const key = await crypto.subtle.importKey('raw', Uint8Array.from(publicKey), 'Ed25519', false, ['verify']).catch(() => null)
  return key !== null && crypto.subtle.verify('Ed25519', key, Uint8Array.from(signature), Uint8Array.from(message))
}
