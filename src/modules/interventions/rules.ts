import type { Attribution, Consent, Role, TextForm } from './tables.ts'

export const ROLES = ['panellist', 'participant', 'host', 'chair', 'floor'] as const satisfies readonly Role[]
export const FORMS = ['verbatim', 'summary'] as const satisfies readonly TextForm[]
export const CONSENTS = ['spoken', 'written'] as const satisfies readonly Consent[]
/** What speakers choose among: the name on the run sheet, the name of an identity of theirs, a label for this session, or none of these. */
export const CHOICES = ['speaker', 'identity', 'label', 'none'] as const
export type Choice = (typeof CHOICES)[number]

export const LONGEST = { text: 6000, label: 60, noted: 120, transcript: 200_000 } as const
/** So many interventions one account writes itself in one session. */
export const MOST_OWN = 30
/** And so many stand in it that came through trusted intermediaries. */
export const MOST_UNNAMED = 50
/** The meeting that something comes from is named where at least so many sat there: in a small one everybody knows who said it. */
export const FEWEST_NAMED = 10
/** Parts of a transcript that are picked from at once. */
export const MOST_PARTS = 60
export const ON_A_PAGE = 50

export const RULES = ['on-topic', 'no-personal-data', 'no-attack', 'no-advert'] as const
export const HIDDEN_FOR = [...RULES, 'law'] as const

export const attributionOf = (choice: Choice): Attribution => (choice === 'speaker' || choice === 'identity' ? 'named' : choice)

/** Until the session ends, and after it within its time. */
export const inTime = ({ correctionEndsAt }: { readonly correctionEndsAt: Date | null }, now: Date): boolean =>
  correctionEndsAt === null || now <= correctionEndsAt

/** What somebody said in one go, as a transcript has it; the name as it stands there, or nothing. */
export type Part = { readonly name: string; readonly mark: string; readonly text: string }

const CUE = /^(\d{1,2}:)?\d{1,2}:\d{2}([.,]\d{1,3})?(\s*-->\s*.*)?$/
const MARK = /^\[?((?:\d{1,2}:)?\d{1,2}:\d{2})(?:[.,]\d{1,3})?\]?\s+/
/** No two parts of these patterns take the same letters: a line that never ends its tag is gone through once. */
const VOICE = /^<v(?:\.[^\s>]+)?\s([^<>]+)>/
const TAG = /<\/?[a-z][^<>]*>/gi
/** A name before a colon is short, and begins with a letter; a sentence that has a colon in it does not begin a new part. */
const NAMED = /^(\p{L}[\p{L}\p{M}'’.-]*(?:\s\p{L}[\p{L}\p{M}'’.-]*){0,5})\s?[:：]\s+(?=\S)/u

/**
 * Reads a pasted transcript: WebVTT or SubRip, lines that begin with a time, lines that begin with a name and a colon, or plain paragraphs.
 * Lines that follow one another belong together until another name, or an empty line where nobody is named at all.
 */
export function partsOf(transcript: string): readonly Part[] {
  const parts: (Omit<Part, 'text'> & { readonly texts: string[] })[] = []
  let apart = true
  let mark = ''
  for (const raw of transcript.replace(/^\uFEFF/u, '').split(/\r?\n/)) {
    const line = raw.trim()
    const last = parts.at(-1)
    if (line === '' && last?.name === '') apart = true
    if (line === '' || /^WEBVTT\b/.test(line) || /^\d+$/.test(line)) continue
    if (CUE.test(line)) {
      mark = line.split(/[.,\s]/)[0] ?? ''
      continue
    }
    const { text, ...said } = readLine(line, mark)
    if (last === undefined || apart || (said.name !== '' && said.name !== last.name)) parts.push({ ...said, texts: [text] })
    else last.texts.push(text)
    ;[apart, mark] = [false, '']
  }
  const whole = parts.map(({ texts, ...part }) => ({ ...part, text: texts.filter((text) => text !== '').join(' ') }))
  return whole.filter(({ text }) => text !== '')
}

function readLine(line: string, cue: string): Part {
  const [whole = '', mark = ''] = MARK.exec(line) ?? []
  const words = line.slice(whole.length)
  const [start = '', name = ''] = VOICE.exec(words) ?? NAMED.exec(words) ?? []
  return {
    name: name.trim(),
    mark: mark === '' ? cue : mark,
    text: words.slice(start.length).replace(TAG, '').trim(),
  }
}
