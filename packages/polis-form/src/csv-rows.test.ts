import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CsvRows } from './csv-rows.ts'

const encoder = new TextEncoder()

/** Records and the line on which each begins, or the fault that ended the reading. */
function scan(text: string): { records: string[][]; lines: number[]; broken: { code: string; line: number } | null } {
  const rows = new CsvRows(encoder.encode(text))
  const records: string[][] = []
  const lines: number[] = []
  while (rows.next()) {
    records.push(Array.from({ length: rows.fields }, (_, field) => rows.text(field)))
    lines.push(rows.line)
  }
  return { records, lines, broken: rows.broken === null ? null : { code: rows.broken.code, line: rows.broken.line } }
}

/** The auditor: a scanner by other people, told the same four rules. */
function audit(text: string): string[][] | 'refused' {
  try {
    return parse(encoder.encode(text), { bom: true, relax_column_count: true, skip_empty_lines: true, record_delimiter: ['\n', '\r\n'] })
  } catch {
    return 'refused'
  }
}

const cases: [string, string, string[][], number[]][] = [
  [
    'plain',
    'a,b\n1,2\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
    [1, 2],
  ],
  [
    'no newline at the end',
    'a,b\n1,2',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
    [1, 2],
  ],
  [
    'CRLF',
    'a,b\r\n1,2\r\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
    [1, 2],
  ],
  [
    'CRLF and LF mixed',
    'a,b\r\n1,2\n"3",4\r\n',
    [
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
    ],
    [1, 2, 3],
  ],
  ['a byte order mark', '\ufeffa\n1\n', [['a'], ['1']], [1, 2]],
  [
    'empty fields',
    ',\n,,\n"",""\n',
    [
      ['', ''],
      ['', '', ''],
      ['', ''],
    ],
    [1, 2, 3],
  ],
  ['a comma at the very end', 'a,', [['a', '']], [1]],
  ['quoted newlines', 'a\n"x\ny\r\nz",1\nb\n', [['a'], ['x\ny\r\nz', '1'], ['b']], [1, 2, 5]],
  ['doubled quotation marks', '"he said ""no"""\n', [['he said "no"']], [1]],
  ['lines without a byte', '\n\r\na\n\n\nb\n\n', [['a'], ['b']], [3, 6]],
  ['a bare CR is text', 'a\rb,c\n', [['a\rb', 'c']], [1]],
  ['a text that begins like a byte order mark', '"\ufeffa"\n\ufeffb\n', [['\ufeffa'], ['\ufeffb']], [1, 2]],
  ['more fields than there was room for', `""""${',b'.repeat(40)}\n`, [['"', ...Array.from({ length: 40 }, () => 'b')]], [1]],
  ['no byte at all', '', [], []],
]

describe('the rows of a file', () => {
  test.each(cases)('%s', (_, text, records, lines) => {
    expect(scan(text)).toEqual({ records, lines, broken: null })
  })

  test.each([
    ['a\n"b\nc\n', 'quote-unclosed', 2],
    ['a\n"b\nc', 'quote-unclosed', 2],
    ['a\nb,x"y\n', 'quote-stray', 2],
    ['a\n"b\nc"d\n', 'text-after-quote', 3],
    ['"a" \n', 'text-after-quote', 1],
    ['"a"\r', 'text-after-quote', 1],
  ])('%j is broken: %s on line %i', (text, code, line) => {
    expect(scan(text).broken).toEqual({ code, line })
  })

  test('a field beyond 16 MiB is refused, one below is not', () => {
    expect(scan(`a\n"${'x'.repeat(2 ** 24 + 1)}"\n`).broken).toEqual({ code: 'field-too-long', line: 2 })
    expect(scan(`a\n"${'x'.repeat(2 ** 24)}"\n`).broken).toBeNull()
  })

  const LONG = 'x'.repeat(2 ** 24 + 1)
  test.each([
    ['a far too long field', `a\n"${LONG}\n${LONG}"\n`, 'field-too-long', 2],
    ['one whose quotation mark is doubled', `a\nb,"""${LONG}\n""${LONG}""\n${LONG}","\n`, 'field-too-long', 2],
    ['one that is never closed', `a\nb\nc,"d\n${LONG}\n""`, 'quote-unclosed', 3],
    ['one that is closed by the last byte', `a\n\n"${LONG}${LONG}"`, 'field-too-long', 3],
    ['one without quotation marks, then the end', `a\n${LONG}${LONG}`, 'field-too-long', 2],
    ['one without quotation marks, then another field', `a\n${LONG}${LONG},"\n`, 'field-too-long', 2],
    ['a quotation mark deep within an unquoted one', `a\n${LONG}${LONG}"`, 'quote-stray', 2],
    ['text after a closing mark far on', `a\n"${LONG}"x`, 'field-too-long', 2],
  ])('%s is refused the same in one piece and in many', (_, text, code, line) => {
    const bytes = encoder.encode(text)
    expect(scan(text).broken).toEqual({ code, line })
    const rows = new CsvRows()
    let most = 0
    for (let from = 0; from < bytes.length; from += 2 ** 21 + 1) {
      rows.give(bytes.subarray(from, from + 2 ** 21 + 1))
      while (rows.next()) most = Math.max(most, rows.fields)
    }
    rows.end()
    expect(rows.next()).toBe(false)
    expect(most).toBe(1)
    expect(rows.broken).toMatchObject({ code, line })
  })

  test('a record of more than 256 MiB is refused, whatever its fields', () => {
    const rows = new CsvRows()
    const piece = encoder.encode(`${'x'.repeat(2 ** 23 - 1)},`)
    rows.give(encoder.encode('a\nb\n'))
    while (rows.next()) expect(rows.broken).toBeNull()
    for (let given = 0; given < 34 && rows.broken === null; given += 1) {
      rows.give(piece)
      expect(rows.next()).toBe(false)
    }
    expect(rows.broken).toMatchObject({ code: 'record-too-long', line: 3 })
  })

  test('numbers are read from the bytes', () => {
    const cells = [
      '0',
      '7',
      '007',
      '"12"',
      '9007199254740991',
      '9007199254740992',
      '99999999999999999999',
      '',
      '-1',
      '1.5',
      '1e3',
      ' 1',
      '+1',
    ]
    const rows = new CsvRows(encoder.encode(cells.join(',')))
    expect(rows.next()).toBe(true)
    const read = cells.map((_, field) => rows.whole(field))
    expect(read).toEqual([0, 7, 7, 12, Number.MAX_SAFE_INTEGER, Infinity, Infinity, -1, -1, -1, -1, -1, -1])
  })

  test('votes are read from the bytes', () => {
    const cells = ['-1', '0', '1', '"-1"', '2', '-', '', '-0', '+1', '11', '-2', '--1']
    const rows = new CsvRows(encoder.encode(cells.join(',')))
    expect(rows.next()).toBe(true)
    expect(cells.map((_, field) => rows.sign(field))).toEqual([-1, 0, 1, -1, 2, 2, 2, 2, 2, 2, 2, 2])
  })
})

describe('beside the auditor', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', '\ufeff', 'ع', '😀') }))
  const field = fc.record({ text, quoted: fc.boolean() })
  const table = fc.array(fc.record({ fields: fc.array(field, { minLength: 1, maxLength: 40 }), end: fc.constantFrom('\n', '\r\n') }))

  test('any well-formed table is read as written', () => {
    fc.assert(
      fc.property(table, fc.boolean(), (rows, mark) => {
        const written = rows
          .map(({ fields, end }) => {
            // A record of one empty unquoted field is a line without any byte, hence no record.
            const alone = fields.length === 1
            return (
              fields
                .map(({ text: value, quoted }) => (quoted || alone || /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value))
                .join(',') + end
            )
          })
          .join('')
        const { records, broken } = scan(mark ? `\ufeff${written}` : `\n${written}`)
        expect(broken).toBeNull()
        expect(records).toEqual(rows.map(({ fields }) => fields.map(({ text: value }) => value)))
      }),
    )
  })

  test('any jumble is accepted or refused alike, and read alike', () => {
    const jumble = fc.string({ unit: fc.constantFrom('a', 'é', ',', ',', '"', '"', '\n', '\n', '\r\n', '\r'), maxLength: 30 })
    let refused = 0
    let accepted = 0
    fc.assert(
      fc.property(jumble, (line) => {
        const expected = audit(line)
        const { records, broken } = scan(line)
        expect(broken === null ? records : 'refused').toEqual(expected)
        if (expected === 'refused') refused += 1
        else accepted += 1
      }),
      { numRuns: 3000 },
    )
    // Both must occur, or this would compare nothing.
    expect(Math.min(refused, accepted)).toBeGreaterThan(100)
  })
})
