import { timeMark } from '../rules.ts'

/** A piece of what was said: from when, until when where that is known, by whom where it says so. */
export type TimedLine = { readonly startsMs: number; readonly endsMs: number | null; readonly label: string | null; readonly text: string }

const TIME = String.raw`(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?`
const ARROW = new RegExp(String.raw`^\s*${TIME}\s*-->\s*${TIME}`)
const PLAIN = new RegExp(String.raw`^\[?${TIME}\]?\s*[-–—]?\s*(.*)$`)
/** A name of a few words before a colon; what ends a sentence is in no name. */
const NAMED = /^([^:.!?؟]{1,60}?)\s*:\s+(.*)$/su
const VOICE = /^<v(?:\.[^\s>]+)?\s+([^>]+)>/i
const TAG = /<[^>]*>/g

/**
 * WebVTT, SubRip, or plain lines ("00:12 Name: text"; what has no time belongs to the line before it). Null where nothing in it has a time.
 */
export function readTimedText(source: string): readonly TimedLine[] | null {
  const text = source.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n')
  const lines = text.includes('-->') ? readCues(text) : readPlain(text)
  const kept = lines.filter((line) => line.text !== '').toSorted((a, b) => a.startsMs - b.startsMs)
  return kept.length === 0 ? null : kept
}

/** Blocks between empty lines; one without an arrow (the head, notes, styles) is none that somebody said. */
function readCues(text: string): TimedLine[] {
  return text.split(/\n{2,}/).flatMap((block) => {
    const rows = block.split('\n')
    const at = rows.findIndex((row) => row.includes('-->'))
    const times = at === -1 ? null : ARROW.exec(rows[at] ?? '')
    if (times === null) return []
    const body = rows
      .slice(at + 1)
      .join(' ')
      .trim()
    const voice = VOICE.exec(body)?.[1]?.trim() ?? null
    const said = named(unescaped(body.replaceAll(TAG, '')).replaceAll(/\s+/g, ' ').trim(), voice)
    return [{ startsMs: millis(times.slice(1, 5)), endsMs: millis(times.slice(5, 9)), ...said }]
  })
}

function readPlain(text: string): TimedLine[] {
  const lines: TimedLine[] = []
  for (const row of text.split('\n')) {
    const found = PLAIN.exec(row.trim())
    const last = lines.at(-1)
    if (found !== null) lines.push({ startsMs: millis(found.slice(1, 5)), endsMs: null, ...named((found[5] ?? '').trim(), null) })
    else if (last !== undefined && row.trim() !== '') lines[lines.length - 1] = { ...last, text: `${last.text} ${row.trim()}`.trim() }
  }
  return lines
}

function named(text: string, voice: string | null): Pick<TimedLine, 'label' | 'text'> {
  const found = voice === null ? NAMED.exec(text) : null
  return found === null ? { label: voice, text } : { label: (found[1] ?? '').trim(), text: (found[2] ?? '').trim() }
}

function millis([hours, minutes, seconds, part]: readonly (string | undefined)[]): number {
  return ((Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds ?? 0)) * 1000 + Number((part ?? '').padEnd(3, '0'))
}

const ESCAPES: readonly (readonly [string, string])[] = [
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&nbsp;', '\u00A0'],
  ['&amp;', '&'],
]
const unescaped = (text: string): string => ESCAPES.reduce((so, [code, sign]) => so.replaceAll(code, sign), text)
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** How long a line stands whose end nobody told, where none follows it. */
const LAST_MS = 5000

export type WrittenLine = {
  readonly startsMs: number
  readonly endsMs: number | null
  readonly speaker: string | null
  readonly text: string
}

export function writeVtt(lines: readonly WrittenLine[], language: string): string {
  const cues = lines.map(({ startsMs, endsMs, speaker, text }, at) => {
    const end = Math.max(endsMs ?? lines[at + 1]?.startsMs ?? startsMs + LAST_MS, startsMs + 1)
    // No ">" may stand in the name of a voice, and no arrow in what was said.
    const voice = speaker === null ? '' : `<v ${escaped(speaker.replaceAll(/[\n>]/g, ' '))}>`
    return `${timeMark(startsMs, true)} --> ${timeMark(end, true)}\n${voice}${escaped(text.replaceAll(/\s*\n+\s*/g, ' '))}`
  })
  return `WEBVTT\nLanguage: ${language}\n\n${cues.join('\n\n')}\n`
}

export const writePlain = (lines: readonly WrittenLine[]): string =>
  lines.map(({ startsMs, speaker, text }) => `${timeMark(startsMs)} ${speaker === null ? '' : `${speaker}: `}${text}`).join('\n') + '\n'
