/** Three signs in a row, with the beginning and the end of the word: what two words that differ by a slip still share. */
export function gramsOf(word: string): readonly string[] {
  const signs = ['^', '^', ...word, '$']
  return [...new Set(signs.slice(2).map((sign, index) => `${signs[index] ?? ''}${signs[index + 1] ?? ''}${sign}`))]
}

/** How many slips lead from one word to the other: a letter too many, one that is missing, another one, two that changed places. */
export function slips(one: string, other: string): number {
  const [a, b] = [[...one], [...other]]
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, index) => index)]
  const at = (row: number, column: number) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY
  for (let row = 1; row <= a.length; row += 1) {
    rows[row] = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const cost = a[row - 1] === b[column - 1] ? 0 : 1
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      rows[row]?.push(
        Math.min(
          at(row - 1, column) + 1,
          at(row, column - 1) + 1,
          at(row - 1, column - 1) + cost,
          swapped ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      )
    }
  }
  return at(a.length, b.length)
}

/** From this many letters on two slips still leave a word that is meant. */
const LONG = 7

/** Whether somebody may have meant the other word: one slip in a short word, two in a long one; below three letters anything would do. */
export function isNear(written: string, other: string): boolean {
  const letters = Math.min([...written].length, [...other].length)
  return letters >= 3 && written !== other && slips(written, other) <= (letters >= LONG ? 2 : 1)
}
