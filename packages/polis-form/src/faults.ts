/** What can be wrong with a folder, as codes with data, and the English sentence of each. */

export type FileName = 'comments.csv' | 'votes.csv' | 'participants-votes.csv' | 'summary.csv'

/** A cell that a sentence quotes is cut to this many characters: a broken file may hold a megabyte in one cell. */
const LONGEST_QUOTATION = 40

type FaultData = Record<string, string | number>

const sentences = {
  'file-missing': () => 'the file is missing.',
  'votes-missing': () => 'the file is missing, and there is no participants-votes.csv to take the votes from.',
  'file-empty': () => 'the file is empty.',
  'no-statements': () => 'there is no statement below the header.',
  'not-utf8': () => 'the text is not valid UTF-8.',
  'field-too-long': () => 'a field is longer than 16 MiB.',
  'record-too-long': () => 'the record is longer than 256 MiB.',
  'column-missing': (data) => `the column ${data['column']} is missing.`,
  'column-twice': (data) => `the column ${data['column']} appears twice.`,
  'field-count': (data) => `the record has ${data['found']} fields; it must have ${data['expected']}.`,
  'quote-unclosed': () => 'a quoted field begins here and is never closed.',
  'quote-stray': () => 'a quotation mark stands inside a field that is not quoted.',
  'text-after-quote': (data) => `text follows the closing quotation mark of a field that begins on line ${data['opened']}.`,
  'number-not-whole': (data) => `the ${data['column']} is ${shown(data)}; it must be a whole number.`,
  'number-negative': (data) => `the ${data['column']} is ${shown(data)}; it must not be negative.`,
  'number-too-large': (data) => `the ${data['column']} is ${shown(data)}; it must be at most ${data['most']}.`,
  'vote-unknown': (data) => `the vote is ${shown(data)}; it must be -1, 0 or 1.`,
  'moderated-unknown': (data) => `moderated is ${shown(data)}; it must be -1, 0 or 1.`,
  'meta-unknown': (data) => `${data['column']} is ${shown(data)}; it must be true or false.`,
  'statement-twice': (data) => `the comment-id ${data['statement']} was already used on line ${data['first']}.`,
  'statements-too-many': (data) => `this is statement ${Number(data['most']) + 1}; at most ${data['most']} can be analysed together.`,
  'votes-too-many': (data) => `this is vote ${Number(data['most']) + 1}; at most ${data['most']} can be analysed together.`,
  'statement-unknown': (data) => `the comment-id ${data['statement']} is not in comments.csv.`,
  'participant-twice': (data) => `the participant ${data['participant']} already has a row on line ${data['first']}.`,
  'entry-twice': (data) => `the entry ${data['entry']} was already given on line ${data['first']}.`,
  'json-broken': (data) =>
    `this is not a JSON object of participant ids and group ids; ${data['found'] === '' ? 'it ends too soon' : `the trouble begins at ${data['found']}`}.`,
  'group-empty': (data) => `the group id of participant ${data['participant']} is empty.`,
} satisfies Record<string, (data: FaultData) => string>

/** The cell that the sentence is about; an empty one is called so, or the sentence would have a hole. */
function shown(data: FaultData): string | number {
  return data['value'] === '' || data['value'] === undefined ? 'empty' : data['value']
}

export type FaultCode = keyof typeof sentences

/**
 * One thing that is wrong. `line` is the physical line, from 1, on which the record begins (a quoted field may run over several lines);
 * it is 0 where the file is not there at all. `data` holds what the sentence mentions, so that another language can say it too.
 */
export type Fault = { file: FileName | 'groups.json'; line: number; code: FaultCode; data: FaultData }

/** The fault of a folder that lacks a file; `votes.csv` stands for both files that can hold votes. */
export function missingFile(file: 'comments.csv' | 'votes.csv'): Fault {
  return { file, line: 0, code: file === 'votes.csv' ? 'votes-missing' : 'file-missing', data: {} }
}

/** A whole English sentence with file and line, for example "votes.csv, line 12: the vote is 7; it must be -1, 0 or 1." */
export function describeFault(fault: Fault): string {
  const place = fault.line > 0 ? `${fault.file}, line ${fault.line}` : fault.file
  return `${place}: ${sentences[fault.code](fault.data)}`
}

/** Somebody who mends a file is helped by several faults at once, and by no more than can be read. */
export const MOST_FAULTS = 20

/** Collects the faults of one file, in the order of its lines, and knows when there are enough of them. */
export class FaultList {
  readonly faults: Fault[] = []
  readonly #file: Fault['file']

  constructor(file: Fault['file']) {
    this.#file = file
  }

  get full(): boolean {
    return this.faults.length >= MOST_FAULTS
  }

  add(line: number, code: FaultCode, data: FaultData = {}): void {
    if (!this.full) this.faults.push({ file: this.#file, line, code, data })
  }

  /** This one alone, for it makes all others doubtful. */
  replace(line: number, code: FaultCode): void {
    this.faults.length = 0
    this.add(line, code)
  }
}

/**
 * A cell as fault data: at most 40 characters of it, and no control character, for these sentences are written to terminals and a file
 * from elsewhere must not be able to steer one.
 */
export function quotation(text: string): string {
  const start = text.slice(0, LONGEST_QUOTATION).replaceAll(/\p{Cc}/gu, ' ')
  // The cut may have gone through the middle of a character outside the basic plane.
  return text.length > LONGEST_QUOTATION ? `${start.replace(/[\ud800-\udbff]$/, '')}…` : start
}
