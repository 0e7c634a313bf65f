/**
 * The known name that takes the fewest changes of letters (added, left out, replaced, or two swapped), in all its words or in the
 * first alone: who types "import" and a folder means "import polis".
 */
export function nearest(typed: readonly string[], known: readonly string[]): string {
  const [first = ''] = typed
  const distance = (name: string): number => {
    const words = name.split(' ')
    return Math.min(changes(typed.slice(0, words.length).join(' '), name), changes(first, words[0] ?? ''))
  }
  const [best] = known.map((name) => ({ name, distance: distance(name) })).toSorted((a, b) => a.distance - b.distance)
  if (best === undefined) throw new TypeError('nothing is known')
  return best.name
}

function changes(from: string, to: string): number {
  const [a, b] = [[...from.toLowerCase().slice(0, 100)], [...to]]
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, at) => at)]
  const cell = (row: number, column: number): number => rows[row]?.[column] ?? Infinity
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    rows.push(row)
    for (let j = 1; j <= b.length; j += 1) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? cell(i - 2, j - 2) + 1 : Infinity
      row.push(Math.min(cell(i - 1, j) + 1, cell(i, j - 1) + 1, cell(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1), swapped))
    }
  }
  return cell(a.length, b.length)
}
