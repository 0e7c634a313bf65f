/** Which words of a text were added or taken out from one version to the next. */
export type Piece = { readonly sort: 'same' | 'added' | 'removed'; readonly text: string }

/** More than so many comparisons of a changed passage are not made: it is shown as replaced whole. */
const MOST_COMPARED = 4_000_000

/** First by lines, then, within the lines that changed, by words; so that a long text with few changes is quick. */
export function wordChanges(before: string, after: string): readonly Piece[] {
  const pieces: Piece[] = []
  for (const { sort, text } of grouped(compared(linesOf(before), linesOf(after)))) {
    const last = pieces.at(-1)
    if (sort === 'added' && last?.sort === 'removed') {
      pieces.pop()
      pieces.push(...compared(wordsIn(last.text), wordsIn(text)))
    } else pieces.push({ sort, text })
  }
  return grouped(pieces)
}

const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []
const wordsIn = (text: string): readonly string[] => text.match(/\s+|\S+/g) ?? []

/** Neighbours of one sort as one; of a passage, what was taken out goes before what was added. */
function grouped(pieces: readonly Piece[]): readonly Piece[] {
  const all: Piece[] = []
  let passage = { removed: '', added: '' }
  const endPassage = () => {
    for (const sort of ['removed', 'added'] as const) if (passage[sort] !== '') all.push({ sort, text: passage[sort] })
    passage = { removed: '', added: '' }
  }
  for (const { sort, text } of pieces) {
    if (sort !== 'same') {
      passage = { ...passage, [sort]: passage[sort] + text }
      continue
    }
    endPassage()
    const last = all.at(-1)
    if (last?.sort === 'same') all[all.length - 1] = { sort, text: last.text + text }
    else all.push({ sort, text })
  }
  endPassage()
  return all
}

/** By the longest common subsequence of what is left after the common beginning and end. */
function compared(before: readonly string[], after: readonly string[]): readonly Piece[] {
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1
  let end = 0
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end += 1
  const same = (words: readonly string[]): Piece[] => (words.length === 0 ? [] : [{ sort: 'same', text: words.join('') }])
  const middle = between(before.slice(start, before.length - end), after.slice(start, after.length - end))
  return [...same(before.slice(0, start)), ...middle, ...same(before.slice(before.length - end))]
}

function between(before: readonly string[], after: readonly string[]): readonly Piece[] {
  if (before.length * after.length > MOST_COMPARED) {
    return [
      { sort: 'removed', text: before.join('') },
      { sort: 'added', text: after.join('') },
    ]
  }
  const wide = after.length + 1
  const common = new Uint16Array((before.length + 1) * wide)
  const at = (i: number, j: number): number => common[i * wide + j] ?? 0
  for (let i = before.length - 1; i >= 0; i -= 1)
    for (let j = after.length - 1; j >= 0; j -= 1)
      common[i * wide + j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const pieces: Piece[] = []
  let [i, j] = [0, 0]
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      pieces.push({ sort: 'same', text: before[i] ?? '' })
      i += 1
      j += 1
    } else if (j >= after.length || (i < before.length && at(i + 1, j) >= at(i, j + 1))) {
      pieces.push({ sort: 'removed', text: before[i] ?? '' })
      i += 1
    } else {
      pieces.push({ sort: 'added', text: after[j] ?? '' })
      j += 1
    }
  }
  return pieces
}
