import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { ED25519, policyOf, readPolicy, readVkey, type Policy, type PolicyFaultCode } from '#merkle-log'
import type { Asked } from './asked.ts'
import { codeOf, InputRefused, WrongUse } from './faults.ts'
import { harmless } from './terminal.ts'

const WRONG: Readonly<Record<PolicyFaultCode, string>> = {
  character: 'it holds a control character',
  word: 'it begins with none of log, witness, group, quorum and #',
  form: 'it has too few or too many words, or the name "none"',
  key: 'its key is none, or not of the sort that belongs there',
  duplicate: 'it names somebody a second time',
  'unknown-name': 'it names somebody whom no line before it does',
  threshold: 'its number is none of 1 to the number of its members, "any" or "all"',
  quorum: 'there must be one line that begins with quorum, and no other',
}

/** Whose word counts: --policy names a file of c2sp.org/tlog-policy, --key is the key of a log or a file that holds it. */
export function trustIn(asked: Asked): Policy {
  const [policy, key] = [asked.value('policy'), asked.value('key')]
  if (policy !== null && key !== null) throw new WrongUse('Give either --policy or --key: a policy names the key of the log.')
  if (policy !== null) return policyIn(policy)
  if (key !== null) return policyOf(logKey(key, '--key'))
  throw new WrongUse(
    'A log is checked with its key: --key <key or file>, or --policy <file>. Take it from somebody whom you believe; a log that lies gives out another key as well.',
  )
}

export function policyIn(file: string): Policy {
  const read = readPolicy(textIn(file, '--policy'))
  if (!('fault' in read)) return read
  const where = read.line === 0 ? '' : ` Line ${read.line}:`
  throw new InputRefused(`${resolve(file)} is no policy.${where} ${WRONG[read.fault]}.`)
}

/** The key of a log as it is written in one line, or the file that holds it. */
export function logKey(given: string, option: string) {
  const key = readVkey(given.trim()) ?? readVkey(textIn(given, option).trim())
  if (key?.algorithm === ED25519) return key
  throw new InputRefused(`${option} is no key of a log: <name>+<8 hex digits>+<base64>, in one line.`)
}

export function textIn(file: string, option: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw new InputRefused(`There is no file ${harmless(resolve(file), 200)} (${option}).`)
    throw new InputRefused(`${harmless(resolve(file), 200)} cannot be read (${codeOf(error)}).`)
  }
}
