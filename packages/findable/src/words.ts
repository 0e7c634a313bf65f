import { folded } from './folding.ts'

/** Runs of letters and digits, with the marks that belong to them. */
const RUNS = /[\p{L}\p{N}][\p{L}\p{N}\p{M}\p{Cf}]*/gu

/** Scripts that set no space between words: what they hold is kept by pairs of signs. */
const UNSPACED =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** Longer ones are no words of a language. */
const LONGEST = 64

/** A word by which something is looked for; `prefix`: words that begin with it are meant too. */
export type Sought = { readonly word: string; readonly prefix: boolean }

/** A part of a text, and whether it is one of the words sought. */
export type Piece = { readonly text: string; readonly hit: boolean }

type Run = { readonly text: string; readonly at: number; readonly spaced: boolean }

/** The runs of a text, cut where a script with spaces meets one without. */
function runsOf(text: string): readonly Run[] {
  return [...text.matchAll(RUNS)].flatMap((match) => {
    const runs: { text: string; at: number; spaced: boolean }[] = []
    let at = match.index
    for (const sign of match[0]) {
      const last = runs.at(-1)
      // A mark or a digit goes with what stands before it.
      const spaced = last !== undefined && /[\p{M}\p{N}\p{Cf}]/u.test(sign) ? last.spaced : !UNSPACED.test(sign)
      if (last === undefined || last.spaced !== spaced) runs.push({ text: sign, at, spaced })
      else last.text += sign
      at += sign.length
    }
    return runs
  })
}

/** How a run is kept: a word as a whole, signs of a script without spaces by pairs. */
function keptOf({ text, spaced }: Run): readonly string[] {
  const signs = [...folded(text)]
  if (spaced || signs.length === 1) return signs.length === 0 ? [] : [signs.slice(0, LONGEST).join('')]
  return signs.slice(1).map((sign, index) => `${signs[index] ?? ''}${sign}`)
}

/** Every word of a text once, in the form in which it is kept and found. */
export const wordsIn = (text: string): readonly string[] => [...new Set(runsOf(text).flatMap(keptOf))]

/** The words that somebody looks for, at most so many; the last may be the beginning of one, for it may not be typed to its end. */
export function soughtIn(text: string, most = 12): readonly Sought[] {
  const runs = runsOf(text)
  const sought = runs.flatMap((run, index) =>
    keptOf(run).map((word) => {
      const single = !run.spaced && [...word].length === 1
      const unfinished = run.spaced && index === runs.length - 1 && [...word].length > 1
      return { word, prefix: single || unfinished }
    }),
  )
  const last = sought.at(-1)
  return sought
    .filter(({ word }, index) => sought.findIndex((other) => other.word === word) === index)
    .map((one) => (last !== undefined && one.word === last.word ? last : one))
    .slice(0, most)
}

/** Whether a word, as it is kept, is what somebody looks for. */
export const isSought = (kept: string, { word, prefix }: Sought): boolean => (prefix ? kept.startsWith(word) : kept === word)

/** The text in its own letters, in pieces: those that were looked for, and what lies between them. */
export function marked(text: string, sought: readonly Sought[]): readonly Piece[] {
  const pieces: { text: string; hit: boolean }[] = []
  const add = (part: string, hit: boolean) => {
    const last = pieces.at(-1)
    if (part === '') return
    if (last?.hit === hit) last.text += part
    else pieces.push({ text: part, hit })
  }
  let done = 0
  for (const run of runsOf(text)) {
    add(text.slice(done, run.at), false)
    for (const { text: part, hit } of markedRun(run, sought)) add(part, hit)
    done = run.at + run.text.length
  }
  add(text.slice(done), false)
  return pieces
}

function markedRun(run: Run, sought: readonly Sought[]): readonly Piece[] {
  const kept = keptOf(run)
  const signs = [...run.text]
  const found = kept.map((word) => sought.some((one) => isSought(word, one)))
  // Where folding changes how many signs there are, which of them was found cannot be told.
  if (run.spaced || kept.length !== signs.length - 1) return [{ text: run.text, hit: found.includes(true) }]
  return signs.map((text, index) => ({ text, hit: found[index] === true || found[index - 1] === true }))
}
