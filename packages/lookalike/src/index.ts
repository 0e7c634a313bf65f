import { CAPITALS, LETTERS, MERGED, SWAPS } from './confusables.ts'

export { LEAST_LETTERS, NEAR, overlap, wordsOf } from './near-texts.ts'

/** From this many letters on, one slip still leaves a name that is read as the other. */
const LONG = 8

const swapped = (text: string, table: ReadonlyMap<string, string>): string => [...text].map((sign) => table.get(sign) ?? sign).join('')

/** Without accents and marks, invisible characters (joiners, directions) and the Arabic stretch. */
const bare = (text: string): string => text.normalize('NFKD').replace(/[\p{M}\p{Cf}\p{Cc}\u0640]/gu, '')

type Shape = { readonly form: string; readonly digits: string }

function shapeOf(text: string): Shape {
  const read = isPlain(text) ? text.toLowerCase() : swapped(bare(text).toLowerCase(), LETTERS)
  const form = swapped(read, SWAPS).replace(/[^\p{L}\p{N}]+/gu, '')
  return {
    form: MERGED.reduce((shape, [look, as]) => shape.replaceAll(look, as), form),
    digits: read.replace(/[^0-9]+/g, ''),
  }
}

/** Nothing in the first two tables is ASCII: most names need neither. */
const isPlain = (text: string): boolean => /^[ -~]*$/.test(text)

/** A Greek name in capitals is taken for other Latin letters than the same name in small ones; so both are looked at. */
const readings = (name: string): readonly Shape[] => {
  const plain = isPlain(name) ? name : bare(name)
  if (isPlain(plain)) return [shapeOf(plain)]
  return [plain, plain.toLowerCase(), plain.toUpperCase()].map((text) => shapeOf(swapped(text, CAPITALS)))
}

/** What a name looks like, letter by letter; nothing where it has neither letters nor digits. */
export const shapesOf = (name: string): readonly string[] =>
  [...new Set(readings(name).map(({ form }) => form))].filter((form) => form !== '')

/**
 * Words by which names find their like without each being held against each: two that are alike have one of them in common, and hardly any that
 * are not. A slip in a long name leaves the same letters, once one of them is left out in each.
 */
export const keysOf = (name: string): readonly string[] => [
  ...new Set(readings(name).flatMap(({ form, digits }) => (form === '' ? [] : [`=${form}`, ...shortened(form, digits)]))),
]

function shortened(form: string, digits: string): readonly string[] {
  const letters = [...form]
  if (letters.length < LONG) return []
  return [form, ...letters.map((_, at) => letters.toSpliced(at, 1).join(''))].map((rest) => `${digits}~${rest}`)
}

/** Whether a reader in a hurry can take a name for one of these. A name is like itself. */
export function alikeTo(names: readonly string[]): (other: string) => boolean {
  const mine = names.flatMap(readings).filter(({ form }) => form !== '')
  return (other) => {
    const theirs = readings(other)
    return mine.some((a) => theirs.some((b) => a.form === b.form || nearly(a, b)))
  }
}

export const looksAlike = (one: string, other: string): boolean => alikeTo([one])(other)

const nearly = (a: Shape, b: Shape): boolean => a.digits === b.digits && isOneSlip([...a.form], [...b.form])

/** One letter more, less or other, or two neighbours swapped, in long words. */
function isOneSlip(a: readonly string[], b: readonly string[]): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (short.length < LONG || long.length - short.length > 1) return false
  let from = 0
  while (from < short.length && short[from] === long[from]) from += 1
  const rest = (letters: readonly string[], skip: number): string => letters.slice(from + skip).join('\0')
  if (long.length > short.length) return rest(short, 0) === rest(long, 1)
  if (rest(short, 1) === rest(long, 1)) return true
  return short[from] === long[from + 1] && short[from + 1] === long[from] && rest(short, 2) === rest(long, 2)
}
