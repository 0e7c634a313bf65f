import { createHash } from 'node:crypto'
import { z } from 'zod'
import { query } from '../../../core/command.ts'
import type { Reader } from '../../../platform/db.ts'
import { lengthOf } from '../rules.ts'
import { demandDialogue } from './dialogue-facts.ts'
import { publicStatement, ref } from './shapes.ts'
import { readStatements, type StatementRow } from './statement-list.ts'

/** So many statements on a sheet at most, and no more lines of large type than a page of A4 holds. */
const MOST_ON_SHEET = 8
const LINES_ON_SHEET = 26
const LETTERS_IN_LINE = 44

export type PrintedSheet = { readonly code: string; readonly statements: readonly StatementRow[] }

export const kitOf = query({
  name: 'dialogue.kit',
  summary: 'What the printed sheets of a dialogue hold now: the code of each, and its statements',
  route: 'GET /dialogues/{dialogue}/kit',
  input: z.object({ dialogue: ref }),
  output: z.array(z.object({ code: z.string(), statements: z.array(publicStatement) })),
  async read(db, { input, actor }) {
    const { id } = await demandDialogue(db, input.dialogue, actor)
    return (await readSheets(db, id)).map(({ code, statements }) => ({
      code,
      statements: statements.map((row) => publicStatement.parse(row)),
    }))
  },
})

/** The published statements in order, what says the same as another left out. */
export async function readSheets(db: Reader, dialogueId: string): Promise<readonly PrintedSheet[]> {
  const rows = await readStatements(db, dialogueId, { status: 'published' })
  const asked = rows.filter(({ mergedInto }) => mergedInto === null)
  return inSheets(asked).map((statements) => ({
    code: codeOf(
      dialogueId,
      statements.map(({ number }) => number),
    ),
    statements,
  }))
}

/** Long statements take the room of others: a sheet is one page whatever stands on it. */
export function inSheets<S extends { readonly text: string }>(statements: readonly S[]): readonly (readonly S[])[] {
  const sheets: S[][] = []
  let lines = Infinity
  for (const statement of statements) {
    const own = 1 + Math.ceil(lengthOf(statement.text) / LETTERS_IN_LINE)
    const last = sheets.at(-1)
    if (last === undefined || last.length === MOST_ON_SHEET || lines + own > LINES_ON_SHEET) {
      sheets.push([statement])
      lines = own
      continue
    }
    last.push(statement)
    lines += own
  }
  return sheets
}

/** Signs that nobody takes for one another (Crockford’s base 32). */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CHECKED = 2
const MOST_IN_CODE = 64
const LARGEST = 2 ** 31 - 1

/**
 * Which statements a sheet asks about, in a few signs that somebody can type: the first number, how many follow one another, how many are
 * skipped, and so on; then two that hang on the dialogue too. So a sheet that was printed a week ago is read as it was printed.
 */
export function codeOf(dialogueId: string, numbers: readonly number[]): string {
  const [first = 0] = numbers
  const steps: number[] = [first]
  let run = 1
  for (const [at, number] of numbers.entries()) {
    if (at === 0) continue
    const skipped = number - (numbers[at - 1] ?? 0) - 1
    if (skipped === 0) {
      run += 1
      continue
    }
    steps.push(run - 1, skipped - 1)
    run = 1
  }
  const body = [...steps, run - 1].map(inSigns).join('')
  return `${body}-${checkOf(dialogueId, numbers)}`
}

/** The statements behind a code as somebody typed it; null: it is of another dialogue, or there is a slip in it. */
export function numbersBehind(dialogueId: string, typed: string): readonly number[] | null {
  const plain = typed.toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1').replace(/[\s-]/g, '')
  const steps = stepsIn(plain.slice(0, -CHECKED))
  const [first, ...rest] = steps ?? []
  if (first === undefined || rest.length % 2 === 0) return null
  const numbers: number[] = []
  let next = first
  for (const [at, step] of rest.entries()) {
    if (at % 2 === 1) {
      next += step + 1
      continue
    }
    if (numbers.length + step >= MOST_IN_CODE || next + step > LARGEST) return null
    for (let more = 0; more <= step; more += 1) numbers.push(next + more)
    next += step + 1
  }
  return checkOf(dialogueId, numbers) === plain.slice(-CHECKED) ? numbers : null
}

/** Four bits a sign, the lowest first; the fifth says that more follow. */
function inSigns(value: number): string {
  const low = SIGNS.charAt((value % 16) + (value >= 16 ? 16 : 0))
  return value >= 16 ? `${low}${inSigns(Math.floor(value / 16))}` : low
}

function stepsIn(signs: string): readonly number[] | null {
  const steps: number[] = []
  let [value, weight] = [0, 1]
  for (const sign of signs) {
    const place = SIGNS.indexOf(sign)
    if (place < 0 || weight > LARGEST) return null
    value += (place % 16) * weight
    weight *= 16
    if (place >= 16) continue
    steps.push(value)
    ;[value, weight] = [0, 1]
  }
  return weight === 1 ? steps : null
}

function checkOf(dialogueId: string, numbers: readonly number[]): string {
  const digest = createHash('sha256')
    .update(`${dialogueId} ${numbers.join(' ')}`)
    .digest()
  return [digest[0] ?? 0, digest[1] ?? 0].map((byte) => SIGNS.charAt(byte % 32)).join('')
}
