import { describe, expect, test } from 'vitest'
import { textOf } from './text-file.ts'

const bytes = (...values: number[]): Uint8Array => new Uint8Array(values)
const wide = (text: string, big = false): Uint8Array => {
  const little = Buffer.from(text, 'utf16le')
  return big ? Buffer.from(little).swap16() : little
}

describe('the text of a file, whichever program wrote it', () => {
  test.each([
    ['UTF-8', new TextEncoder().encode('nom;ville\nAmélie;Évry'), 'nom;ville\nAmélie;Évry', false],
    ['UTF-8 with its mark, as Excel writes it', new TextEncoder().encode('\ufeffnom;ville'), 'nom;ville', false],
    ['UTF-16 with its mark', bytes(0xff, 0xfe, ...wide('été')), 'été', false],
    ['UTF-16 the other way round', bytes(0xfe, 0xff, ...wide('été', true)), 'été', false],
    ['UTF-16 without a mark', wide('name,kind\nLyon,other'), 'name,kind\nLyon,other', false],
    ['UTF-16 without a mark, the other way round', wide('name,kind\nLyon,other', true), 'name,kind\nLyon,other', false],
    ['Windows-1252, as older tables in French', bytes(0x4c, 0x92, 0xe9, 0x74, 0xe9, 0x20, 0x9c, 0x75, 0x66), 'L’été œuf', true],
    [
      'Windows-1256, in a table with many plain letters',
      bytes(...Buffer.from('address,name\nzaouia-of-cork,'), 0xcd, 0xe6, 0xc7, 0xd1),
      'address,name\nzaouia-of-cork,حوار',
      true,
    ],
  ])('%s', (_name, file, text, older) => expect(textOf(file)).toEqual({ text, older }))

  test.each([
    ['a workbook', bytes(0x50, 0x4b, 0x03, 0x04, 0x14)],
    ['an older workbook', bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1)],
    ['a PDF', new TextEncoder().encode('%PDF-1.7 name,kind')],
    ['a picture', bytes(0x89, 0x50, 0x4e, 0x47)],
    ['whatever holds empty bytes', bytes(0x41, 0x00, 0x00, 0x42, 0xff)],
  ])('%s is none', (_name, file) => expect(textOf(file)).toBeNull())
})
