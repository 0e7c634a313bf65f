import { expect, test } from 'vitest'
import { csvRecords, withCommas } from './csv-records.ts'

test.each([
  ['commas stay as they are', 'a,b\n1;2,"3;4"', 'a,b\n1;2,"3;4"'],
  ['semicolons, where the comma is in numbers', 'a;b\r\n1,5;x\r\n', 'a,b\r\n"1,5",x\r\n'],
  ['tabs, as cells are copied', 'a\tb\n1, one\t2', 'a,b\n"1, one",2'],
  ['a field with quotation marks, its lines and its semicolons', 'a;b\n"x;""y"",\nz";2', 'a,b\n"x;""y"",\nz",2'],
  ['an empty field in quotation marks', 'a;b\n"";c', 'a,b\n"",c'],
  ['a first line that says it', 'sep=;\na;b,c\n', 'a,"b,c"\n'],
])('%s', (_name, text, expected) => expect(withCommas(text)).toBe(expected))

test('a table as a program in French writes it is read like any other', () => {
  expect(csvRecords('name;text\nLyon;"Le soir; ""tard"""\n')).toEqual({
    columns: ['name', 'text'],
    records: [{ line: 2, cells: { name: 'Lyon', text: 'Le soir; "tard"' } }],
  })
})
