/** groups.json: `{"<participant id>": "<group id>"}`, groups that somebody made elsewhere and hands in. */
import { FaultList, quotation } from './faults.ts'
import type { Fault } from './faults.ts'
import { firstBrokenByte, lineOfByte } from './utf8.ts'

export type GroupsResult = { ok: true; groups: Map<number, string> } | { ok: false; faults: Fault[] }

const PARTICIPANT = /^(?:0|[1-9]\d{0,15})$/
const TEXT = /"[^"\\]*(?:\\.[^"\\]*)*"/y
const GROUP = new RegExp(`${TEXT.source}|(?:0|[1-9]\\d{0,15})(?![\\d.eE])`, 'y')
const SPACE = /[ \t\r\n]*/y

/**
 * Participant ids are whole numbers from 0 to 2^53-1 in quotes; a group id is a text that is not empty, or a whole number, which is taken as
 * the text of its digits. Read by hand and not by JSON.parse, because that tells no line and lets the second of two equal keys win in
 * silence. At most 20 faults; what is not JSON at all ends the reading.
 */
export function readGroups(text: Uint8Array): GroupsResult {
  const faults = new FaultList('groups.json')
  const broken = firstBrokenByte(text)
  if (broken >= 0) faults.add(lineOfByte(text, broken), 'not-utf8')
  if (broken >= 0) return { ok: false, faults: faults.faults }
  if (text.length === 0) faults.add(1, 'file-empty')
  const groups = text.length === 0 ? new Map<number, string>() : new GroupsScanner(new TextDecoder().decode(text), faults).read()
  return faults.faults.length === 0 ? { ok: true, groups } : { ok: false, faults: faults.faults }
}

class GroupsScanner {
  readonly #text: string
  readonly #faults: FaultList
  #at = 0
  #line = 1

  constructor(text: string, faults: FaultList) {
    this.#text = text
    this.#faults = faults
  }

  read(): Map<number, string> {
    const groups = new Map<number, string>()
    const firstLines = new Map<number, number>()
    let whole = this.#take('{')
    let more = whole && !this.#take('}')
    while (more && !this.#faults.full) {
      whole = this.#entry(groups, firstLines)
      more = whole && this.#take(',')
      if (whole && !more) whole = this.#take('}')
    }
    this.#skipSpace()
    if (!this.#faults.full && (!whole || this.#at < this.#text.length)) this.#break()
    return groups
  }

  /** One key and its value; false where the text is not JSON there. */
  #entry(groups: Map<number, string>, firstLines: Map<number, number>): boolean {
    this.#skipSpace()
    const line = this.#line
    const key = this.#match(TEXT)
    if (key === null || !this.#take(':')) return false
    this.#skipSpace()
    const value = this.#match(GROUP)
    if (value === null) return false
    const name = textOf(key)
    const group = textOf(value)
    if (name === null || group === null) return false
    const participant = PARTICIPANT.test(name) ? Number(name) : -1
    const first = firstLines.get(participant)
    const data = { participant: name }
    if (participant < 0) this.#wrongParticipant(name, line)
    else if (participant > Number.MAX_SAFE_INTEGER) this.#tooLarge(name, line)
    else if (first !== undefined) this.#faults.add(line, 'participant-twice', { ...data, first })
    else if (group === '') this.#faults.add(line, 'group-empty', data)
    else groups.set(participant, group)
    if (first === undefined) firstLines.set(participant, line)
    return true
  }

  #wrongParticipant(name: string, line: number): void {
    const data = { column: 'participant', value: quotation(name) }
    if (/^[1-9]\d{16,}$/.test(name)) this.#tooLarge(name, line)
    else this.#faults.add(line, /^-\d+$/.test(name) ? 'number-negative' : 'number-not-whole', data)
  }

  #tooLarge(name: string, line: number): void {
    const most = Number.MAX_SAFE_INTEGER
    this.#faults.add(line, 'number-too-large', { column: 'participant', value: quotation(name), most })
  }

  #break(): void {
    const rest = this.#text.slice(this.#at, this.#at + 20)
    this.#faults.add(this.#line, 'json-broken', { found: quotation(rest.trim()) })
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)
    if (found === null) return null
    this.#at = pattern.lastIndex
    return found[0]
  }

  #take(sign: string): boolean {
    this.#skipSpace()
    if (this.#text[this.#at] !== sign) return false
    this.#at += 1
    return true
  }

  #skipSpace(): void {
    for (const character of this.#match(SPACE) ?? '') if (character === '\n') this.#line += 1
  }
}

/** What a JSON text or whole number says; null for a text with a wrong escape or a bare control character in it. */
function textOf(token: string): string | null {
  if (!token.startsWith('"')) return token
  try {
    return JSON.parse(token) as string
  } catch {
    return null
  }
}
