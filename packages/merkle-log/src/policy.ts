/** Whose word counts (c2sp.org/tlog-policy): logs, witnesses, and how many of the latter must have signed. */
import { hexOf } from '#base'
import { ED25519, readVkey, vkeyOf, type Key } from './keys.ts'

/** `url`: where it can be reached; null where the file does not say. */
export type PolicyLog = { readonly key: Key; readonly url: string | null }
/** `name`: what the policy calls it, which may be another name than its key's. */
export type PolicyWitness = { readonly name: string; readonly key: Key; readonly url: string | null }
/** `threshold`: so many of the members must have signed. */
export type PolicyGroup = { readonly name: string; readonly threshold: number; readonly members: readonly string[] }
/** `quorum`: the name of a witness or a group; null: no witness is needed. */
export type Policy = {
  readonly logs: readonly PolicyLog[]
  readonly witnesses: readonly PolicyWitness[]
  readonly groups: readonly PolicyGroup[]
  readonly quorum: string | null
}
/** What is wrong, and in which line (from 1 on; 0: in none, something is missing). */
export type PolicyFault = { readonly line: number; readonly fault: PolicyFaultCode }
export type PolicyFaultCode = 'character' | 'word' | 'form' | 'key' | 'duplicate' | 'unknown-name' | 'threshold' | 'quorum'

/** The policy of who knows the key of a log and no witness. */
export const policyOf = (key: Key): Policy => ({ logs: [{ key, url: null }], witnesses: [], groups: [], quorum: null })

type Draft = {
  readonly logs: PolicyLog[]
  readonly witnesses: PolicyWitness[]
  readonly groups: PolicyGroup[]
  /** Members of groups: each name at most once, so that a witness counts in one way alone. */
  readonly taken: Set<string>
  quorum: string | null | undefined
}

export function readPolicy(text: string): Policy | PolicyFault {
  const draft: Draft = { logs: [], witnesses: [], groups: [], taken: new Set(), quorum: undefined }
  for (const [at, line] of text.split('\n').entries()) {
    const fault = readLine(line, draft)
    if (fault !== null) return { line: at + 1, fault }
  }
  const { logs, witnesses, groups, quorum } = draft
  return quorum === undefined ? { line: 0, fault: 'quorum' } : { logs, witnesses, groups, quorum }
}

function readLine(line: string, draft: Draft): PolicyFaultCode | null {
  if (/[^\P{Cc}\t]/u.test(line)) return 'character'
  const [word, ...rest] = line.split(/[ \t]+/).filter((item) => item !== '')
  if (word === undefined || word.startsWith('#')) return null
  if (word === 'log') return readLog(rest, draft)
  if (word === 'witness') return readWitness(rest, draft)
  if (word === 'group') return readGroup(rest, draft)
  return word === 'quorum' ? readQuorum(rest, draft) : 'word'
}

const sameKey = (one: Key, other: Key): boolean => hexOf(one.publicKey) === hexOf(other.publicKey)
const isNamed = ({ witnesses, groups }: Draft, name: string): boolean => [...witnesses, ...groups].some((one) => one.name === name)

function readLog([vkey = '', url, ...more]: readonly string[], draft: Draft): PolicyFaultCode | null {
  const key = readVkey(vkey)
  if (more.length > 0) return 'form'
  if (key?.algorithm !== ED25519) return 'key'
  if (draft.logs.some((log) => sameKey(log.key, key))) return 'duplicate'
  draft.logs.push({ key, url: url ?? null })
  return null
}

function readWitness([name = '', vkey = '', url, ...more]: readonly string[], draft: Draft): PolicyFaultCode | null {
  const key = readVkey(vkey)
  if (more.length > 0 || name === '' || name === 'none') return 'form'
  // A witness with a key of a kind that cannot be checked here is kept: that it has signed is then not known.
  if (key === null || key.algorithm === ED25519) return 'key'
  if (isNamed(draft, name) || draft.witnesses.some((witness) => sameKey(witness.key, key))) return 'duplicate'
  draft.witnesses.push({ name, key, url: url ?? null })
  return null
}

function readGroup([name = '', count = '', ...members]: readonly string[], draft: Draft): PolicyFaultCode | null {
  if (name === '' || name === 'none' || members.length === 0) return 'form'
  if (isNamed(draft, name)) return 'duplicate'
  if (members.some((member) => !isNamed(draft, member))) return 'unknown-name'
  if (members.some((member, at) => draft.taken.has(member) || members.indexOf(member) !== at)) return 'duplicate'
  const threshold = count === 'all' ? members.length : count === 'any' ? 1 : /^[1-9]\d{0,3}$/.test(count) ? Number(count) : 0
  if (threshold < 1 || threshold > members.length) return 'threshold'
  for (const member of members) draft.taken.add(member)
  draft.groups.push({ name, threshold, members })
  return null
}

function readQuorum([name = '', ...more]: readonly string[], draft: Draft): PolicyFaultCode | null {
  if (name === '' || more.length > 0) return 'form'
  if (draft.quorum !== undefined) return 'quorum'
  if (name !== 'none' && !isNamed(draft, name)) return 'unknown-name'
  draft.quorum = name === 'none' ? null : name
  return null
}

/** Whether those that have signed (by their names in the policy) are enough. */
export function hasQuorum({ groups, quorum }: Policy, signed: readonly string[]): boolean {
  if (quorum === null) return true
  const held = new Set(signed)
  // A group knows only names above it, so one pass in the order of the file is enough.
  for (const { name, threshold, members } of groups) if (members.filter((member) => held.has(member)).length >= threshold) held.add(name)
  return held.has(quorum)
}

/** The policy as a file. */
export function writePolicy({ logs, witnesses, groups, quorum }: Policy): string {
  const line = (...items: readonly (string | null)[]): string => `${items.filter((item) => item !== null).join(' ')}\n`
  return [
    ...logs.map(({ key, url }) => line('log', vkeyOf(key), url)),
    ...witnesses.map(({ name, key, url }) => line('witness', name, vkeyOf(key), url)),
    ...groups.map(({ name, threshold, members }) => line('group', name, String(threshold), ...members)),
    line('quorum', quorum ?? 'none'),
  ].join('')
}
